import { takeable } from '../session/change-rows.ts';
import type { View } from '../session/walker.ts';
import type { UiAction } from './contract.ts';

/**
 * Goes on with the new text of each runbook, or leaves it, one after the other, and then does the rest: where one is
 * refused, nothing behind it happens and the sentence stands there.
 */
export function textActions(
  { documents }: View,
  text: 'new' | 'kept',
  rest: readonly UiAction[],
): readonly UiAction[] {
  const type = text === 'new' ? 'take-revision' : 'leave-revision';
  return takeable(documents).reduceRight<readonly UiAction[]>(
    (then, { runbook, sha256 = '' }) => [{ type: 'send', intent: { type, runbook, sha256 }, then }],
    rest,
  );
}
