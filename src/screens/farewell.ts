import { driftedBlocks } from '../session/drift.ts';
import { leftPolls } from '../session/left-polls.ts';
import { locate } from '../session/refs.ts';
import type { Session } from '../session/session.ts';
import { nextBlock } from '../session/standing.ts';
import { progress } from '../session/outline.ts';
import { sanitise } from '../session/sanitise.ts';
import type { View } from '../session/walker.ts';

/** What stays on the ordinary screen after leaving: where the walk stands, and how to come back. */
export function farewell(view: View | undefined, resumeWith = ''): readonly string[] {
  if (view === undefined) return [];
  const { session, live, watching } = view;
  const names = session.runbooks.map(({ title }) => title).join(', ');
  const what = sanitise(session.mode === 'training' ? `TRAINING: ${names}` : names);
  if (session.state === 'finished')
    return [
      `${what}: finished, exit gate ${session.passed === true ? 'passed' : 'not passed'}.`,
      ...driftLines(session),
    ];
  const { settled, of } = progress(session);
  // Nothing was left here, so there is nothing to come back to.
  if (watching !== undefined) return [`${what}: ${settled} of ${of}, watched.`];
  const next = nextBlock(session);
  const at = next === undefined ? 'only the exit gate is left' : `next is ${next.block.id}`;
  return [
    `${what}: ${settled} of ${of}, ${sanitise(at)}.`,
    ...driftLines(session),
    ...(live !== undefined && goesOn(session, live.attempt) && session.mode === 'real'
      ? ['What runs goes on by itself.']
      : []),
    ...leftLines(session),
    `Come back with: handrail resume ${session.id}${resumeWith}`,
  ];
}

/** What had passed and does not any more, by name: the exit gate alone would hide it. */
function driftLines(session: Session): readonly string[] {
  const ids = driftedBlocks(session).map(({ located }) => located.block.id);
  return ids.length === 0 ? [] : [sanitise(`Drifted since it passed: ${ids.join(', ')}.`)];
}

/** Polls that run on are looked at by handrail itself: nobody looks until it is back. */
function leftLines(session: Session): readonly string[] {
  const ids = leftPolls(session).map(({ block }) => block.id);
  return ids.length === 0
    ? []
    : [sanitise(`Left running, and looked at again when you come back: ${ids.join(', ')}.`)];
}

/** Looks are taken by handrail itself, and end with it: those of a poll, and those of a check looked at again. */
function goesOn(session: Session, attempt: number): boolean {
  const ref = session.attempts.find(({ number, recheck }) => number === attempt && !recheck)?.block;
  return ref !== undefined && locate(session, ref)?.block.kind !== 'poll';
}
