import { existsSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BlockRunner, Clock } from '../session/runner.ts';
import { Secret } from '../secrets/secret.ts';
import type { SecretAsked, Walker } from '../session/walker.ts';
import type { TimeGate } from '../cloud/time-gate.ts';
import { firstInstant } from '../cloud/first-instant.ts';
import { logInToCloud } from './simulated-login.ts';
import { createCloudClock, createSimulatedRunner } from './simulated-runner.ts';
import { UserError } from './user-error.ts';
import { writePrivate } from '../session/effects/private-file.ts';
import {
  forgetEmptyFolder,
  memoryFolder,
  type RuntimeFolder,
} from '../session/effects/runtime-folder.ts';

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
  /** Training: logs in to the simulated cloud at the operator's terminal. */
  readonly standInLogin?: NonNullable<Walker['standInLogin']>;
  /** Training: what the simulated holder of the secret that is asked for would type. */
  readonly standInSecret?: (asked: SecretAsked) => Promise<Secret | undefined>;
  /** Called when the walk is let go of. */
  readonly letGo: () => void;
}

type Wanted = {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly pace: Pace;
  readonly gate?: TimeGate | undefined;
};

/**
 * The simulated cloud of a session: new, or as its last block left it. A new one is built in the background,
 * so that the first frame does not wait for it; a saved one at once, so that damage is said before the walk.
 */
export async function openTraining(
  folder: string,
  wanted: Wanted,
  answers: () => Readonly<Record<string, string>>,
): Promise<Machine> {
  const file = join(folder, 'cloud.json');
  const memory = (): RuntimeFolder => memoryFolder(basename(folder), process.env);
  const cloud = onceAsked(() => openCloud(file, wanted, memory));
  if (existsSync(file)) await cloud.ask();
  else cloud.soon();
  const { runner, clock } = standIns(cloud);
  return {
    runner,
    clock,
    letGo() {
      const place = memory();
      if (place.type === 'memory') forgetEmptyFolder(place.folder);
      cloud.opened()?.runner.catchUp();
    },
    standInLogin: async (terminal) => logInToCloud((await cloud.ask()).world, terminal),
    standInSecret: async ({ input, number }) => {
      const { world, secretsOf } = await cloud.ask();
      const held = secretsOf(world, input.name)[number - 1];
      return held === undefined ? undefined : new Secret(Buffer.from(held));
    },
    prepare: async () => {
      const { world, become } = await cloud.ask();
      for (const answer of Object.values(answers())) await become.get(answer)?.(world);
    },
  };
}

type Cloud = Awaited<ReturnType<typeof openCloud>>;

async function openCloud(file: string, wanted: Wanted, memory: () => RuntimeFolder) {
  // Loaded only here: a walk on the real machine has no simulated cloud in its memory.
  const { createWorld, saveWorld, secretsOf, ...scenarios } = await import('../cloud/index.ts');
  const isSaved = existsSync(file);
  const world = await createWorld({
    seed: wanted.seed,
    faults: wanted.faults,
    pace: (virtual) => waitFor(wanted.pace(virtual)),
    gate: wanted.gate,
    ...(isSaved ? { saved: readSaved(file) } : {}),
  }).catch((error: unknown) => {
    throw isSaved ? damaged(file) : error;
  });
  const save = (): void => {
    writePrivate(`${file}.tmp`, saveWorld(world));
    renameSync(`${file}.tmp`, file);
  };
  const runner = createSimulatedRunner(world, save, memory);
  /** What the cloud becomes, once, by the id of an answer that an operator gives. */
  const become = new Map([
    ['graft', scenarios.becomeGraft],
    ['init', scenarios.becomeNewVault],
    ['reboot', scenarios.becomeSealedVault],
  ]);
  return { world, runner, clock: createCloudClock(world), become, secretsOf };
}

interface OnceAsked {
  ask(): Promise<Cloud>;
  opened(): Cloud | undefined;
  /** Opens it when the first frame has had its time. */
  soon(): void;
}

function onceAsked(open: () => Promise<Cloud>): OnceAsked {
  let opening: Promise<Cloud> | undefined;
  let opened: Cloud | undefined;
  const ask = (): Promise<Cloud> => {
    opening ??= open().then((cloud) => {
      opened = cloud;
      return cloud;
    });
    return opening;
  };
  return {
    ask,
    opened: () => opened,
    // What goes wrong is said by the block that needs the cloud.
    soon: () => void setTimeout(() => void ask().catch(() => undefined), 500).unref(),
  };
}

/** The cloud's runner and clock before there is a cloud: time stands still until the first block. */
function standIns(cloud: OnceAsked): Pick<Machine, 'runner' | 'clock'> {
  return {
    runner: {
      start: async (command, folder, given) =>
        (await cloud.ask()).runner.start(command, folder, given),
      attach: async (folder, process) => (await cloud.ask()).runner.attach(folder, process),
    },
    clock: {
      now: () => cloud.opened()?.clock.now() ?? firstInstant,
      sleep: async (milliseconds, signal) => (await cloud.ask()).clock.sleep(milliseconds, signal),
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
