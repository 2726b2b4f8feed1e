import { join } from 'node:path';
import { holds } from '../../steps/judge.ts';
import type { Block, Command, Poll, Verdict } from '../../steps/model.ts';
import type { Look } from '../events.ts';
import type { Outcome } from '../outcome.ts';
import type { BlockRunner, Clock, RunningBlock } from '../runner.ts';
import type { Session } from '../session.ts';
import type { LivePoll } from '../walker.ts';
import { judgeRun, type Judgement } from './evidence.ts';
import { readWhole } from './output-file.ts';
import { createHand, type Hand, type PollControl } from './poll-hand.ts';

/** This many looks in a row whose command failed end a poll: the question itself is broken. */
const failuresInARow = 3;

export interface PollParts {
  readonly session: () => Session;
  readonly block: Block;
  readonly poll: Poll;
  readonly command: Command;
  readonly runner: BlockRunner;
  readonly clock: Clock;
  /** The folder of one look; makes it when it is not there. */
  readonly lookFolder: (look: number) => string;
  readonly onLook: (look: Look) => void;
  readonly onLive: (live: LivePoll) => void;
  readonly onRunning: (running: RunningBlock | undefined) => void;
}

export interface PollEnd {
  readonly outcome: Outcome;
  readonly judgement: Judgement;
}

/** Looks again and again until the gate holds, a stop condition comes, the looks run out, or someone stops it. */
export function startPoll(parts: PollParts): { control: PollControl; ended: Promise<PollEnd> } {
  const hand = createHand();
  return { control: hand.control, ended: pollLoop(parts, hand) };
}

async function pollLoop(parts: PollParts, hand: Hand): Promise<PollEnd> {
  const { poll, clock, block } = parts;
  const startedAt = clock.now();
  const stableFor = Math.max(
    1,
    ...block.gates.map((gate) => (gate.type === 'machine' ? gate.stableFor : 1)),
  );
  let stable = 0;
  let failures = 0;
  let last: PollEnd = {
    outcome: { type: 'cancelled', status: undefined },
    judgement: ended(block, 'it was stopped before its first look'),
  };
  for (let look = 1; look <= poll.atMost; look += 1) {
    const seconds = Math.round((clock.now() - startedAt) / 1000);
    const live = { look, of: poll.atMost, everySeconds: poll.everySeconds, stable, stableFor };
    parts.onLive({ ...live, nextAt: undefined, paused: false });
    const seen = await lookOnce(parts, look, hand);
    last = { outcome: seen.outcome, judgement: seen.judgement };
    if (hand.cancelled)
      return {
        outcome: { type: 'cancelled', status: undefined },
        judgement: ended(block, `stopped by hand at look ${look} of ${poll.atMost}`),
      };
    parts.onLook({
      number: look,
      seconds,
      answer: seen.answer,
      state: seen.state,
      outcome: seen.outcome,
    });
    stable = seen.answer === 'yes' ? stable + 1 : 0;
    failures = seen.answer === 'question-failed' ? failures + 1 : 0;
    if (stable >= stableFor) return last;
    if (seen.answer === 'stop')
      return {
        ...last,
        judgement: failed(seen, `stopped at look ${look}: ${seen.state} means it will not come`),
      };
    if (failures >= failuresInARow)
      return {
        ...last,
        judgement: failed(
          seen,
          `the question failed ${failures} times in a row, last with ${said(seen.outcome)}; this says nothing about the answer`,
        ),
      };
    if (look < poll.atMost) {
      await hand.wait(clock, poll.everySeconds * 1000, (nextAt, paused) =>
        parts.onLive({ ...live, look: look + 1, stable, nextAt, paused }),
      );
      if (hand.cancelled)
        return {
          outcome: { type: 'cancelled', status: undefined },
          judgement: ended(block, `stopped by hand after look ${look} of ${poll.atMost}`),
        };
    } else
      return {
        ...last,
        judgement: failed(
          seen,
          `not within ${poll.atMost} looks, ${poll.everySeconds} s apart; last came ${seen.state}`,
        ),
      };
  }
  return last;
}

interface Seen {
  readonly outcome: Outcome;
  readonly judgement: Judgement;
  readonly answer: Look['answer'];
  readonly state: string;
}

async function lookOnce(parts: PollParts, look: number, hand: Hand): Promise<Seen> {
  const folder = parts.lookFolder(look);
  const running = await parts.runner.start(parts.command, folder);
  parts.onRunning(running);
  hand.running = running;
  const outcome = await running.ended;
  hand.running = undefined;
  parts.onRunning(undefined);
  const judgement = judgeRun(parts.session(), parts.block, folder, outcome);
  return { outcome, judgement, ...answerOf(parts, folder, outcome, judgement) };
}

function answerOf(
  parts: PollParts,
  folder: string,
  outcome: Outcome,
  judgement: Judgement,
): Pick<Seen, 'answer' | 'state'> {
  const { block, poll } = parts;
  const state = stateOf(judgement.verdicts, outcome);
  const machine = block.gates.flatMap((gate, index) =>
    gate.type === 'machine' ? [{ gate, verdict: judgement.verdicts[index] }] : [],
  );
  const aboutExit = machine.some(({ gate }) =>
    gate.conditions.some(({ type }) => type === 'exit-status'),
  );
  const exit = outcome.type === 'exited' ? outcome.status : undefined;
  const evidence = {
    stdout: readWhole(join(folder, 'stdout'), 1024 * 1024).text,
    stderr: readWhole(join(folder, 'stderr'), 1024 * 1024).text,
    exitStatus: exit,
    captures: {},
  };
  if (poll.stopOn.some((condition) => holds(condition, evidence).answer === 'yes'))
    return { answer: 'stop', state };
  if (exit === undefined || (exit !== 0 && !aboutExit))
    return { answer: 'question-failed', state: said(outcome) };
  const all = machine.every(({ verdict }) => verdict?.answer === 'yes');
  return { answer: all ? 'yes' : 'not-yet', state };
}

/** What was seen, short enough for a strip: the value of the gate's first condition that says something. */
function stateOf(verdicts: readonly Verdict[], outcome: Outcome): string {
  const came = verdicts
    .flatMap(({ conditions }) => conditions.map((condition) => condition.came))
    .find((text) => text.trim() !== '');
  const line = came?.split('\n')[0]?.trim() ?? said(outcome);
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

function said(outcome: Outcome): string {
  switch (outcome.type) {
    case 'exited':
      return `exit ${outcome.status}`;
    case 'signalled':
      return outcome.signal;
    case 'cancelled':
      return 'stopped';
    case 'not-started':
      return `not started: ${outcome.reason}`;
    case 'unknown':
      return `unknown: ${outcome.reason}`;
  }
}

/** The verdicts of the last look, each one that was not a yes told why the poll ended. */
function failed(seen: Seen, why: string): Judgement {
  return {
    ...seen.judgement,
    verdicts: seen.judgement.verdicts.map((verdict) => ({
      ...verdict,
      answer: verdict.answer === 'yes' ? 'no' : verdict.answer,
      why,
    })),
  };
}

function ended(block: Block, why: string): Judgement {
  return {
    verdicts: block.gates.map(() => ({ answer: 'could-not-tell', why, conditions: [] })),
    captures: {},
    captureFailures: block.captures.map(({ name }) => `${name}: ${why}`),
  };
}
