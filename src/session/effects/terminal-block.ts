import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { redact } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Command } from '../../steps/command.ts';
import type { FeedPatience } from '../feeder.ts';
import { feedPlan, UNPROVEN, untypable } from '../feed-plan.ts';
import type { Outcome } from '../outcome.ts';
import type { AttemptFolder, BlockTerminal, RunningBlock } from '../runner.ts';
import type { OutputDescriptors } from './attempt-files.ts';
import type { Feeding } from './feed-prompts.ts';
import { feedPrompts } from './feed-prompts.ts';
import { fileErrorInWords } from './file-errors.ts';
import type { Launch } from './launch.ts';
import { liveBlock } from './live-block.ts';
import { cannotSpawn, notStarted } from './not-started.ts';
import type { PseudoTerminal } from './pseudo-terminal.ts';
import { startOnPseudoTerminal } from './pseudo-terminal.ts';
import type { TerminalOutput } from './terminal-output.ts';
import { terminalOutput } from './terminal-output.ts';

export interface TerminalBlockOptions {
  readonly graceMilliseconds: number;
  readonly patience?: Partial<FeedPatience> | undefined;
}

/** The sentence that says why the secrets can not be typed for a command; undefined when they can. */
export function whyNotTyped(command: Command, given: readonly Secret[]): string | undefined {
  if (given.length !== (command.feeds ?? []).length || given.some(({ isWiped }) => isWiped))
    return 'The secrets that it asks for were not given.';
  return given.map((secret) => secret.use(untypable)).find((problem) => problem !== undefined);
}

/**
 * Runs a block on a terminal of its own. Its secrets are typed at their prompts; where it has none the operator
 * answers. What it says goes to the attempt's `stdout`, known secrets masked, and `output` is closed at the end.
 * The terminal dies with handrail: the block reads the end there and can say no more, but goes on, and the wrapper
 * writes down how it ended.
 */
export async function startTerminalBlock(
  command: Command,
  folder: AttemptFolder,
  given: readonly Secret[],
  output: OutputDescriptors,
  launch: Launch,
  { graceMilliseconds, patience }: TerminalBlockOptions,
): Promise<RunningBlock> {
  if (!isOnPath('bash', launch.env['PATH'] ?? '')) {
    output.close();
    return notStarted(cannotSpawn('ENOENT'));
  }
  let pty: PseudoTerminal;
  try {
    pty = await startOnPseudoTerminal(launch);
  } catch (error) {
    output.close();
    return notStarted(noTerminal(error));
  }
  const said = terminalOutput(output.stdout, given);
  const plan = feedPlan(command, (text) => quotable(command, text, given), patience);
  let feeding: Feeding | undefined;
  pty.onSaid((bytes) => {
    said.take(bytes);
    feeding?.hear(bytes);
  });
  const over = pty.ended.then((end) => {
    said.end();
    output.close();
    return end;
  });
  const block = liveBlock(folder, pty.pid, graceMilliseconds, over);
  if (plan !== undefined) feeding = feedPrompts(plan, pty, given, () => block.cancel());
  return {
    ...block,
    ended: block.ended.then((outcome) => howItEnded(outcome, feeding, said)),
    cancel() {
      feeding?.letBe();
      block.cancel();
    },
    terminal: terminalOf(pty, said, feeding, over),
    printedSecret: () => said.hasSecret,
    ...(plan?.isFar === true ? { unproven: UNPROVEN } : {}),
  };
}

/** What it asked may be quoted, of a block whose output is kept. */
function quotable({ sensitive }: Command, text: string, given: readonly Secret[]): string {
  return sensitive === true ? 'something that is not kept' : redact(text, given);
}

function terminalOf(
  pty: PseudoTerminal,
  said: TerminalOutput,
  feeding: Feeding | undefined,
  over: Promise<unknown>,
): BlockTerminal {
  return {
    attach(show) {
      feeding?.hold();
      const detach = said.attach(show);
      let isAttached = true;
      return () => {
        if (!isAttached) return;
        isAttached = false;
        detach();
        feeding?.goOn();
      };
    },
    type(bytes) {
      feeding?.letBe();
      pty.send(bytes);
    },
    resize: (columns, rows) => pty.resize(columns, rows),
    ended: over.then(() => undefined),
  };
}

/** A block that the feeding stopped says why; so does one that ended before it had asked for all. */
function howItEnded(outcome: Outcome, feeding: Feeding | undefined, said: TerminalOutput): Outcome {
  const status = 'status' in outcome ? outcome.status : undefined;
  const why = feeding?.end(status);
  if (said.failure !== undefined && outcome.type !== 'not-started') {
    const reason = fileErrorInWords(said.failure);
    return { type: 'unknown', reason: `what it said could not be written down: ${reason}` };
  }
  if (why === undefined || outcome.type === 'unknown' || outcome.type === 'not-started')
    return outcome;
  return { type: 'cancelled', status, why };
}

/** Asked first: a terminal takes a program that is not there for one that ended at once. */
function isOnPath(program: string, path: string): boolean {
  return path.split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function noTerminal(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'MODULE_NOT_FOUND' || message.includes('binary package'))
    return 'It needs a terminal of its own, and the package that makes one, @lydell/node-pty, is not there for this machine; install handrail with its optional packages.';
  return `It needs a terminal of its own, and none could be opened: ${message}`;
}
