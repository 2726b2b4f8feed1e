import { deadLiteral } from './dead-values.ts';
import type { Intent } from './intents.ts';
import { allowedExtend, allowedHand, allowedLeave } from './allowed-poll.ts';
import { allowedOverride, allowedSkip, allowedTake, reasonMissing } from './allowed-word.ts';
import { allowedRun } from './allowed-run.ts';
import { deferralSentence } from './deferral-words.ts';
import { openDeferrals } from './deferrals.ts';
import { exitItems } from './exit-gate.ts';
import { leftPolls } from './left-polls.ts';
import { allowedGive } from './placeholders.ts';
import { putOffTo } from './put-off.ts';
import { questionsOf } from './questions.ts';
import { recheckRefs } from './rechecks.ts';
import { gatesOf } from './as-run.ts';
import { locateStep } from './refs.ts';
import { newestAttempt, nextBlock } from './standing.ts';
import type { Session } from './session.ts';

/**
 * Why an intent can not be done now, as one sentence that names the way on; undefined when it can.
 * The one place that decides: screens ask it to grey out, the engine asks it again before it acts.
 */
export function allowed(session: Session, intent: Intent): string | undefined {
  if (session.state === 'finished' && !afterTheEnd.has(intent.type))
    return 'This walk is finished; start a new one from the home screen.';
  switch (intent.type) {
    case 'confirm-literals':
      return allowedLiterals(session, intent.values);
    case 'answer-question':
      return allowedAnswer(session, intent.question, intent.option);
    case 'give-values':
      return allowedGive(session, intent.block, intent.values);
    case 'run':
      return allowedRun(session, intent.block, intent.typed);
    case 'recheck':
      return allowedRecheck(session);
    case 'cancel':
    case 'poll-now':
    case 'pause-poll':
    case 'continue-poll':
      return allowedHand(session, intent);
    case 'leave-poll':
      return allowedLeave(session, intent.block);
    case 'extend-poll':
      return allowedExtend(session, intent.block);
    case 'leave-secret':
    case 'give-remembered':
    case 'ask-password':
    case 'log-in-remembered':
    case 'remember':
    case 'prepare':
    case 'pin-target':
      // The engine answers: what is asked and what differs is no part of the session.
      return undefined;
    case 'check-login':
      return session.login === undefined ? 'No login is missing.' : undefined;
    case 'attest':
      return notByHand(session, intent.by) ?? allowedAttest(session, intent);
    case 'skip':
      return allowedSkip(session, intent.block) ?? reasonMissing(intent.reason);
    case 'override':
      return allowedOverride(session, intent.owner) ?? reasonMissing(intent.reason);
    case 'take-outcome':
      return allowedTake(session, intent.block, intent.as) ?? reasonMissing(intent.reason);
    case 'note':
      return intent.text.trim() === '' ? 'Type the note first.' : undefined;
    case 'take-revision':
      return allowedRevision(session, intent.runbook);
    case 'leave-revision':
      // The engine answers: what the file says now is no part of the session.
      return undefined;
    case 'finish':
      return allowedFinish(session);
    case 'quit':
      return undefined;
  }
}

/** What is still possible in a walk that is finished. */
const afterTheEnd: ReadonlySet<Intent['type']> = new Set(['quit', 'note', 'remember']);

function allowedRecheck(session: Session): string | undefined {
  if (session.running !== undefined)
    return 'Something is running; checks are looked at again when it has ended.';
  return recheckRefs(session).length === 0
    ? 'No check that passed can be looked at again now.'
    : undefined;
}

function allowedLiterals(
  session: Session,
  values: Readonly<Record<string, string>>,
): string | undefined {
  for (const [name, value] of Object.entries(values)) {
    const dead = deadLiteral(session, name, value);
    if (dead !== undefined) return dead;
  }
  return undefined;
}

function allowedRevision({ runbooks, running }: Session, id: string): string | undefined {
  if (running !== undefined)
    return 'Something is running; the new text can be taken when it has ended.';
  return runbooks.some((runbook) => runbook.id === id)
    ? undefined
    : `No runbook ${id} in this walk.`;
}

function allowedAnswer(session: Session, question: string, option: string): string | undefined {
  if (session.answers[question] !== undefined)
    return 'This was answered when the walk began, and blocks were routed by it; start a new walk to answer differently.';
  const asked = questionsOf(session.runbooks).find(({ id }) => id === question);
  if (asked === undefined) return `No runbook of this walk asks ${question}.`;
  return asked.options.some(({ id }) => id === option)
    ? undefined
    : `Answer with one of: ${asked.options.map(({ text }) => text).join(', ')}.`;
}

/** On the real machine nothing but a person stands in for a person. */
function notByHand(session: Session, by: string | undefined): string | undefined {
  return session.mode === 'real' && by !== undefined && by !== 'operator'
    ? 'Only a person at the keys answers a gate on the real machine.'
    : undefined;
}

function allowedAttest(
  session: Session,
  { gate, answer }: Extract<Intent, { type: 'attest' }>,
): string | undefined {
  const owner = gate.slice(0, gate.lastIndexOf('#'));
  const isHard = gatesOf(session, owner)[Number(gate.slice(owner.length + 1))]?.hard === true;
  if (answer === 'later' && isHard)
    return 'This gate is hard and can not be put off: answer yes or no.';
  if (answer === 'later' && putOffTo(session, gate) === undefined)
    return 'The runbook does not say what it may be put off to: answer yes or no.';
  if (locateStep(session, owner) !== undefined) return undefined;
  const attempt = newestAttempt(session, owner);
  return attempt?.verdicts === undefined
    ? 'Run the block first: the answer is about its output.'
    : undefined;
}

function allowedFinish(session: Session): string | undefined {
  if (session.running !== undefined) return 'A block is still running.';
  const [left] = leftPolls(session);
  if (left !== undefined)
    return `${left.block.id} was left running and is not over; wait for it or stop it.`;
  const next = nextBlock(session);
  if (next !== undefined) return `${next.block.id} is not settled yet.`;
  const item = exitItems(session).find(({ answer }) => answer === 'no' || answer === 'open');
  if (item !== undefined) return `The exit gate does not hold: ${item.why}.`;
  const [open] = openDeferrals(session);
  return open === undefined ? undefined : `A deferral is not closed: ${deferralSentence(open)}.`;
}
