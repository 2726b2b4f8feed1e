import { stateDirOf, type GlobalOptions } from './options.ts';
import { showWalk } from './show-walk.ts';
import { needTerminal } from './terminal-check.ts';
import { findWatched, watchSession } from './watch-session.ts';

/** `handrail watch [SESSION]`: the walk of somebody else, live, read-only. */
export async function watch(id: string | undefined, options: GlobalOptions): Promise<number> {
  const found = findWatched(stateDirOf(options), id);
  needTerminal('handrail watch', 'handrail resume --plain, once whoever walks it has left');
  return showWalk(() => watchSession(found), options);
}
