import { resumeWith, stateDirOf, type WalkOptions } from './options.ts';
import { plainSession } from './plain/session.ts';
import { findSession } from './find-session.ts';
import type { OpenedWalk } from '../screens/contract.ts';
import { lockHolder } from '../session/effects/lock.ts';
import type { SessionOnDisk } from '../session/effects/session-folder.ts';
import { asksEnter } from './ask-key.ts';
import { HeldError } from './held-error.ts';
import { resumeSession } from './resume-session.ts';
import { showWalk } from './show-walk.ts';
import { canDraw, needTerminal } from './terminal-check.ts';
import { watched } from './training.ts';
import { UserError } from './user-error.ts';
import { watchSession } from './watch-session.ts';

/** `handrail resume [SESSION]`: on with the walk where it was left. */
export async function resume(id: string | undefined, options: WalkOptions): Promise<number> {
  const found = findSession(stateDirOf(options), id);
  // Where nothing can be offered, what is in the way comes before what this terminal can not do.
  const holder = canDraw() ? undefined : lockHolder(found.folder);
  if (holder !== undefined) throw new HeldError(found.id, holder, resumeWith(options));
  if (options.plain !== true) {
    const named = id === undefined ? '' : ` ${found.id}`;
    needTerminal('handrail resume', `handrail resume${named} --plain${resumeWith(options)}`);
    return takeUpOrWatch(found, options);
  }
  if (process.stdin.isTTY !== true)
    throw new UserError('Taking up a walk needs an operator at a terminal, by lines as well.');
  return plainSession((onEvent) => resumeSession(found, watched, onEvent), options);
}

/** A walk that somebody else has open is offered to look at. */
async function takeUpOrWatch(found: SessionOnDisk, options: WalkOptions): Promise<number> {
  let opened: OpenedWalk;
  try {
    opened = await resumeSession(found, watched);
  } catch (error) {
    if (!(error instanceof HeldError)) throw error;
    process.stdout.write(`${error.who}.\n`);
    if (!(await asksEnter('Enter watches it live, q leaves: '))) return 2;
    opened = await watchSession(found);
  }
  return showWalk(async () => opened, options);
}
