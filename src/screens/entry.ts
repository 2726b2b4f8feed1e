import type { BlockRef } from '../session/events.ts';
import {
  endWords,
  isWorthTelling,
  recheckStart,
  type ResumeFacts,
} from '../session/resume-facts.ts';
import { questionsOf } from '../session/questions.ts';
import { literalRows } from '../session/literal-rows.ts';
import { wantsLiterals } from '../session/unconfirmed-literals.ts';
import type { Session } from '../session/session.ts';
import type { Watching } from '../session/walker.ts';
import type { OpenedWalk, UiAction } from './contract.ts';
import type { Screen } from './stack.ts';

/** The first screen of a walk that was just opened: how it was found, when that is worth telling. */
export function openingScreen({ walker, resumed }: OpenedWalk): Screen {
  const { session, watching } = walker.store.getState();
  return isTold(session, resumed) ? { type: 'resume' } : entryScreen(session, watching);
}

/** What happens by itself on that screen: checks that passed are looked at again where that is safe. */
export function openingActions({ walker, resumed }: OpenedWalk): readonly UiAction[] {
  const { session } = walker.store.getState();
  if (!isTold(session, resumed)) return [];
  return recheckStart(session).type === 'by-itself'
    ? [{ type: 'send', intent: { type: 'recheck' } }]
    : [];
}

/** What is said under the first screen: sentences that came along, and an end no screen of its own tells of. */
export function openingMessage({ walker, resumed, notices = [] }: OpenedWalk): string | undefined {
  const { session } = walker.store.getState();
  const isSaid = resumed === undefined || resumed.after === 'quit' || isTold(session, resumed);
  const end = isSaid ? [] : [`How the last run ended: ${endWords(resumed)}.`];
  const all = [...end, ...notices];
  return all.length === 0 ? undefined : all.join(' ');
}

function isTold(session: Session, resumed: ResumeFacts | undefined): boolean {
  return resumed !== undefined && isWorthTelling(session, resumed);
}

/** Where a walk begins: literals not confirmed, then questions not answered, then the walk. */
export function entryScreen(session: Session, watching?: Watching): Screen {
  // What was not confirmed yet is not for who only looks on.
  if (watching !== undefined) return { type: 'walk' };
  if (session.state === 'finished') return { type: 'walk' };
  if (wantsLiterals(session) && literalRows(session).length > 0) return { type: 'literals' };
  return screenAfterLiterals(session, undefined);
}

/** A block that still runs is looked at first: how it ends must not happen behind the operator's back. */
export function entryCursor(
  { attempts, running }: Session,
  watching?: Watching,
): BlockRef | undefined {
  // Who watches follows whoever walks.
  if (watching !== undefined) return undefined;
  return attempts.find(({ number }) => number === running)?.block;
}

/** The next question but the one just answered, else the walk. */
export function screenAfterLiterals(session: Session, answered: string | undefined): Screen {
  const open = questionsOf(session.runbooks).find(
    ({ id }) => id !== answered && session.answers[id] === undefined,
  );
  return open === undefined ? { type: 'walk' } : { type: 'question', question: open.id };
}
