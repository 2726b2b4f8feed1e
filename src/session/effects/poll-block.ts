import { redact } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Command } from '../../steps/command.ts';
import type { Block, Poll } from '../../steps/model.ts';
import type { Look } from '../events.ts';
import { answerLook, outcomeInShort } from '../look.ts';
import type { Outcome } from '../outcome.ts';
import { failuresInARow, stableLooks } from '../poll-history.ts';
import type { BlockRunner, Clock, RunningBlock } from '../runner.ts';
import type { Session } from '../session.ts';
import type { LivePoll } from '../walker.ts';
import { failedBecause, judgeRun, unjudged, type Judgement } from './evidence.ts';
import { fileErrorInWords } from './file-errors.ts';
import { readWhole } from './output-file.ts';
import { streamFile } from './output-place.ts';
import { createHand, type Hand, type PollControl } from './poll-hand.ts';

/** Stop conditions read at most this much of a look's output, bytes. */
const stopReads = 1024 * 1024;

/** Where a poll begins, or goes on from where another attempt or another handrail has left it. */
export interface PollStart {
  /** The number of the first look, 1-based. */
  readonly look: number;
  /** Looks that may be taken in all. */
  readonly of: number;
  /** Session time, milliseconds, from which the seconds of its looks count. */
  readonly startedAt: number;
  /** Whether it was asked about just before: then its first look is not asked about once more. */
  readonly isAskedAbout: boolean;
  /** Whether it was left paused: then it looks once, and waits to be let go on. */
  readonly isPaused?: boolean;
}

export interface PollParts {
  readonly session: () => Session;
  readonly block: Block;
  readonly poll: Poll;
  readonly command: Command;
  readonly from: PollStart;
  readonly runner: BlockRunner;
  readonly clock: Clock;
  /** A folder that no look has used; makes it. */
  readonly lookFolder: (look: number) => string;
  readonly onLook: (look: Look) => void;
  readonly onLive: (live: LivePoll) => void;
  readonly onRunning: (running: RunningBlock | undefined) => void;
  /** Asked before each look: why it may not start. Given up with the signal. */
  readonly ready: (signal: AbortSignal) => Promise<string | undefined>;
  /** Sees a look to its end: one that asks for what nobody can type is stopped. */
  readonly follow: (running: RunningBlock, folder: string) => Promise<Outcome>;
  /** What has to be over before a question that failed is worth asking again; undefined when nothing has. */
  readonly held: (folder: string, outcome: Outcome) => Promise<void> | undefined;
  readonly secrets?: (() => readonly Secret[]) | undefined;
}

export interface PollEnding {
  readonly outcome: Outcome;
  readonly judgement: Judgement;
}

/** Looks again and again until the gate holds, a stop condition comes, the looks run out, or someone stops it. */
export function startPoll(parts: PollParts): {
  control: PollControl;
  ended: Promise<PollEnding>;
} {
  const hand = createHand({ isPaused: parts.from.isPaused === true });
  return { control: hand.control, ended: pollLoop(parts, hand) };
}

async function pollLoop(parts: PollParts, hand: Hand): Promise<PollEnding> {
  const { poll, clock, block, from } = parts;
  const stableFor = stableLooks(block);
  let stable = 0;
  let failures = 0;
  let { of } = from;
  for (let look = from.look; ; look += 1) {
    const seconds = Math.round((clock.now() - from.startedAt) / 1000);
    const live = { look, of, everySeconds: poll.everySeconds, stable, stableFor };
    parts.onLive({ ...live, nextAt: undefined, paused: false });
    const seen = await lookOnce(parts, look, hand);
    if (hand.cancelled) return byHand(block, `at look ${look} of ${of}`);
    const { answer, state, outcome } = seen;
    const isAsked = answer === 'question-failed' && seen.folder !== undefined;
    const held = isAsked ? parts.held(seen.folder, outcome) : undefined;
    const told = { number: look, seconds, answer, state, outcome };
    parts.onLook(held === undefined ? told : { ...told, held: true });
    if (held !== undefined) {
      // It says nothing about the cloud, so it takes no look from the budget.
      of += 1;
      parts.onLive({ ...live, nextAt: undefined, paused: true, held: true });
      await hand.hold(held);
      if (hand.cancelled) return byHand(block, `after look ${look}, while the login was gone`);
      continue;
    }
    stable = answer === 'yes' ? stable + 1 : 0;
    failures = answer === 'question-failed' ? failures + 1 : 0;
    if (stable >= stableFor) return { outcome, judgement: seen.judgement };
    if (answer === 'stop')
      return failed(seen, `stopped at look ${look}: ${state} means it will not come`);
    if (failures >= failuresInARow)
      return failed(
        seen,
        `the question failed ${failures} times in a row, last with ${outcomeInShort(outcome)}; this says nothing about the answer`,
      );
    if (look >= of)
      return failed(
        seen,
        `not within ${of} looks, ${poll.everySeconds} s apart; last came ${state}`,
      );
    await hand.wait(clock, poll.everySeconds * 1000, (nextAt, paused) =>
      parts.onLive({ ...live, look: look + 1, stable, nextAt, paused }),
    );
    if (hand.cancelled) return byHand(block, `after look ${look} of ${of}`);
  }
}

interface Seen extends PollEnding {
  readonly answer: Look['answer'];
  readonly state: string;
  /** Undefined when there is none. */
  readonly folder: string | undefined;
}

async function lookOnce(parts: PollParts, look: number, hand: Hand): Promise<Seen> {
  let folder: string;
  try {
    folder = parts.lookFolder(look);
  } catch (error) {
    // The disk may have room again when the next look is due.
    const reason = `the folder of the look can not be made: ${fileErrorInWords(error)}`;
    const outcome = { type: 'not-started', reason } as const;
    const judgement = unjudged(parts.block, reason);
    const state = shortened(outcomeInShort(outcome));
    return { outcome, judgement, answer: 'question-failed', state, folder: undefined };
  }
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
  const isAsked = look === parts.from.look && parts.from.isAskedAbout;
  const notReady = isAsked ? undefined : await parts.ready(hand.signal);
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

/** With the verdicts of the last look, each told why the poll ended. */
function failed({ outcome, judgement }: Seen, why: string): PollEnding {
  return { outcome, judgement: failedBecause(judgement, why) };
}

function byHand(block: Block, when: string): PollEnding {
  const why = `stopped by hand ${when}`;
  return { outcome: { type: 'cancelled', status: undefined }, judgement: unjudged(block, why) };
}
