import type { Command } from '../../steps/command.ts';
import type { BlockRef } from '../../session/events.ts';
import { driftedBlocks } from '../../session/drift.ts';
import { exitItems } from '../../session/exit-gate.ts';
import { outlineRows, progress } from '../../session/outline.ts';
import { needsOf, type Needs } from '../../session/needs.ts';
import { previewOf } from '../../session/preview.ts';
import type { Located } from '../../session/refs.ts';
import { nextBlock } from '../../session/standing.ts';
import type { Session } from '../../session/session.ts';

/*
 * A frame is drawn many times between two events (a clock ticks, an output grows), and each of these looks
 * at every block of the walk. A session never changes, so the answers are kept for as long as it is.
 */

export const outlineOf = perSession(outlineRows);
export const progressOf = perSession(progress);
export const nextOf = perSession(nextBlock);
export const exitItemsOf = perSession(exitItems);
export const driftedOf = perSession(driftedBlocks);

/** The session as it would be with the poll that is waited for left running. */
export const leftOf = perSession((session): Session =>
  session.running === undefined
    ? session
    : {
        ...session,
        running: undefined,
        background: [...session.background, session.running],
      },
);

const previewsOf = perSession(() => new Map<BlockRef, Command>());

/** What would run now, made once: the script may be long. */
export function previewFor(session: Session, located: Located): Command {
  const previews = previewsOf(session);
  const known = previews.get(located.ref);
  if (known !== undefined) return known;
  const command = previewOf(session, located);
  previews.set(located.ref, command);
  return command;
}

const needs = new WeakMap<Command, Needs>();

/** What has to be asked before a block starts, read once from the command that would run now. */
export function needsFor(session: Session, located: Located): Needs {
  const command = previewFor(session, located);
  const known = needs.get(command) ?? needsOf(command);
  needs.set(command, known);
  return known;
}

function perSession<Answer>(make: (session: Session) => Answer): (session: Session) => Answer {
  const made = new WeakMap<Session, { readonly answer: Answer }>();
  return (session) => {
    const known = made.get(session);
    if (known !== undefined) return known.answer;
    const answer = make(session);
    made.set(session, { answer });
    return answer;
  };
}
