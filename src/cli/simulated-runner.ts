import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../cloud/world.ts';
import type { Outcome } from '../session/outcome.ts';
import type { BlockRunner, Clock } from '../session/runner.ts';

/**
 * Runs blocks in the simulated cloud: same files as a real attempt, no process. After each block the
 * whole cloud is saved beside the journal, so that training can be killed and resumed like the real thing.
 */
export function createSimulatedRunner(world: World, save: () => void): BlockRunner {
  return {
    async start(command, folder) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(join(folder, 'script'), `${command.runs}\n`, { mode: 0o600 });
      writeFileSync(join(folder, 'stdout'), '', { mode: 0o600 });
      writeFileSync(join(folder, 'stderr'), '', { mode: 0o600 });
      const stop = new AbortController();
      return {
        process: undefined,
        cancel: () => stop.abort(),
        ended: simulate(world, command.runs, folder, stop.signal).finally(save),
      };
    },
    async attach() {
      return {
        process: undefined,
        cancel: () => undefined,
        ended: Promise.resolve({
          type: 'unknown',
          reason: 'handrail ended while the simulated block ran',
        }),
      };
    },
  };
}

/** Session time in training is the cloud's own. */
export function createCloudClock(world: World): Clock {
  return {
    now: () => world.clock.now(),
    async sleep(milliseconds, signal) {
      const woken = (): boolean => signal?.aborted === true;
      // In short steps, so that a key wakes a wait and the picture moves.
      const step = Math.max(250, milliseconds / 40);
      for (let left = milliseconds; left > 0 && !woken(); left -= step)
        await world.clock.sleep(Math.min(step, left));
    },
  };
}

async function simulate(
  world: World,
  script: string,
  folder: string,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const answer = await world.exec('jumphost', script, { signal });
    writeFileSync(join(folder, 'stdout'), answer.stdout, { mode: 0o600 });
    writeFileSync(join(folder, 'stderr'), answer.stderr, { mode: 0o600 });
    writeFileSync(join(folder, 'exit.tmp'), `${answer.exitCode}\n`, { mode: 0o600 });
    renameSync(join(folder, 'exit.tmp'), join(folder, 'exit'));
    return signal.aborted
      ? { type: 'cancelled', status: answer.exitCode }
      : { type: 'exited', status: answer.exitCode };
  } catch (error) {
    if (signal.aborted) return { type: 'cancelled', status: undefined };
    return { type: 'unknown', reason: error instanceof Error ? error.message : String(error) };
  }
}
