import type { BlockTerminal } from '../../session/runner.ts';
import { takeKeys, type RawInput } from './raw-keys.ts';

/** Ctrl-]: nothing that a program asks is answered with it. */
const LEAVE = 0x1d;

/** The screen that a program's own terminal is shown on. */
export interface RawOutput {
  readonly columns?: number;
  readonly rows?: number;
  write(bytes: Uint8Array | string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** Connects the operator with the terminal of a block, byte for byte, until that has ended or Ctrl-] is pressed. */
export async function typeAt(
  terminal: BlockTerminal,
  input: RawInput,
  output: RawOutput,
): Promise<void> {
  const fit = (): void => {
    const { columns, rows } = output;
    if (columns !== undefined && rows !== undefined) terminal.resize(columns, rows);
  };
  fit();
  output.on('resize', fit);
  let leave = (): void => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const release = takeKeys(input, (chunk) => {
    const at = chunk.indexOf(LEAVE);
    const typed = at === -1 ? chunk : chunk.subarray(0, at);
    if (typed.length > 0) terminal.type(new Uint8Array(typed));
    // What is typed at a program may be its password.
    chunk.fill(0);
    if (at !== -1) leave();
  });
  const detach = terminal.attach((bytes) => void output.write(bytes));
  await Promise.race([terminal.ended, left]);
  detach();
  release();
  output.off('resize', fit);
  // The program may have left colours, modes and half a line behind.
  output.write('\u001b[0m\u001b[?2004l\u001b[?25h\r\n');
}
