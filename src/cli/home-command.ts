import type { GlobalOptions } from './options.ts';
import { showWalk } from './show-walk.ts';
import { needTerminal } from './terminal-check.ts';

/** `handrail` alone: the home screen. */
export async function home(options: GlobalOptions): Promise<number> {
  needTerminal(
    'handrail',
    'handrail resume --plain, handrail walk --plain FILE, or handrail train --plain',
  );
  return showWalk(undefined, options);
}
