import type { SessionEvent } from './events.ts';
import type { Outcome } from './outcome.ts';
import type { Attempt } from './session.ts';

/**
 * What an event says, in a few words: `7.4/2 ended with exit status 0`. `attempts` are those that the words may
 * name by their block. Not sanitised: what a document or a remote host said stands as it was.
 */
export function eventInWords(
  event: SessionEvent,
  attempts: readonly Pick<Attempt, 'number' | 'block'>[],
): string {
  const of = (number: number): string => {
    const block = attempts.findLast((attempt) => attempt.number === number)?.block;
    return block === undefined ? `attempt ${number}` : shortRef(block);
  };
  switch (event.type) {
    case 'session-started':
      return 'the walk began';
    case 'session-resumed':
      return 'the walk was resumed';
    case 'literals-confirmed':
      return 'the literals were confirmed';
    case 'question-answered':
      return `the question ${event.question} was answered ${event.option}`;
    case 'placeholder-given':
      return `${Object.entries(event.values)
        .map(([text, value]) => `${text} of ${shortRef(event.block)} was given as ${value}`)
        .join(', ')}`;
    case 'block-started':
      return `${shortRef(event.block)} was started (attempt ${event.attempt})`;
    case 'process-started':
      return `${of(event.attempt)} got process ${event.pid}`;
    case 'poll-looked':
      return `${of(event.attempt)}, look ${event.look.number}: ${event.look.state}`;
    case 'poll-left':
      return `${of(event.attempt)} was left running`;
    case 'poll-paused':
      return `${of(event.attempt)} was paused`;
    case 'poll-continued':
      return `${of(event.attempt)} goes on after a pause`;
    case 'secret-given':
      return `${of(event.attempt)}, secret ${event.round.number}: ${event.round.state}`;
    case 'block-ended':
      return `${of(event.attempt)} ${endInWords(event.outcome)}`;
    case 'block-judged':
      return `${of(event.attempt)} was judged`;
    case 'environment-changed':
      return `${of(event.attempt)} changed the environment`;
    case 'environment-not-left':
      return `${of(event.attempt)} did not say what it leaves in the environment`;
    case 'environment-lost':
      return 'the carried environment was gone';
    case 'target-pinned':
      return 'a target was pinned';
    case 'login-lost':
      return `the ${event.login} login was gone`;
    case 'login-restored':
      return `the ${event.login} login was back`;
    case 'outcome-taken':
      return `${of(event.attempt)} was taken as ${event.as}: ${event.reason}`;
    case 'gate-attested':
      return `the gate ${shortRef(event.gate)} was answered ${event.answer}`;
    case 'gate-overridden':
      return `${shortRef(event.owner)} was overridden: ${event.reason}`;
    case 'block-skipped':
      return `${shortRef(event.block)} was skipped: ${event.reason}`;
    case 'note-added':
      return `a note was written: ${event.text}`;
    case 'journal-repaired':
      return `the journal was repaired, and ${lineCount(event.setAside)} set aside`;
    case 'runbook-revised':
      return `the walk went on with revision ${event.revision} of ${event.runbook}`;
    case 'session-quit':
      return 'the walk was left';
    case 'session-finished':
      return `the walk was finished, exit gate ${event.passed ? 'passed' : 'not passed'}`;
  }
}

/** `ended with exit status 0` */
export function endInWords(outcome: Outcome): string {
  switch (outcome.type) {
    case 'exited':
      return `ended with exit status ${outcome.status}`;
    case 'signalled':
      return `was ended by signal ${outcome.signal}`;
    case 'cancelled':
      return 'was stopped by hand';
    case 'not-started':
      return `did not start: ${outcome.reason}`;
    case 'unknown':
      return `was not seen to end: ${outcome.reason}`;
  }
}

/** `1 line`, `3 lines` */
export function lineCount(lines: number): string {
  return `${lines} ${lines === 1 ? 'line' : 'lines'}`;
}

function shortRef(ref: string): string {
  return ref.slice(ref.indexOf(':') + 1);
}
