import type { Look } from '../check/gate-lines.ts';
import { lostLoginWords } from '../check/why-not-looked.ts';
import { readConnection } from '../connection.ts';
import type { LoginTrouble } from '../login-trouble.ts';
import type { Outcome } from '../outcome.ts';
import { previewOf } from '../preview.ts';
import type { Located } from '../refs.ts';
import type { AttemptFolder, BlockRunner, RunningBlock } from '../runner.ts';
import { sanitise } from '../sanitise.ts';
import type { Session } from '../session.ts';
import { redact } from '../../secrets/redact.ts';
import type { Command } from '../../steps/command.ts';
import { findLiving, markOf } from './block-processes.ts';
import { stopProcesses } from './cancel.ts';
import { judgeRun, unjudged, type Judgement } from './evidence.ts';
import { followToEnd } from './follow.ts';
import { tailFile } from './output-file.ts';
import { streamFile } from './output-place.ts';

export interface LookParts {
  readonly runner: BlockRunner;
  /** Why nothing can be shipped from here, when there is no juju for it. */
  readonly whyNotShipped: () => string | undefined;
  /** A block that takes longer is stopped, with all that it started. Milliseconds. */
  readonly patience: number;
  /** Fires when the check is to end; its reason says why, in a sentence. */
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly now: () => number;
}

/** A look, with what it found for the blocks that come. */
export interface Looked extends Look {
  readonly command: Command;
  readonly captures: Judgement['captures'];
  readonly trouble: LoginTrouble | undefined;
}

/**
 * Runs a block once, with nobody there: what asks, hangs or meets a login that is gone says nothing about the cloud.
 * Judged as in a walk. Never rejects for what a block does.
 */
export async function lookOnce(
  parts: LookParts,
  session: Session,
  located: Located,
  folder: AttemptFolder,
): Promise<Looked> {
  const { block } = located;
  const command = previewOf(session, located);
  const notShipped = command.via === 'juju-ssh' ? parts.whyNotShipped() : undefined;
  if (notShipped !== undefined) return notLooked(located, command, notShipped);
  const begun = parts.now();
  const running = await parts.runner.start(command, folder);
  let stopped: string | undefined;
  const stop = (why: string): void => {
    stopped ??= why;
    running.cancel();
  };
  const whenTold = (): void => stop(String(parts.signal.reason));
  const timer = setTimeout(
    () => stop(`it took longer than ${parts.patience / 1000} s and was stopped`),
    parts.patience,
  );
  parts.signal.addEventListener('abort', whenTold);
  if (parts.signal.aborted) whenTold();
  const { outcome, trouble } = await followToEnd(running, folder, block, () => undefined);
  clearTimeout(timer);
  parts.signal.removeEventListener('abort', whenTold);
  await endLeftOvers(running, folder);
  const blind = blindness(command, located, folder, outcome, trouble, stopped);
  const judgement =
    outcome.type === 'exited'
      ? judgeRun(session, block, folder, outcome)
      : unjudged(block, blind ?? '');
  return {
    command,
    outcome,
    trouble,
    blind,
    verdicts: judgement.verdicts,
    captures: judgement.captures,
    captureFailures: judgement.captureFailures,
    seconds: Math.max(0, parts.now() - begun) / 1000,
  };
}

/** What a check leaves running nobody would ever end; from cron there would be one more each time. */
async function endLeftOvers({ process }: RunningBlock, folder: AttemptFolder): Promise<void> {
  if (process === undefined) return;
  const left = { ...process, mark: markOf(folder) };
  if (findLiving(left).length > 0) await stopProcesses(left, LEFT_GRACE);
}

const LEFT_GRACE = 500;

function notLooked(located: Located, command: Command, why: string): Looked {
  return {
    command,
    outcome: { type: 'not-started', reason: why },
    trouble: undefined,
    blind: why,
    verdicts: unjudged(located.block, why).verdicts,
    captures: {},
    captureFailures: [],
    seconds: 0,
  };
}

/** Why what it left says nothing about what it asked for; undefined when it was asked and answered. */
function blindness(
  command: Command,
  { block }: Located,
  folder: AttemptFolder,
  outcome: Outcome,
  trouble: LoginTrouble | undefined,
  stopped: string | undefined,
): string | undefined {
  // Before how it was stopped: a login that is gone is what made it ask.
  if (trouble !== undefined && trouble.kind !== 'vault')
    return trouble.type === 'lost' ? lostLoginWords(trouble.kind) : unreachableWords(trouble);
  switch (outcome.type) {
    case 'exited':
      if (command.via !== 'juju-ssh' || outcome.status !== 255) return undefined;
      return unconnected(block.sensitive, folder);
    case 'cancelled':
      return stopped ?? outcome.why ?? 'it was stopped';
    case 'signalled':
      return `it was ended by signal ${outcome.signal}`;
    case 'not-started':
      return `it did not start: ${outcome.reason}`;
    case 'unknown':
      return `its end was not seen: ${outcome.reason}`;
  }
}

function unreachableWords({ kind, said }: LoginTrouble): string {
  return `${kind === 'juju' ? 'the Juju controller' : 'OpenStack'} can not be reached: ${said}`;
}

/** ssh's own words, when it was ssh that failed. */
function unconnected(sensitive: boolean, folder: AttemptFolder): string | undefined {
  const stderr = redact(sanitise(tailFile(streamFile(folder, 'stderr')).text, { colour: false }));
  const connection = readConnection(stderr);
  if (connection === undefined) return undefined;
  const said = sensitive ? '' : `: ${connection.said}`;
  return connection.type === 'lost'
    ? `the connection to the unit was lost${said}`
    : `no connection to the unit came about${said}`;
}
