import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readEnvironmentChange } from '../../../../src/session/effects/environment-file.ts';
import { createBashRunner } from '../../../../src/session/effects/run-block.ts';
import type { Outcome } from '../../../../src/session/outcome.ts';
import type { RunningBlock } from '../../../../src/session/runner.ts';
import type { Command } from '../../../../src/steps/command.ts';
import { commandFor } from './command-for.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A row of blocks that carry what they set in one folder in memory, as in one session. */
export function carrying(env: Readonly<Record<string, string | undefined>> = {}) {
  const memory = memoryFolder();
  const cwd = temporaryFolder();
  const attempts = temporaryFolder();
  let number = 0;
  const start = async (
    script: string,
    over: Partial<Command> & { readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<{ folder: string; block: RunningBlock }> => {
    number += 1;
    const folder = join(attempts, String(number));
    const { env: ofTheDay, ...rest } = over;
    const runner = createBashRunner({
      env: { PATH: process.env['PATH'], HOME: '/root', ...env, ...ofTheDay },
      cwd,
      graceMilliseconds: 400,
      carriedIn: () => ({ type: 'memory', folder: memory }),
    });
    const command: Command = { ...commandFor(script), environment: 'carried', ...rest };
    return { folder, block: await runner.start(command, folder) };
  };
  const run = async (script: string, over: Parameters<typeof start>[1] = {}): Promise<Ran> => {
    const { folder, block } = await start(script, over);
    const outcome = await block.ended;
    const text = (name: string) => readFileSync(join(folder, name), 'utf8');
    const change = readEnvironmentChange(folder);
    return { folder, outcome, out: text('stdout'), err: text('stderr'), change };
  };
  return { start, run, memory, cwd };
}

export interface Ran {
  readonly folder: string;
  readonly outcome: Outcome;
  readonly out: string;
  readonly err: string;
  readonly change: ReturnType<typeof readEnvironmentChange>;
}

/** A folder of the running test's own on a memory file system. */
export function memoryFolder(): string {
  const folder = mkdtempSync('/dev/shm/handrail-test-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
