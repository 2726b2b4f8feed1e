import xterm from '@xterm/headless';
import { PassThrough, Writable } from 'node:stream';
import type { KeySource } from '../../src/screens/terminal/key-stream.ts';

/** A terminal in memory: what is written to it is drawn by a real terminal's rules, not compared as bytes. */
export interface VirtualTerminal {
  readonly stdin: KeySource & { write(text: string): void; readonly isRaw: () => boolean };
  readonly stdout: NodeJS.WriteStream;
  /** The rows as text, blanks at the end taken off. */
  frame(): string;
  /** Whether the cells of a text are drawn in reverse video; undefined when it is not on the screen. */
  isReverse(text: string): boolean | undefined;
  /** Whether any cell on the screen has a colour. */
  hasColour(): boolean;
  /** Whether the alternate screen is shown. */
  isAlternate(): boolean;
  /** Everything that was written, as it was. */
  written(): string;
  resize(columns: number, rows: number): void;
  /** Resolves when what was written is drawn. */
  drained(): Promise<void>;
  /** Calls back after each write is drawn; gives back how to stop that. */
  onDrawn(listener: () => void): () => void;
}

export function virtualTerminal(size: {
  readonly columns: number;
  readonly rows: number;
}): VirtualTerminal {
  const screen = new xterm.Terminal({
    cols: size.columns,
    rows: size.rows,
    allowProposedApi: true,
    convertEol: true,
  });
  const listeners = new Set<() => void>();
  let written = '';
  const stdout = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const text = chunk.toString();
      written += text;
      screen.write(text, () => {
        for (const listener of [...listeners]) listener();
      });
      done();
    },
  });
  const asTty = Object.assign(stdout, {
    isTTY: true,
    columns: size.columns,
    rows: size.rows,
  }) as unknown as NodeJS.WriteStream;
  const rows = () =>
    Array.from({ length: screen.rows }, (_, y) =>
      screen.buffer.active.getLine(screen.buffer.active.baseY + y),
    );
  return {
    stdin: fakeStdin(),
    stdout: asTty,
    frame: () =>
      rows()
        .map((line) => line?.translateToString(true) ?? '')
        .join('\n'),
    isReverse(text) {
      for (const line of rows()) {
        const at = line?.translateToString(true).indexOf(text) ?? -1;
        if (at >= 0) return (line?.getCell(at)?.isInverse() ?? 0) !== 0;
      }
      return undefined;
    },
    hasColour: () =>
      rows().some((line) =>
        Array.from({ length: screen.cols }, (_, x) => line?.getCell(x)).some(
          (cell) => cell !== undefined && !(cell.isFgDefault() && cell.isBgDefault()),
        ),
      ),
    isAlternate: () => screen.buffer.active.type === 'alternate',
    written: () => written,
    resize(columns, height) {
      screen.resize(columns, height);
      Object.assign(asTty, { columns, rows: height });
      asTty.emit('resize');
    },
    drained: () =>
      new Promise<void>((resolve) => {
        screen.write('', () => resolve());
      }),
    onDrawn(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function fakeStdin(): VirtualTerminal['stdin'] {
  const stream = new PassThrough();
  let raw = false;
  return Object.assign(stream, {
    isTTY: true,
    isRaw: () => raw,
    setRawMode(on: boolean) {
      raw = on;
      return stream;
    },
    ref: () => stream,
    unref: () => stream,
  });
}
