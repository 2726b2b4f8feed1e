import type { BlockTerminal } from '../../session/runner.ts';

/** The operator's terminal as Node has it, lent for a while. */
export interface TerminalToPass {
  readonly stdin: {
    setRawMode?(raw: boolean): unknown;
    ref?(): unknown;
    on(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
    off(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
    pause(): unknown;
    resume(): unknown;
  };
  readonly stdout: {
    readonly columns: number;
    readonly rows: number;
    write(data: Uint8Array | string): unknown;
    on(event: 'resize', listener: () => void): unknown;
    off(event: 'resize', listener: () => void): unknown;
  };
}

/** Ctrl-]: the one key that the program does not get. */
const comeBack = 0x1d;

/** What a program may have left behind: its screen, its colours, its mouse, its keys, no cursor. */
const asBefore =
  '\u{1B}[?1049l\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l\u{1B}[?1006l\u{1B}[?2004l\u{1B}[?1l\u{1B}>\u{1B}[0m\u{1B}[?25h';

/**
 * Joins the operator's terminal to that of a block, byte for byte, until the block ends or Ctrl-] is pressed; the
 * block goes on. `opening` is printed first. Settles when the terminal is as it was.
 */
export async function passThrough(
  block: BlockTerminal,
  { stdin, stdout }: TerminalToPass,
  opening: string,
): Promise<'ended' | 'came-back'> {
  stdout.write(opening.replace(/(?<!\r)\n/g, '\r\n'));
  let comesBack = (): void => undefined;
  const back = new Promise<'came-back'>((resolve) => {
    comesBack = () => resolve('came-back');
  });
  const onData = (chunk: Buffer | string): void => {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    const at = bytes.indexOf(comeBack);
    const meant = at === -1 ? bytes : bytes.subarray(0, at);
    if (meant.length > 0) block.type(meant);
    if (at !== -1) {
      // What is behind it was typed in the same breath, and belongs to neither.
      stdin.off('data', onData);
      comesBack();
    }
  };
  const onResize = (): void => block.resize(stdout.columns, stdout.rows);
  onResize();
  const detach = block.attach((bytes) => void stdout.write(bytes));
  stdin.setRawMode?.(true);
  stdin.ref?.();
  stdin.on('data', onData);
  stdin.resume();
  stdout.on('resize', onResize);
  try {
    return await Promise.race([back, block.ended.then(() => 'ended' as const)]);
  } finally {
    stdout.off('resize', onResize);
    stdin.off('data', onData);
    stdin.setRawMode?.(false);
    stdin.pause();
    detach();
    stdout.write(asBefore);
  }
}
