import { allowed } from '../session/allowed.ts';
import { diagnosesOf, nextDiagnosis, pollBehind } from '../session/diagnosis.ts';
import type { BlockRef } from '../session/events.ts';
import type { Intent } from '../session/intents.ts';
import { locate, type Located } from '../session/refs.ts';
import { newestAttempt, standingOf } from '../session/standing.ts';
import type { Live, View } from '../session/walker.ts';
import type { UiAction } from './contract.ts';
import { leftAttempt, liveOf } from './parts/live-of.ts';
import { looksAt } from './looks-at.ts';
import type { Ui } from './stack.ts';
import type { Act } from './walk-act.ts';

/** The keys that steer polls. Undefined for every other key. */
export function pollAct(
  binding: string,
  view: View,
  ui: Ui,
  located: Located | undefined,
): Act | undefined {
  const steered = steeredBy(view, located);
  const ended = justEnded(view, located, binding === 'stop' ? 'stop that' : 'steer that');
  switch (binding) {
    case 'poll-now':
      return ended ?? heldPoll(steered) ?? ask(view, { type: 'poll-now', ...steered.block });
    case 'pause': {
      const type = steered.live?.poll?.paused === true ? 'continue-poll' : 'pause-poll';
      return ended ?? heldPoll(steered) ?? ask(view, { type, ...steered.block });
    }
    case 'stop':
      if (ended !== undefined) return ended;
      return steered.live?.stopping === true
        ? 'It was asked to stop already, and is made to if it does not.'
        : ask(view, { type: 'cancel', ...steered.block });
    case 'next-poll':
      return nextPoll(view, ui, located);
    case 'extend':
      return extend(view, located);
    case 'diagnose':
      return diagnose(view, located);
    default:
      return undefined;
  }
}

interface Steered {
  readonly live: Live | undefined;
  /** Named when it runs on beside the walk. */
  readonly block: { readonly block?: BlockRef };
}

/** The poll under the cursor, when it runs on; else what is waited for. */
function steeredBy(view: View, located: Located | undefined): Steered {
  const left = leftAttempt(view, located?.ref);
  if (left === undefined || located === undefined) return { live: view.live, block: {} };
  return { live: liveOf(view, left), block: { block: located.ref } };
}

/** The key was meant for the poll under the cursor, which ran on until now, and for nothing that runs elsewhere. */
function justEnded(
  { session }: View,
  located: Located | undefined,
  wish: string,
): string | undefined {
  if (located === undefined) return undefined;
  const newest = newestAttempt(session, located.ref);
  const running = session.attempts.findLast(({ number }) => number === session.running)?.block;
  if (newest?.left !== true || newest.outcome === undefined) return undefined;
  if (running === undefined || running === located.ref) return undefined;
  const elsewhere = locate(session, running)?.block.id ?? running;
  return `${located.block.id} has ended; go to ${elsewhere} to ${wish}.`;
}

/** Neither a look nor a pause means anything while a poll waits for a login. */
function heldPoll({ live }: Steered): string | undefined {
  return live?.poll?.held === true
    ? 'The poll waits for the login; Enter leads there, x stops the poll.'
    : undefined;
}

function ask({ session }: View, intent: Intent): Act {
  const elsewhere =
    session.running === undefined && session.background.length > 0 && !('block' in intent)
      ? 'Nothing is waited for here; g goes to the polls that run on.'
      : undefined;
  return elsewhere ?? allowed(session, intent) ?? [{ type: 'send', intent }];
}

/** First those that ended unseen, then those that run: the one behind the one under the cursor. */
function nextPoll({ session }: View, { ended = [] }: Ui, located: Located | undefined): Act {
  const polls = pollsToGo(session, ended);
  if (polls.length === 0) return 'No poll runs, and none has ended that was not looked at.';
  const to = polls[(polls.indexOf(located?.ref ?? '') + 1) % polls.length];
  if (to === undefined || to === located?.ref) return 'This is the only poll that runs.';
  return [goTo(to)];
}

/** Blocks of polls that ended unseen, then of those that run, each once. */
function pollsToGo(session: View['session'], ended: readonly number[]): readonly BlockRef[] {
  const running = session.running === undefined ? [] : [session.running];
  const refs = [...ended, ...session.background, ...running].flatMap((number) => {
    const block = session.attempts.findLast((attempt) => attempt.number === number)?.block;
    return block !== undefined && locate(session, block)?.block.poll !== undefined ? [block] : [];
  });
  return [...new Set(refs)];
}

function extend({ session }: View, located: Located | undefined): Act {
  if (located?.block.poll === undefined)
    return 'Only a poll whose looks ran out can be carried on.';
  const intent = { type: 'extend-poll', block: located.ref } as const;
  return allowed(session, intent) ?? [{ type: 'send', intent, then: [goTo(located.ref)] }];
}

/** Goes there and no further: what it runs is read before Enter runs it. */
function diagnose({ session }: View, located: Located | undefined): Act {
  if (located === undefined) return 'Nothing runs in this step.';
  const poll = located.block.diagnosis ? pollBehind(session, located) : located;
  const checks = poll === undefined ? [] : diagnosesOf(session, poll);
  const [first] = checks;
  if (poll === undefined || first === undefined)
    return 'The runbook names nothing that finds out why this does not come.';
  if (standingOf(session, poll) !== 'failed')
    return `${poll.block.id} has not failed; ${checks.map(({ block }) => block.id).join(', ')} ${checks.length === 1 ? 'finds' : 'find'} out why when it has.`;
  const to = nextDiagnosis(session, poll) ?? first;
  return to.ref === located.ref
    ? `This is what finds out why ${poll.block.id} failed; Enter runs it, Esc goes back.`
    : [goTo(to.ref)];
}

function goTo(block: BlockRef): UiAction {
  return { type: 'ui', change: looksAt(block) };
}
