import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../cloud/world.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Command } from '../steps/command.ts';
import { simulatedInput } from './simulated-input.ts';
import { beginningOf, carryOn } from './simulated-shell.ts';
import { readExitStatus } from '../session/effects/attempt-files.ts';
import { fileErrorInWords } from '../session/effects/file-errors.ts';
import { memoryFor } from '../session/effects/memory-for.ts';
import { placeInMemory, streamFile } from '../session/effects/output-place.ts';
import { makePrivateFolder, writePrivate } from '../session/effects/private-file.ts';
import type { RuntimeFolder } from '../session/effects/runtime-folder.ts';
import type { Outcome } from '../session/outcome.ts';
import type { BlockRunner, Clock, RunningBlock } from '../session/runner.ts';

export interface SimulatedRunner extends BlockRunner {
  /** Saves the cloud when its last saving failed. Throws the file system's error. */
  catchUp(): void;
}

/**
 * Runs blocks in the simulated cloud: same files as a real attempt, no process. After each block the
 * whole cloud is saved beside the journal, so that training can be killed and resumed like the real thing.
 *
 * @param memory where stands what a sensitive block prints; without it none is run
 */
export function createSimulatedRunner(
  world: World,
  save: () => void,
  memory?: () => RuntimeFolder,
): SimulatedRunner {
  let isSaved = true;
  const keep = (): void => {
    isSaved = false;
    save();
    isSaved = true;
  };
  const catchUp = (): void => {
    if (!isSaved) keep();
  };
  return {
    catchUp,
    async start(command, folder, given = []) {
      const place = memoryFor(command, memory);
      if (place.type === 'refused') return settled({ type: 'not-started', reason: place.why });
      try {
        // A cloud behind its journal would answer from before what has passed.
        catchUp();
        prepare(folder, command.runs, place.folder);
      } catch (error) {
        const reason = `the simulated cloud can not be kept on the disk: ${fileErrorInWords(error)}`;
        return settled({ type: 'not-started', reason });
      }
      const stop = new AbortController();
      return {
        process: undefined,
        cancel: () => stop.abort(),
        ended: simulate(world, command, folder, { signal: stop.signal, given, keep }),
      };
    },
    async attach(folder) {
      const status = readExitStatus(folder);
      return settled(
        status === undefined
          ? { type: 'unknown', reason: 'handrail ended while the simulated block ran' }
          : { type: 'exited', status },
      );
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
        await world.clock.sleep(Math.min(step, left), signal);
    },
  };
}

function prepare(folder: string, script: string, memory: string | undefined): void {
  makePrivateFolder(folder);
  if (memory !== undefined) placeInMemory(folder, memory);
  writePrivate(join(folder, 'script'), `${script}\n`);
  writePrivate(join(folder, 'stdout'), '');
  writePrivate(join(folder, 'stderr'), '');
  for (const stream of memory === undefined ? [] : (['stdout', 'stderr'] as const))
    writePrivate(streamFile(folder, stream), '');
}

async function simulate(
  world: World,
  command: Command,
  folder: string,
  run: {
    readonly signal: AbortSignal;
    readonly given: readonly Secret[];
    readonly keep: () => void;
  },
): Promise<Outcome> {
  const { signal } = run;
  try {
    const begun = await beginningOf(world, command);
    const input = simulatedInput(command, run.given);
    const answer = await world.exec('jumphost', command.runs, {
      ...begun.options,
      ...input,
      signal,
    });
    writePrivate(streamFile(folder, 'stdout'), answer.stdout);
    writePrivate(streamFile(folder, 'stderr'), begun.said + answer.stderr);
    if (!signal.aborted) carryOn(world, command, begun, answer.left, folder);
    markEnded(folder, answer.exitCode, run.keep);
    return signal.aborted
      ? { type: 'cancelled', status: answer.exitCode }
      : { type: 'exited', status: answer.exitCode };
  } catch (error) {
    if (signal.aborted) return { type: 'cancelled', status: undefined };
    return { type: 'unknown', reason: fileErrorInWords(error) };
  }
}

/** The exit status last: with it on the disk the block is known to have ended, in a cloud that remembers it. */
function markEnded(folder: string, status: number, keep: () => void): void {
  try {
    keep();
    writePrivate(join(folder, 'exit.tmp'), `${status}\n`);
    renameSync(join(folder, 'exit.tmp'), join(folder, 'exit'));
  } catch {
    // Its end was seen all the same. The next block waits until the cloud can be saved.
  }
}

function settled(outcome: Outcome): RunningBlock {
  return { process: undefined, cancel: () => undefined, ended: Promise.resolve(outcome) };
}
