import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const checkout = join(import.meta.dirname, '../..');

/**
 * Path of `bin/handrail.js` of the program as the sources are now. It is built in the folder for temporary
 * files, once for each state of the sources: neither a stale `dist/` nor somebody else's build in between
 * decides a test.
 */
export function builtHandrail(): string {
  const folder = join(tmpdir(), `${ours}${stateOfSources()}`);
  if (!existsSync(folder)) buildInto(folder);
  return join(folder, 'bin', 'handrail.js');
}

/** What a run that has ended left. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** What the program sees besides; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Standard input; nothing by default. */
  readonly input?: string;
  /** A line for bash around it, with the command as `"$@"`: `"$@" <&-`. */
  readonly shell?: string;
  /** Gives the program up after so many milliseconds; its status is then null. */
  readonly patience?: number;
}

/** Runs the built program without a terminal, and waits for its end. */
export function runHandrail(args: readonly string[], options: RunOptions = {}): Run {
  const command = [process.execPath, builtHandrail(), ...args];
  const [file = '', ...words] =
    options.shell === undefined ? command : ['bash', '-c', options.shell, 'bash', ...command];
  const { status, stdout, stderr } = spawnSync(file, words, {
    encoding: 'utf8',
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    input: options.input ?? '',
    timeout: options.patience ?? 60_000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

const ours = `handrail-built-${userInfo().uid}-`;

/** Built beside and then renamed: a second worker finds all of it or nothing. */
function buildInto(folder: string): void {
  sweep();
  const making = mkdtempSync(`${folder}.`);
  // For the tests that run it as another user.
  chmodSync(making, 0o755);
  execFileSync(process.execPath, ['scripts/build.js', join(making, 'dist')], { cwd: checkout });
  for (const name of ['bin', 'runbooks', 'package.json'])
    cpSync(join(checkout, name), join(making, name), { recursive: true });
  symlinkSync(join(checkout, 'node_modules'), join(making, 'node_modules'));
  try {
    renameSync(making, folder);
  } catch {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Builds that nobody asked for in an hour belong to sources that are gone. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(ours))) {
    const old = join(tmpdir(), name);
    const age = Date.now() - (statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 3_600_000) rmSync(old, { recursive: true, force: true });
  }
}

function stateOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  for (const top of ['src', 'bin', 'runbooks', 'scripts'])
    for (const name of readdirSync(join(checkout, top), { recursive: true, encoding: 'utf8' })) {
      const facts = statSync(join(checkout, top, name), { throwIfNoEntry: false });
      if (facts?.isFile() === true) hash.update(`${top}/${name} ${facts.size} ${facts.mtimeMs}\n`);
    }
  return hash.digest('hex').slice(0, 16);
}
