import { redact } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Command } from '../../steps/command.ts';
import type { Block, Poll } from '../../steps/model.ts';
import type { Look } from '../events.ts';
import { answerLook, outcomeInShort } from '../look.ts';
import type { Outcome } from '../outcome.ts';
import type { BlockRunner, Clock, RunningBlock } from '../runner.ts';
import type { Session } from '../session.ts';
import type { LivePoll } from '../walker.ts';
import { judgeRun, type Judgement } from './evidence.ts';
import { readWhole } from './output-file.ts';
import { streamFile } from './output-place.ts';
import { createHand, type Hand, type PollControl } from './poll-hand.ts';

/** This many looks in a row whose command failed end a poll: the question itself is broken. */
const failuresInARow = 3;

/** Stop conditions read at most this much of a look's output, bytes. */
const stopReads = 1024 * 1024;

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
  /** Asked before each look but the first, which was asked about before the poll began: why it may not start. */
  readonly ready: () => Promise<string | undefined>;
  /** Sees a look to its end: one that asks for what nobody can type is stopped. */
  readonly follow: (running: RunningBlock, folder: string) => Promise<Outcome>;
  /** What has to be over before a question that failed is worth asking again; undefined when nothing has. */
  readonly held: (folder: string) => Promise<void> | undefined;
  readonly secrets?: (() => readonly Secret[]) | undefined;
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
  let atMost = poll.atMost;
  for (let look = 1; look <= atMost; look += 1) {
    const seconds = Math.round((clock.now() - startedAt) / 1000);
    const live = { look, of: atMost, everySeconds: poll.everySeconds, stable, stableFor };
    parts.onLive({ ...live, nextAt: undefined, paused: false });
    const seen = await lookOnce(parts, look, hand);
    last = { outcome: seen.outcome, judgement: seen.judgement };
    if (hand.cancelled)
      return {
        outcome: { type: 'cancelled', status: undefined },
        judgement: ended(block, `stopped by hand at look ${look} of ${atMost}`),
      };
    parts.onLook({
      number: look,
      seconds,
      answer: seen.answer,
      state: seen.state,
      outcome: seen.outcome,
    });
    const held = seen.answer === 'question-failed' ? parts.held(seen.folder) : undefined;
    if (held !== undefined) {
      // It says nothing about the cloud, so it takes no look from the budget.
      atMost += 1;
      parts.onLive({ ...live, nextAt: undefined, paused: true, held: true });
      await hand.hold(held);
      if (hand.cancelled)
        return {
          outcome: { type: 'cancelled', status: undefined },
          judgement: ended(block, `stopped by hand after look ${look}, while the login was gone`),
        };
      continue;
    }
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
          `the question failed ${failures} times in a row, last with ${outcomeInShort(seen.outcome)}; this says nothing about the answer`,
        ),
      };
    if (look < atMost) {
      await hand.wait(clock, poll.everySeconds * 1000, (nextAt, paused) =>
        parts.onLive({ ...live, look: look + 1, stable, nextAt, paused }),
      );
      if (hand.cancelled)
        return {
          outcome: { type: 'cancelled', status: undefined },
          judgement: ended(block, `stopped by hand after look ${look} of ${atMost}`),
        };
    } else
      return {
        ...last,
        judgement: failed(
          seen,
          `not within ${atMost} looks, ${poll.everySeconds} s apart; last came ${seen.state}`,
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
  readonly folder: string;
}

async function lookOnce(parts: PollParts, look: number, hand: Hand): Promise<Seen> {
  const folder = parts.lookFolder(look);
  const outcome = await runLook(parts, look, folder, hand);
  const judgement = judgeRun(parts.session(), parts.block, folder, outcome, parts.secrets?.());
  const { answer, state } = answerLook(parts.block, parts.poll, judgement.verdicts, {
    outcome,
    stdout: readWhole(streamFile(folder, 'stdout'), stopReads).text,
    stderr: readWhole(streamFile(folder, 'stderr'), stopReads).text,
  });
  return { outcome, judgement, answer, state: shortened(redact(state, parts.secrets?.())), folder };
}

async function runLook(
  parts: PollParts,
  look: number,
  folder: string,
  hand: Hand,
): Promise<Outcome> {
  const notReady = look === 1 ? undefined : await parts.ready();
  if (notReady !== undefined) return { type: 'not-started', reason: notReady };
  const running = await parts.runner.start(parts.command, folder);
  parts.onRunning(running);
  hand.running = running;
  // Stopped while it was asked about, or was only just being started.
  if (hand.cancelled) running.cancel();
  const outcome = await parts.follow(running, folder);
  hand.running = undefined;
  parts.onRunning(undefined);
  return outcome;
}

/** Short enough for a strip of states. */
function shortened(state: string): string {
  return state.length > 40 ? `${state.slice(0, 39)}…` : state;
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
