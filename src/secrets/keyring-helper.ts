import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { frameBytes, readFrame } from './keyring-frame.ts';
import type { KeyringAnswer, KeyringRequest } from './keyring-server.ts';
import { KeyringError, type KeyringStore, type StoreKind } from './keyring-store.ts';
import { faultWords } from './keyring-words.ts';
import { MASK, redact } from './redact.ts';
import { Secret } from './secret.ts';

export interface HelperOptions {
  /** The environment of handrail; what the way to a keyring needs is taken from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that one call may take before its process is killed. */
  readonly patience: number;
  /** The program that answers; another one is for tests. */
  readonly program?: string;
}

/** Whether the keyring is there: resolves when it is, throws a KeyringError when it is not. */
export async function lookFor(kind: StoreKind, options: HelperOptions): Promise<void> {
  await ask({ store: kind, act: 'look', name: '(none)' }, undefined, options);
}

/**
 * A keyring of this machine, each call in a process of its own: the library waits without bound for a bus that
 * hangs or a prompt that nobody answers, and only a process can be ended. Secrets go over its pipes.
 */
export function processStore(kind: StoreKind, options: HelperOptions): KeyringStore {
  const call = (act: KeyringRequest['act'], name: string, secret?: Secret) =>
    ask({ store: kind, act, name }, secret, options);
  return {
    kind,
    async get(name) {
      const { found, bytes } = await call('get', name);
      return found ? new Secret(bytes) : undefined;
    },
    async set(name, secret) {
      await call('set', name, secret);
      // The kernel's may take a key for this one process and forget it when that ends.
      const { found } = await call('has', name);
      if (!found) throw refusal(kind, { fault: 'lost', said: '' }, options.patience);
    },
    delete: async (name) => (await call('delete', name)).found,
    names: async () => (await call('names', '')).names,
  };
}

interface Done {
  readonly found: boolean;
  readonly names: readonly string[];
  readonly bytes: Uint8Array;
}

async function ask(
  request: KeyringRequest,
  secret: Secret | undefined,
  options: HelperOptions,
): Promise<Done> {
  const { pieces, isLate } = await exchange(start(request.store, options), options.patience, () =>
    secret === undefined
      ? frameBytes({ head: request, bytes: new Uint8Array() })
      : secret.use((bytes) => frameBytes({ head: request, bytes })),
  );
  const frame = readFrame(pieces);
  if (isLate || frame === undefined) {
    frame?.bytes.fill(0);
    const fault = isLate ? 'silent' : 'other';
    const said = 'the process that asks it ended without an answer';
    throw refusal(request.store, { fault, said }, options.patience);
  }
  const answer = frame.head as KeyringAnswer;
  if (answer.type === 'done') return { ...answer, bytes: frame.bytes };
  const said = redact(answer.said, secret === undefined ? [] : [secret]);
  throw refusal(request.store, { fault: answer.fault, said }, options.patience);
}

/** Gives the frame to the process, and takes what it says until it ends or is ended. */
function exchange(
  child: ChildProcessWithoutNullStreams,
  patience: number,
  frame: () => Buffer,
): Promise<{ readonly pieces: readonly Uint8Array[]; readonly isLate: boolean }> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
      // What it started may hold the pipe open.
      child.stdout.destroy();
    }, patience);
    const settle = () => {
      clearTimeout(timer);
      resolve({ pieces, isLate });
    };
    child.on('error', settle);
    child.on('close', settle);
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr.resume();
    // A process that is gone can not be written to; its end says so.
    child.stdin.on('error', () => undefined);
    const bytes = frame();
    child.stdin.end(bytes, () => bytes.fill(0));
  });
}

function start(kind: StoreKind, options: HelperOptions): ChildProcessWithoutNullStreams {
  const words = [String(Math.ceil(options.patience / 1000) + 1), String(joinCall(kind))];
  const program = options.program ?? fileURLToPath(new URL(PROGRAM, import.meta.url));
  return spawn('/bin/sh', ['-c', WRAPPER, 'sh', ...words, process.execPath, program], {
    env: environmentFor(options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Beside this file in the sources; beside the bundle when built. */
const PROGRAM = import.meta.url.endsWith('.ts') ? './keyring-process.ts' : './keyring-process.js';

/**
 * Leaves no core dump, ends by itself should handrail be gone, and begins a session keyring of its own. The one
 * it would inherit may have been revoked when the login ended that tmux was started from, or never have been
 * there; through a new one the user's persistent keyring is reached all the same. Perl is part of every Debian
 * and Ubuntu; without it the inherited keyring has to do.
 */
const WRAPPER = [
  'ulimit -c 0',
  'seconds=$1 join=$2; shift 2',
  `command -v perl >/dev/null && exec perl -e 'alarm shift; $n = shift; syscall($n, 1, 0) if $n; exec { $ARGV[0] } @ARGV' "$seconds" "$join" "$@"`,
  'exec "$@"',
].join('\n');

/** The number of keyctl(2), whose first operation is to join a session keyring; 0 for no joining. */
function joinCall(kind: StoreKind): number {
  if (kind !== 'kernel' || process.platform !== 'linux') return 0;
  const numbers: Partial<Record<NodeJS.Architecture, number>> = {
    x64: 250,
    arm64: 219,
    riscv64: 219,
    arm: 311,
  };
  return numbers[process.arch] ?? 0;
}

/** Where the operator and their bus are; nothing that would say which library to load. */
function environmentFor(env: HelperOptions['env']): Record<string, string> {
  const kept = ['HOME', 'PATH', 'USER', 'LOGNAME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function refusal(
  kind: StoreKind,
  { fault, said }: Omit<Extract<KeyringAnswer, { type: 'failed' }>, 'type'>,
  patience: number,
): KeyringError {
  const plain = said.replace(/[^\x20-\x7e]+/g, ' ').replaceAll(MASK, 'a secret');
  const words = { seconds: Math.round(patience / 1000), said: plain.slice(0, 160).trim() };
  return new KeyringError(fault, faultWords(kind, fault, words));
}
