import type { BlockRef } from '../session/events.ts';
import type { Ui } from './stack.ts';

/** A block under the cursor, seen from its top. */
export function looksAt(block: BlockRef): Partial<Ui> {
  return { cursor: block, pane: 'block', scroll: 0, outputOffset: 0 };
}
