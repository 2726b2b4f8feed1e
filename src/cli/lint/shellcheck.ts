import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ForeignFinding } from '../../lint/lint-runbook.ts';
import type { LintedBlock } from '../../lint/rule.ts';
import { fileErrorInWords } from '../../session/effects/file-errors.ts';
import { outputOf, scriptFor } from './shellcheck-words.ts';
import type { ShellCheckRun } from './linted-file.ts';

/** Blocks, and the names that have a value when they run. */
export interface CheckedDocument {
  readonly blocks: readonly LintedBlock[];
  readonly names: readonly string[];
}

export interface ShellCheckOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that all of it may take. */
  readonly patience: number;
}

/**
 * What ShellCheck finds in the blocks of each document, by its place on the command line. Where it is not installed,
 * fails or does not come to an end, that is said and nothing is thrown. It is given files in a folder of
 * its own, which is gone afterwards.
 */
export async function shellCheck(
  documents: readonly CheckedDocument[],
  { env, patience }: ShellCheckOptions,
): Promise<{
  readonly run: ShellCheckRun;
  readonly found: readonly (readonly ForeignFinding[])[];
}> {
  const given = documents.flatMap(({ blocks, names }, document) =>
    blocks.map((linted) => ({ document, linted, ...scriptFor(linted, names) })),
  );
  const nothing = documents.map((): ForeignFinding[] => []);
  if (given.length === 0) return { run: { type: 'not-needed' }, found: nothing };
  let folder: string;
  try {
    folder = mkdtempSync(join(tmpdir(), 'handrail-lint-'));
  } catch (error) {
    const why = `shellcheck was not run: ${tmpdir()} takes no folder (${fileErrorInWords(error)})`;
    return { run: { type: 'failed', why }, found: nothing };
  }
  try {
    given.forEach(({ script }, index) => writeFileSync(join(folder, `${index}`), script));
    const until = Date.now() + patience;
    for (let from = 0; from < given.length; from += AT_ONCE) {
      const names = given.slice(from, from + AT_ONCE).map((_, index) => `${from + index}`);
      const ran = await run(names, folder, env, until - Date.now());
      if (ran.type !== 'ended') return { run: ran, found: documents.map(() => []) };
      const read = outputOf(ran.stdout);
      if (read === undefined)
        return {
          run: { type: 'failed', why: `shellcheck ended with ${ran.status} and no report` },
          found: documents.map(() => []),
        };
      for (const comment of read) {
        const about = given[Number(comment.file)];
        const finding = about?.findingOf(comment);
        if (about !== undefined && finding !== undefined) nothing[about.document]?.push(finding);
      }
    }
    return { run: { type: 'ran' }, found: nothing };
  } catch (error) {
    const why = `shellcheck was not run: its files could not be written (${fileErrorInWords(error)})`;
    return { run: { type: 'failed', why }, found: documents.map(() => []) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Files that one run is given: the command line has an end. */
const AT_ONCE = 500;
/** Bytes of its report that are read. */
const LARGEST = 64 * 1024 * 1024;

type Ran =
  | { readonly type: 'ended'; readonly status: number; readonly stdout: string }
  | { readonly type: 'absent' }
  | { readonly type: 'failed'; readonly why: string };

function run(
  names: readonly string[],
  cwd: string,
  env: ShellCheckOptions['env'],
  patience: number,
): Promise<Ran> {
  const words = ['--norc', '--shell=bash', '--format=json1', `--exclude=${LEFT_OUT}`, ...names];
  return new Promise((resolve) => {
    const child = spawn('shellcheck', words, {
      cwd,
      // It refuses what is not ASCII where the language is C.
      env: { ...env, LC_ALL: 'C.UTF-8', SHELLCHECK_OPTS: undefined },
      stdio: ['ignore', 'pipe', 'ignore'],
      // A group of its own: whatever it has started ends with it.
      detached: true,
    });
    const pieces: Buffer[] = [];
    let size = 0;
    const end = (ran: Ran): void => {
      clearTimeout(timer);
      process.off('exit', kill);
      kill();
      child.stdout.destroy();
      resolve(ran);
    };
    const kill = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    };
    process.on('exit', kill);
    const timer = setTimeout(
      () => end({ type: 'failed', why: 'shellcheck did not come to an end and was stopped' }),
      Math.max(0, patience),
    );
    child.stdout.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > LARGEST) end({ type: 'failed', why: 'shellcheck said more than can be read' });
      else pieces.push(piece);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      const isAbsent = error.code === 'ENOENT';
      const why = `shellcheck can not be run (${fileErrorInWords(error)})`;
      end(isAbsent ? { type: 'absent' } : { type: 'failed', why });
    });
    child.on('close', (status, signal) => {
      const stdout = Buffer.concat(pieces).toString('utf8');
      if (signal !== null) end({ type: 'failed', why: `shellcheck was ended by ${signal}` });
      else end({ type: 'ended', status: status ?? 0, stdout });
    });
  });
}

/**
 * What is so by the nature of blocks: files that are sourced are not there (SC1090, SC1091), what is set is read by later
 * blocks (SC2034), a block has no first line that names its shell (SC2148), and a name that only differs in capitals from one of
 * ours is no slip (SC2153). What is meant for a remote shell stands in single quotes on purpose (SC2016), and `A && B || C`
 * is looked at by a rule of ours that knows which commands fail without meaning no (SC2015).
 */
const LEFT_OUT = 'SC1090,SC1091,SC2034,SC2148,SC2153,SC2015,SC2016';
