import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../src/steps/command.ts';
import type { Outcome } from '../../src/session/outcome.ts';
import type { Secret } from '../../src/secrets/secret.ts';
import type { BlockRunner, BlockTerminal, Clock } from '../../src/session/runner.ts';

/** One expected command and what it leaves behind. */
export interface Reply {
  readonly when: string;
  /** A function is told what was given, and may print it. */
  readonly stdout?: string | ((given: readonly string[]) => string);
  readonly stderr?: string;
  readonly outcome?: Outcome;
  /** Stays running until it is cancelled. */
  readonly hangs?: boolean;
  /** Has a terminal of its own. */
  readonly terminal?: BlockTerminal;
  readonly unproven?: string;
}

/** How a test names a secret that came, without keeping it. */
export function digestOf(secret: string | Uint8Array): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 12);
}

/**
 * A runner that plays a table of replies in order and fails both ways: on a command that is not the next
 * expected one, and (`rest()`) on replies nobody asked for.
 */
export function scriptedRunner(replies: readonly Reply[]): BlockRunner & {
  rest(): readonly Reply[];
  readonly started: Command[];
  /** What each start was given, by digest, and the secrets themselves: they are to be wiped by now. */
  readonly given: { readonly digests: readonly string[]; readonly secrets: readonly Secret[] }[];
} {
  const left = [...replies];
  const started: Command[] = [];
  const received: { digests: readonly string[]; secrets: readonly Secret[] }[] = [];
  const play = async (command: Command, folder: string, given: readonly Secret[] = []) => {
    const reply = left.shift();
    if (reply === undefined || !command.runs.includes(reply.when))
      throw new Error(`expected ${reply?.when ?? 'nothing more'}, came ${command.runs}`);
    started.push(command);
    received.push({
      digests: given.map((secret) => secret.use(digestOf)),
      secrets: given,
    });
    const { stdout = '' } = reply;
    const texts = given.map((secret) => secret.use((bytes) => Buffer.from(bytes).toString()));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'stdout'), typeof stdout === 'string' ? stdout : stdout(texts));
    writeFileSync(join(folder, 'stderr'), reply.stderr ?? '');
    let stop: (outcome: Outcome) => void = () => undefined;
    const ended =
      reply.hangs === true
        ? new Promise<Outcome>((resolve) => {
            stop = resolve;
          })
        : Promise.resolve<Outcome>(reply.outcome ?? { type: 'exited', status: 0 });
    return {
      process: undefined,
      ended,
      cancel: () => stop({ type: 'cancelled', status: 130 }),
      ...(reply.terminal === undefined ? {} : { terminal: reply.terminal }),
      ...(reply.unproven === undefined ? {} : { unproven: reply.unproven }),
    };
  };
  return {
    start: play,
    attach: (folder) => play({ runs: 'attach' } as Command, folder),
    rest: () => left,
    started,
    given: received,
  };
}

/** A clock that moves only when something sleeps on it. */
export function steppingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    async sleep(milliseconds, signal) {
      if (signal?.aborted === true) return;
      now += milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
