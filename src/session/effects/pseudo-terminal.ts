import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { constants } from 'node:os';
import type { IPty } from '@lydell/node-pty';
import type { Launch } from './launch.ts';
import type { WrapperEnd } from './live-block.ts';

/** A terminal of its own and the program that was started on it. */
export interface PseudoTerminal {
  readonly pid: number;
  /** Resolves when the program has ended and all that it said has been heard. */
  readonly ended: Promise<WrapperEnd>;
  onSaid(hear: (bytes: Buffer) => void): void;
  /** Types bytes as they are, all of them before it returns; false when the terminal does not take them. */
  type(bytes: Uint8Array): boolean;
  /** Types bytes as they are, as soon as there is room for them. */
  send(bytes: Uint8Array): void;
  /** Ignored once it has ended. */
  resize(columns: number, rows: number): void;
  /** Whether it shows what is typed now; undefined when that can not be seen. */
  echoes(): Promise<boolean | undefined>;
}

/** What a program that asks gets to know until somebody looks at it. */
const SIZE = { cols: 80, rows: 24 };

/**
 * Starts bash as the leader of a session on a new terminal, which is gone with this process.
 *
 * @throws Error when no terminal can be had
 */
export async function startOnPseudoTerminal(launch: Launch): Promise<PseudoTerminal> {
  // Loaded here: few blocks need it, and it is not there for every machine.
  const { spawn: start } = await import('@lydell/node-pty');
  const pty = start('bash', [...launch.words], {
    ...SIZE,
    cwd: launch.cwd,
    env: { ...launch.env },
    encoding: null,
  }) as IPty & { readonly fd: number; readonly _socket: { readonly destroyed: boolean } };
  let hasEnded = false;
  const ended = new Promise<WrapperEnd>((resolve) =>
    pty.onExit(({ exitCode, signal }) => {
      hasEnded = true;
      const name = signal === undefined || signal === 0 ? undefined : nameOf(signal);
      resolve({ exitCode: name === undefined ? exitCode : undefined, signal: name });
    }),
  );
  // Closed as soon as nothing has the terminal open, which may be long before the program ends: its number may be
  // that of another file by then.
  const isOpen = (): boolean => !hasEnded && !pty._socket.destroyed;
  return {
    pid: pty.pid,
    ended,
    // With no encoding the chunks are bytes, whatever the types say.
    onSaid: (hear) => void pty.onData((data) => hear(data as unknown as Buffer)),
    type: (bytes) => isOpen() && typeWhole(pty.fd, bytes),
    send(bytes) {
      if (isOpen()) pty.write(Buffer.from(bytes) as unknown as string);
    },
    resize(columns, rows) {
      if (!isOpen() || columns < 1 || rows < 1) return;
      try {
        pty.resize(Math.trunc(columns), Math.trunc(rows));
      } catch {
        // It has just ended.
      }
    },
    echoes: async () => (isOpen() ? echoOf(pty.fd) : undefined),
  };
}

/** Not through the stream: it would keep a copy for as long as it likes. */
function typeWhole(descriptor: number, bytes: Uint8Array): boolean {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
    return true;
  } catch {
    // Nobody reads it any more, or so much was typed before that there is no room.
    return false;
  }
}

/**
 * Asked of the terminal's own side, by its open descriptor: opening it by a name would make another terminal. The
 * program's side has the settings, and the kernel answers with those.
 */
function echoOf(descriptor: number): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    const stty = spawn('stty', ['-a'], {
      stdio: [descriptor, 'pipe', 'ignore'],
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
    let said = '';
    stty.on('error', () => resolve(undefined));
    stty.stdout?.setEncoding('latin1').on('data', (text: string) => {
      said += text;
    });
    stty.on('close', () => {
      const echo = /(?:^|\s)(-?)echo(?=\s|;|$)/.exec(said);
      resolve(echo === null ? undefined : echo[1] === '');
    });
  });
}

function nameOf(signal: number): string {
  const names = Object.entries(constants.signals);
  return names.find(([, number]) => number === signal)?.[0] ?? String(signal);
}
