import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MEMORY_LIMIT, readOutputLimit } from '../../session/effects/output-limit.ts';
import { leaveNoCore } from '../../session/effects/no-core.ts';
import { createBashRunner } from '../../session/effects/run-block.ts';
import type { ThrowAwayFolder } from '../../session/effects/throw-away-folder.ts';
import type { Session } from '../../session/session.ts';
import { atOnce, openTraining, type Machine } from '../training.ts';
import { UserError } from '../user-error.ts';

/** What a check runs on: this machine. Nobody waits there, so what does not end when told to is killed soon. */
export function realMachine(place: ThrowAwayFolder): Pick<Machine, 'runner' | 'prepare'> {
  void leaveNoCore();
  const limit = readOutputLimit(process.env);
  if (limit.type === 'refused') throw new UserError(limit.problem);
  return {
    runner: createBashRunner({
      env: process.env,
      cwd: currentFolder(),
      carriedIn: place.carriedIn,
      memory: place.memory,
      graceMilliseconds: 1000,
      // It stands in memory, and no gate reads more.
      outputLimit: Math.min(limit.bytes, MEMORY_LIMIT),
    }),
    prepare: async () => undefined,
  };
}

/** The simulated cloud, as a training walk finds it before its first block. */
export async function simulatedMachine(
  place: ThrowAwayFolder,
  faults: readonly string[],
  answers: Session['answers'],
): Promise<Machine> {
  if (place.folder === undefined)
    throw new UserError(`The simulated cloud needs a place: ${place.why ?? ''}.`);
  return openTraining(place.folder, { seed: 7, faults, pace: atOnce }, () => answers);
}

/** Without juju nothing can be shipped to a unit, and a block that is not shipped has not been asked anything. */
export function whyNotShipped(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => isProgram(join(folder === '' ? '.' : folder, 'juju')))
    ? undefined
    : 'juju, which reaches units, is not in the PATH; cron has a short one, and juju is often in /snap/bin';
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UserError('The folder you are in is gone; change to one that is there.');
  }
}
