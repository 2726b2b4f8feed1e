import { spawnSync } from 'node:child_process';
import {
  closeSync,
  fchmodSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readlinkSync,
  writeSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileErrorInWords } from './file-errors.ts';

export type LockAttempt =
  | { readonly type: 'held'; /** Lets the next one in. */ release(): void }
  /** `holder` in words: `process 4242 of ubuntu on pts/3, since 2026-03-01 10:00`. */
  | { readonly type: 'busy'; readonly holder: string }
  /** The lock could be neither taken nor found taken; `problem` is one sentence with the way on. */
  | { readonly type: 'failed'; readonly problem: string };

/**
 * Takes the one writer's place of a session. The lock is the kernel's, on an open file of this process:
 * it goes with the process however that dies, and children do not inherit it. Waits no longer than somebody
 * who only looks whether it is free (`lockHolder`) may have it.
 *
 * @param flock the flock program of util-linux; another name is for tests
 */
export function holdLock(
  folder: string,
  options: { readonly now: () => number; readonly flock?: string },
): LockAttempt {
  const file = join(folder, 'lock');
  let descriptor: number;
  try {
    // Not truncated here: until the lock is ours the words in it are the holder's.
    descriptor = openSync(file, 'a+', 0o600);
  } catch (error) {
    return failed(
      file,
      `${fileErrorInWords(error)}; put that right, or only look at the walk with: handrail watch`,
    );
  }
  const answer = lockDescriptor(descriptor, options.flock ?? 'flock', ['-w', LOOKED_AT]);
  if (answer.type === 'locked') {
    signLock(descriptor, options.now());
    return { type: 'held', release: releaseOnce(descriptor) };
  }
  closeSync(descriptor);
  if (answer.type === 'taken') return { type: 'busy', holder: readHolder(file) };
  return failed(file, answer.why);
}

/**
 * Who holds a session, in words, or undefined when nobody does. For lists: it takes nothing and keeps nobody
 * out for longer than a moment; whoever would write asks `holdLock`.
 */
export function lockHolder(folder: string, flock = 'flock'): string | undefined {
  const file = join(folder, 'lock');
  const holder = readHolder(file);
  // The lock went with its process, so most sessions cost no look at the lock itself.
  if (!isSignerAlive(folder)) return undefined;
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    const answer = spawnSync(flock, ['-n', '-s', '-E', String(TAKEN), '3'], {
      stdio: ['ignore', 'ignore', 'ignore', descriptor],
      timeout: 10_000,
    });
    return answer.status === TAKEN ? holder : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Whether the process that signed the lock last is there, which costs no process to find out. It may have
 * let go meanwhile: only `lockHolder` knows.
 */
export function isSignerAlive(folder: string): boolean {
  const pid = /^process (\d+) /.exec(readHolder(join(folder, 'lock')))?.[1];
  return pid !== undefined && isProcess(Number(pid));
}

function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

type LockAnswer =
  | { readonly type: 'locked' }
  | { readonly type: 'taken' }
  | { readonly type: 'failed'; readonly why: string };

/** flock(1) locks what its descriptor 3 refers to; that is our open file, so the lock stays when it ends. */
function lockDescriptor(descriptor: number, flock: string, how: readonly string[]): LockAnswer {
  const result = spawnSync(flock, [...how, '-E', String(TAKEN), '3'], {
    stdio: ['ignore', 'ignore', 'ignore', descriptor],
    timeout: 10_000,
  });
  if (result.error !== undefined) {
    const code = (result.error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      return {
        type: 'failed',
        why: 'the program flock is missing; install it (Debian and Ubuntu have it in util-linux)',
      };
    }
    if (code === 'ETIMEDOUT')
      return { type: 'failed', why: 'the file system did not answer in 10 s' };
    return { type: 'failed', why: `flock did not start: ${fileErrorInWords(result.error)}` };
  }
  if (result.status === 0) return { type: 'locked' };
  if (result.status === TAKEN) return { type: 'taken' };
  return {
    type: 'failed',
    why: 'the file system does not lock files; give a local folder with --state-dir',
  };
}

/** Seconds to wait for those who only look. */
const LOOKED_AT = '0.2';

/** Exit status asked of flock for `someone else has it`, so that it is not taken for an error. */
const TAKEN = 75;

/** Says in the file who has it. Only for the message to the next one, so failing to write it is no failure. */
function signLock(descriptor: number, now: number): void {
  const since = new Date(now).toISOString().slice(0, 16).replace('T', ' ');
  const holder = `process ${process.pid} of ${userName()}${terminalName()}, since ${since} UTC`;
  try {
    fchmodSync(descriptor, 0o600);
    ftruncateSync(descriptor, 0);
    writeSync(descriptor, `${holder}\n`);
  } catch {
    // A full disk does not keep the kernel from locking.
  }
}

function readHolder(file: string): string {
  try {
    const words = readFileSync(file, 'utf8').slice(0, 200).split('\n')[0] ?? '';
    if (/^process [\x20-\x7e]+$/.test(words)) return words;
  } catch {
    // Said below.
  }
  return 'another handrail';
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

function terminalName(): string {
  try {
    const target = readlinkSync('/proc/self/fd/0');
    return target.startsWith('/dev/pts/') || target.startsWith('/dev/tty')
      ? ` on ${target.slice('/dev/'.length)}`
      : '';
  } catch {
    return '';
  }
}

function releaseOnce(descriptor: number): () => void {
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    closeSync(descriptor);
  };
}

function failed(file: string, why: string): LockAttempt {
  return { type: 'failed', problem: `The session can not be locked with ${file}: ${why}.` };
}
