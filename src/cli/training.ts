import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockRunner, Clock } from '../session/runner.ts';
import { createCloudClock, createSimulatedRunner } from './simulated-runner.ts';
import { UserError } from './user-error.ts';

/** Wall-clock milliseconds that so many virtual ones take: 0 for a walk without hands, a fraction for one that is watched. */
export type Pace = (virtualMilliseconds: number) => number;

export const atOnce: Pace = () => 0;
/** Watched: a 20 s wait takes a third of a second, and no single wait more than a second and a half. */
export const watched: Pace = (virtual) => Math.min(1500, virtual / 60);

/** What a walk runs on: this machine, or the simulated cloud. */
export interface Machine {
  readonly runner: BlockRunner;
  readonly clock: Clock;
  /** Awaited before each block: the simulated cloud becoming what the operator answered. */
  readonly prepare: () => Promise<void>;
  /** Called when the walk is let go of. */
  readonly letGo: () => void;
}

/** The simulated cloud of a session: new, or as its last block left it. */
export async function openTraining(
  folder: string,
  wanted: { readonly seed: number; readonly faults: readonly string[]; readonly pace: Pace },
  answers: () => Readonly<Record<string, string>>,
): Promise<Machine> {
  // Loaded only here: a walk on the real machine has no simulated cloud in its memory.
  const { createWorld, saveWorld, becomeGraft } = await import('../cloud/index.ts');
  const file = join(folder, 'cloud.json');
  const isSaved = existsSync(file);
  const world = await createWorld({
    seed: wanted.seed,
    faults: wanted.faults,
    pace: (virtual) => waitFor(wanted.pace(virtual)),
    ...(isSaved ? { saved: readSaved(file) } : {}),
  }).catch((error: unknown) => {
    throw isSaved ? damaged(file) : error;
  });
  const save = (): void => {
    writeFileSync(`${file}.tmp`, saveWorld(world), { mode: 0o600 });
    renameSync(`${file}.tmp`, file);
  };
  const runner = createSimulatedRunner(world, save);
  return {
    runner,
    clock: createCloudClock(world),
    letGo: () => runner.catchUp(),
    prepare: async () => {
      if (Object.values(answers()).includes('graft')) await becomeGraft(world);
    },
  };
}

function readSaved(file: string): string {
  try {
    const saved = readFileSync(file, 'utf8');
    JSON.parse(saved);
    return saved;
  } catch {
    throw damaged(file);
  }
}

function damaged(file: string): UserError {
  return new UserError(`The simulated cloud in ${file} is damaged; start a new training walk.`);
}

async function waitFor(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
