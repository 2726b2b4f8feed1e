import type { Gate } from '../../steps/model.ts';
import { inputWords } from '../../steps/secret-words.ts';
import type { Verdict } from '../../steps/verdict.ts';
import { notLeftWords } from '../environment.ts';
import { changeWords } from '../environment-rows.ts';
import { endInWords } from '../event-words.ts';
import type { Attempt } from '../session.ts';
import type { Hide } from './hide.ts';
import { lookRuns } from './look-runs.ts';
import type {
  AttemptOutput,
  AttemptReport,
  CommandReport,
  GateReport,
  LookRun,
  Word,
} from './model.ts';

/** What an attempt is told by, beside itself. */
export interface AttemptParts {
  /** The gates of its block that count on the route, each with its place among all. */
  readonly gates: readonly { readonly gate: Gate; readonly index: number }[];
  readonly user: string;
  /** The newest answer of a person to a gate of this attempt, by the gate's place. */
  readonly answerTo: (index: number) => Word | undefined;
  readonly isUnderWay: boolean;
  readonly output: AttemptOutput;
  readonly hide: Hide;
}

/** One attempt as plain data. */
export function attemptReport(attempt: Attempt, parts: AttemptParts): AttemptReport {
  const { outcome, startedAt, endedAt, environment } = attempt;
  const { hide, user, output } = parts;
  return {
    number: attempt.number,
    recheck: attempt.recheck,
    extends: attempt.extends,
    user,
    startedAt,
    endedAt,
    seconds: duration(attempt),
    command: commandReport(attempt, hide),
    outcome: hide.text(outcomeOf(attempt, parts.isUnderWay)),
    exit: outcome?.type === 'exited' ? outcome.status : undefined,
    gates: parts.gates.map(({ gate, index }) =>
      gateReport(gate, attempt.verdicts?.[index], parts.answerTo(index), hide),
    ),
    captures: Object.entries(attempt.captures).map(([name, value]) => ({
      name,
      value: hide.value(name, value).value,
    })),
    captureFailures: attempt.captureFailures.map((text) => hide.text(text)),
    looks: lookRuns(attempt.looks).map((run): LookRun => ({ ...run, state: hide.text(run.state) })),
    rounds: attempt.rounds.map((round) => ({
      number: round.number,
      holder: round.holder,
      state: hide.text(round.state),
      outcome: hide.text(endInWords(round.outcome)),
    })),
    environment:
      environment === undefined
        ? undefined
        : environment === 'not-left'
          ? notLeftWords
          : hide.text(changeWords(environment, namesAtMost)),
    output,
  };
}

const namesAtMost = 12;

/** Of a poll by the clock that it looked at: in training that is the simulated cloud's, and runs ahead of the wall's. */
function duration({ startedAt, endedAt, looks }: Attempt): number | undefined {
  if (endedAt === undefined) return undefined;
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  const looked = looks.at(-1)?.seconds ?? 0;
  // A clock that was set back in between tells no duration.
  return Number.isFinite(seconds) && seconds >= 0 ? Math.max(seconds, looked) : undefined;
}

function outcomeOf({ outcome, taken }: Attempt, isUnderWay: boolean): string {
  const seen =
    outcome === undefined
      ? isUnderWay
        ? 'was under way when this report was made'
        : 'has no recorded end'
      : outcome.type === 'cancelled' && outcome.why !== undefined
        ? `was stopped: ${outcome.why}`
        : endInWords(outcome);
  return taken === undefined ? seen : `${seen}; taken as ${taken.as}: ${taken.reason}`;
}

function commandReport({ command }: Attempt, hide: Hide): CommandReport {
  const { script, via, stdin, changes, feeds, filled = [] } = command;
  const shown = hide.text(script);
  return {
    script: shown,
    masked: shown !== script,
    via,
    stdin,
    changes,
    filled: filled.map(({ text, value }) => ({
      placeholder: text,
      value: hide.value(text, value).value,
    })),
    given: (feeds ?? []).map(inputWords),
  };
}

function gateReport(
  gate: Gate,
  verdict: Verdict | undefined,
  word: Word | undefined,
  hide: Hide,
): GateReport {
  const { text, type, hard } = gate;
  const common = { text, type, hard };
  if (word !== undefined) {
    const answer = word.said === 'yes' || word.said === 'later' ? word.said : 'no';
    return { ...common, answer, why: answeredBy(word) };
  }
  if (type === 'attested') return { ...common, answer: 'open', why: 'nobody has answered it' };
  if (verdict === undefined) return { ...common, answer: 'open', why: 'it was not judged' };
  const answer = verdict.answer === 'deferred' ? 'later' : verdict.answer;
  return { ...common, answer, why: hide.text(verdict.why) };
}

function answeredBy({ by, said, user }: Word): string {
  if (by === 'runbook') return `the runbook's training answer is ${said}; nobody looked`;
  if (by === 'attest-option') return `answered ${said} by --attest; nobody looked`;
  return `${user} answered ${said}`;
}
