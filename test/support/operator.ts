import type { ResumeFacts } from '../../src/session/resume-facts.ts';
import type { Walker } from '../../src/session/walker.ts';
import type { HomeFacts } from '../../src/screens/contract.ts';
import { HiddenEntry } from '../../src/secrets/hidden-entry.ts';
import { mountApp, type Mounted } from '../../src/screens/mount.tsx';
import type { RunAppOptions } from '../../src/screens/run-app.tsx';
import { emptyHome } from './drawn.tsx';
import { handClock } from './hand-clock.ts';
import { virtualTerminal, type VirtualTerminal } from './virtual-terminal.ts';

export interface OperatorOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly walker?: Walker;
  readonly home?: HomeFacts;
  readonly open?: RunAppOptions['open'];
  readonly resume?: RunAppOptions['resume'];
  readonly watch?: RunAppOptions['watch'];
  readonly later?: RunAppOptions['later'];
  /** How the walk was found, when it is one that is taken up. */
  readonly resumed?: ResumeFacts;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly noColour?: boolean;
  /** Where what is typed unseen goes, for a test that looks there. */
  readonly hidden?: RunAppOptions['hidden'];
  /** The walk is real to the minute: what waits for a moment is not hurried on. The test moves the clock. */
  readonly unhurried?: boolean;
}

/** Somebody at a terminal: presses keys, types, and looks at the screen. */
export interface Operator {
  /** Presses keys by name, each read on its own: `enter`, `down`, `escape`, `pageup`, `ctrl-c`, or a character. */
  presses(...keys: readonly string[]): Promise<Operator>;
  /** Types text, one character a read. */
  types(text: string): Promise<Operator>;
  /** Sends bytes in one read, as a slow link does. */
  sends(bytes: string): Promise<Operator>;
  /** Pastes with bracketed paste, as terminals do. */
  pastes(text: string): Promise<Operator>;
  /** Waits until the screen shows the text; fails with the frame when it does not come. */
  sees(text: string | RegExp, timeout?: number): Promise<Operator>;
  /** Waits until the screen does not show the text any more. */
  seesNo(text: string | RegExp, timeout?: number): Promise<Operator>;
  resizes(columns: number, rows: number): Promise<Operator>;
  /** Moves the clock of the keys, and waits for what that changed. */
  waits(milliseconds: number): Promise<Operator>;
  /** Waits until every key is heard and its consequence drawn; moves the clock on for what waits a moment. */
  settles(): Promise<Operator>;
  readonly frame: () => string;
  readonly terminal: VirtualTerminal;
  readonly app: Mounted;
  /** Resolves when handrail has left the terminal. */
  readonly left: Promise<void>;
  /** Takes the program off the terminal. Call it at the end of a test. */
  readonly goes: () => Promise<void>;
}

/** Puts handrail on a terminal in memory, with an operator in front of it. */
export async function operator(options: OperatorOptions = {}): Promise<Operator> {
  const terminal = virtualTerminal({ columns: options.columns ?? 80, rows: options.rows ?? 24 });
  const clock = handClock();
  const hurried = options.unhurried !== true;
  const app = mountApp({
    ...(options.walker === undefined
      ? {}
      : { opened: { walker: options.walker, resumed: options.resumed } }),
    home: () => options.home ?? emptyHome,
    open: options.open ?? (async () => 'Nothing can be opened in this test.'),
    watch: options.watch ?? (async () => 'Nothing can be watched in this test.'),
    resume: options.resume ?? (async () => 'Nothing can be resumed in this test.'),
    ...(options.later === undefined ? {} : { later: options.later }),
    hidden: options.hidden ?? new HiddenEntry(),
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    env: options.env ?? { LANG: 'C.UTF-8' },
    clock,
    ...(options.noColour === undefined ? {} : { noColour: options.noColour }),
  });
  let broken: unknown;
  void app.left.catch((error: unknown) => {
    broken = error;
  });

  const op: Operator = {
    terminal,
    app,
    left: app.left,
    frame: () => terminal.frame(),
    async settles() {
      // An unhurried walk may wait for the clock, which only the test moves.
      await (hurried ? settledBy(app, () => clock.toNext()) : turns(10));
      await terminal.drained();
      if (broken !== undefined) throw new Error('A screen broke.', { cause: broken });
      return op;
    },
    async waits(milliseconds) {
      clock.advance(milliseconds);
      return op.settles();
    },
    async sends(bytes) {
      // Fingers take their time between two keys.
      if (hurried) clock.advance(fingers);
      terminal.stdin.write(bytes);
      await new Promise<void>((resolve) => setImmediate(resolve));
      return op.settles();
    },
    async presses(...keys) {
      for (const key of keys) await op.sends(bytesOf(key));
      return op;
    },
    async types(text) {
      for (const character of text) await op.sends(character);
      return op;
    },
    pastes: (text) => op.sends(`\u{1B}[200~${text}\u{1B}[201~`),
    sees: async (text, timeout = 5000) => {
      await until(terminal, () => shows(terminal.frame(), text), `to see ${String(text)}`, timeout);
      return op;
    },
    seesNo: async (text, timeout = 5000) => {
      await until(
        terminal,
        () => !shows(terminal.frame(), text),
        `to see no ${String(text)}`,
        timeout,
      );
      return op;
    },
    async resizes(columns, rows) {
      terminal.resize(columns, rows);
      return op.settles();
    },
    async goes() {
      await app.shell.perform([{ type: 'leave' }]);
      await app.left.catch(() => undefined);
    },
  };
  return op.settles();
}

/** Milliseconds between two keys of somebody who types fast. */
const fingers = 150;

/** Waits for the keys and for what they made wait: time goes on as soon as nothing else happens. */
async function settledBy(app: Mounted, hurry: () => boolean): Promise<void> {
  const settling = app.settled().then(() => true);
  let hurried = false;
  while (!(await Promise.race([settling, turns(1)]))) hurried = hurry() || hurried;
  // What rang may have changed something that is not drawn yet.
  if (hurry() || hurried) await settledBy(app, hurry);
}

/** So many turns of the event loop. */
async function turns(count: number): Promise<false> {
  for (let turn = 0; turn < count; turn += 1)
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  return false;
}

/** The bytes an xterm sends for a key. */
export function bytesOf(key: string): string {
  return bytes[key] ?? key;
}

const bytes: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: '\u{1B}',
  tab: '\t',
  space: ' ',
  backspace: '\u{7F}',
  up: '\u{1B}[A',
  down: '\u{1B}[B',
  pageup: '\u{1B}[5~',
  pagedown: '\u{1B}[6~',
  home: '\u{1B}[H',
  end: '\u{1B}[F',
  'ctrl-c': '\u{3}',
  'ctrl-u': '\u{15}',
  'ctrl-z': '\u{1A}',
};

function shows(frame: string, text: string | RegExp): boolean {
  return typeof text === 'string' ? frame.includes(text) : text.test(frame);
}

/** Looks again after every write that was drawn; no clock decides but the last one. */
async function until(
  terminal: VirtualTerminal,
  holds: () => boolean,
  what: string,
  timeout: number,
): Promise<void> {
  await terminal.drained();
  if (holds()) return;
  await new Promise<void>((resolve, reject) => {
    const stop = terminal.onDrawn(() => {
      if (!holds()) return;
      done();
      resolve();
    });
    const timer = setTimeout(() => {
      done();
      reject(new Error(`waited ${timeout} ms ${what}; the screen is:\n${terminal.frame()}`));
    }, timeout);
    const done = () => {
      stop();
      clearTimeout(timer);
    };
  });
}
