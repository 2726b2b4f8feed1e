import { spawn } from 'node:child_process';

/** A program that gets the operator's terminal for a while. */
export interface ForegroundProgram {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** How it ended; `error` when it could not be started. */
export type ForegroundEnd =
  | { readonly type: 'exited'; readonly status: number }
  | { readonly type: 'signalled'; readonly signal: string }
  | { readonly type: 'error'; readonly message: string };

export interface TerminalToLend {
  /** Ink's own suspension: leaves the alternate screen, raw mode off, no more reading. */
  suspend(callback: () => Promise<void>): Promise<void>;
  readonly stdin: { pause(): unknown };
  readonly stdout: { write(text: string): unknown };
}

/**
 * Hands the terminal to another program and takes it back. The order matters, each line was measured:
 * Ink stops listening but the event loop still polls the terminal, so without tick, pause, tick about a
 * quarter of the operator's lines never reach the program; Ctrl-C inside it would kill us too; and it
 * may leave the cursor in the middle of a line, which would garble our first row.
 */
export async function handOver(
  terminal: TerminalToLend,
  program: ForegroundProgram,
): Promise<ForegroundEnd> {
  let end: ForegroundEnd = { type: 'error', message: 'it was not started' };
  await lendTo(terminal, async () => {
    end = await endOf(program);
  });
  return end;
}

/** Gives the terminal away for as long as `use` takes, and takes it back. */
export async function lendTo(terminal: TerminalToLend, use: () => Promise<void>): Promise<void> {
  process.on('SIGINT', ignore);
  try {
    await terminal.suspend(async () => {
      await tick();
      terminal.stdin.pause();
      await tick();
      await use();
      terminal.stdout.write('\r\n');
    });
  } finally {
    process.off('SIGINT', ignore);
  }
}

function endOf(program: ForegroundProgram): Promise<ForegroundEnd> {
  return new Promise((resolve) => {
    const child = spawn(program.command, program.arguments, {
      // juju asks on its error output; where ours goes into a file the question would never be seen.
      stdio: ['inherit', 'inherit', process.stderr.isTTY ? 'inherit' : 1],
      env: { ...process.env, ...program.env },
    });
    child.once('error', ({ message }) => resolve({ type: 'error', message }));
    child.once('exit', (status, signal) =>
      resolve(
        signal === null ? { type: 'exited', status: status ?? 0 } : { type: 'signalled', signal },
      ),
    );
  });
}

function tick(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function ignore(): void {
  // The program in the foreground got the same signal and deals with it.
}
