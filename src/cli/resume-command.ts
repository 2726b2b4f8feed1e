import { stateDirOf, type WalkOptions } from './options.ts';
import { plainSession } from './plain/session.ts';
import { findSession } from './find-session.ts';
import { resumeSession } from './resume-session.ts';
import { showWalk } from './show-walk.ts';
import { needTerminal } from './terminal-check.ts';
import { watched } from './training.ts';
import { UserError } from './user-error.ts';

/** `handrail resume [SESSION]`: on with the walk where it was left. */
export async function resume(id: string | undefined, options: WalkOptions): Promise<number> {
  const found = findSession(stateDirOf(options), id);
  if (options.plain !== true) {
    needTerminal('handrail resume', 'handrail resume --plain');
    return showWalk(() => resumeSession(found, watched), options);
  }
  if (process.stdin.isTTY !== true)
    throw new UserError('Taking up a walk needs an operator at a terminal, by lines as well.');
  return plainSession((onEvent) => resumeSession(found, watched, onEvent), options);
}
