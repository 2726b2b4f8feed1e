import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../src/steps/command.ts';
import type { Outcome } from '../../src/session/outcome.ts';
import type { BlockRunner, Clock } from '../../src/session/runner.ts';

/** One expected command and what it leaves behind. */
export interface Reply {
  readonly when: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly outcome?: Outcome;
  /** Stays running until it is cancelled. */
  readonly hangs?: boolean;
}

/**
 * A runner that plays a table of replies in order and fails both ways: on a command that is not the next
 * expected one, and (`rest()`) on replies nobody asked for.
 */
export function scriptedRunner(
  replies: readonly Reply[],
): BlockRunner & { rest(): readonly Reply[]; readonly started: Command[] } {
  const left = [...replies];
  const started: Command[] = [];
  const play = async (command: Command, folder: string) => {
    const reply = left.shift();
    if (reply === undefined || !command.runs.includes(reply.when))
      throw new Error(`expected ${reply?.when ?? 'nothing more'}, came ${command.runs}`);
    started.push(command);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'stdout'), reply.stdout ?? '');
    writeFileSync(join(folder, 'stderr'), reply.stderr ?? '');
    let stop: (outcome: Outcome) => void = () => undefined;
    const ended =
      reply.hangs === true
        ? new Promise<Outcome>((resolve) => {
            stop = resolve;
          })
        : Promise.resolve<Outcome>(reply.outcome ?? { type: 'exited', status: 0 });
    return { process: undefined, ended, cancel: () => stop({ type: 'cancelled', status: 130 }) };
  };
  return {
    start: play,
    attach: (folder) => play({ runs: 'attach' } as Command, folder),
    rest: () => left,
    started,
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
