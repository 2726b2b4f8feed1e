import { fallbackBelow } from '../session/outline.ts';
import { diagnosesOf } from '../session/diagnosis.ts';
import type { View } from '../session/walker.ts';
import { takeable } from '../session/change-rows.ts';
import { allowed } from '../session/allowed.ts';
import { askedPlaceholders, openPlaceholders } from '../session/placeholders.ts';
import { newestAttempt, standingOf } from '../session/standing.ts';
import type { Session } from '../session/session.ts';
import type { ScreenContext } from './contract.ts';
import { leftAttempt, liveOf } from './parts/live-of.ts';
import { focusOf, type Focus } from './parts/focus.ts';
import { mainAct, mainSays } from './parts/main-act.ts';
import { anyReason } from './parts/ways-on.ts';

export interface Hint {
  readonly binding: string;
  readonly says: string;
}

/** The footer of the walk: what Enter does now, then the keys that matter here, most useful first. */
export function walkHints({ ui, view, columns }: ScreenContext): readonly Hint[] {
  if (view === undefined) return [];
  const { session } = view;
  const focus = focusOf(session, ui.cursor);
  const act = mainAct(session, focus, view.asked);
  const main = { binding: 'main', says: mainSays(session, act) };
  const polls = [...session.background, ...(ui.ended ?? [])];
  const running = steerHints(view, focus);
  const isFirst = act.type === 'leave' || isWaitedFor(view);
  return [
    ...(running.length > 0 && !isFirst
      ? [...running, main]
      : running.length > 0
        ? [main, ...running]
        : [main, ...fillHints(session, focus), ...waysOut(session, focus)]),
    ...(takeable(view.documents).length > 0 ? [{ binding: 'revised', says: 'new text' }] : []),
    ...(polls.length > 0 ? [{ binding: 'next-poll', says: 'polls' }] : []),
    { binding: 'down', says: 'move' },
    { binding: 'other-pane', says: ui.pane === 'block' && columns < 70 ? 'outline' : 'other pane' },
    ...(focus !== undefined && newestAttempt(session, focus.ref) !== undefined
      ? [{ binding: 'output', says: 'whole output' }]
      : []),
    { binding: 'find', says: 'find' },
    { binding: 'help', says: 'keys' },
    { binding: 'quit', says: 'quit' },
  ];
}

/** What is asked for comes before how to stop it: a login for a poll, a secret between two runs. */
function isWaitedFor({ live, asked }: View): boolean {
  return live?.poll?.held === true || (live === undefined && asked !== undefined);
}

/** The keys for what runs: the poll under the cursor, else what is waited for. */
function steerHints(view: View, focus: Focus | undefined): readonly Hint[] {
  const left = leftAttempt(view, focus?.ref);
  if (left === undefined && view.session.running === undefined) return [];
  const live = left === undefined ? view.live : liveOf(view, left);
  const poll = live?.poll?.held === true ? undefined : live?.poll;
  return [
    ...(poll === undefined ? [] : [{ binding: 'poll-now', says: 'look now' }]),
    { binding: 'stop', says: 'stop it' },
    ...(live?.terminal === true ? [{ binding: 'terminal', says: 'its terminal' }] : []),
    ...(poll === undefined ? [] : [{ binding: 'pause', says: poll.paused ? 'go on' : 'pause' }]),
  ];
}

/** What was given for placeholders can be given anew until it runs, and after. */
function fillHints(session: Session, focus: Focus | undefined): readonly Hint[] {
  if (focus?.type !== 'block' || askedPlaceholders(focus.located).length === 0) return [];
  return openPlaceholders(session, focus.located).length === 0
    ? [{ binding: 'fill-in', says: 'other values' }]
    : [];
}

/** What is open besides Enter: all of it for a failed block, `r` for one that ran. */
function waysOut(session: Session, focus: Focus | undefined): readonly Hint[] {
  if (focus?.type !== 'block') return [];
  const { located, ref } = focus;
  const standing = standingOf(session, located);
  const again = allowed(session, { type: 'run', block: ref }) === undefined;
  if (standing === 'skipped' && again) return [{ binding: 'run-again', says: 'run it after all' }];
  if (standing === 'waiting' && located.block.place.type === 'elsewhere')
    return allowed(session, { type: 'skip', block: ref, reason: anyReason }) === undefined
      ? [{ binding: 'skip', says: 'skip it, with a note' }]
      : [];
  if (standing !== 'failed')
    return again && ['passed', 'attest', 'overridden'].includes(standing)
      ? [{ binding: 'run-again', says: 'again' }]
      : [];
  const below = fallbackBelow(session, located);
  const open = (intent: Parameters<typeof allowed>[1]) => allowed(session, intent) === undefined;
  return [
    ...(located.block.poll !== undefined && open({ type: 'extend-poll', block: ref })
      ? [{ binding: 'extend', says: 'carry it on' }]
      : []),
    ...(diagnosesOf(session, located).length > 0
      ? [{ binding: 'diagnose', says: 'find out why' }]
      : []),
    ...(again ? [{ binding: 'run-again', says: 'again' }] : []),
    ...(below !== undefined && open({ type: 'run', block: below.ref })
      ? [{ binding: 'fallback', says: 'fallback' }]
      : []),
    ...(open({ type: 'override', owner: ref, reason: anyReason })
      ? [{ binding: 'override', says: 'override' }]
      : []),
    ...(open({ type: 'skip', block: ref, reason: anyReason })
      ? [{ binding: 'skip', says: 'skip' }]
      : []),
  ];
}
