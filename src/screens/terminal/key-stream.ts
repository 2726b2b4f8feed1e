import { Readable } from 'node:stream';
import { isCharacter } from '../keys.ts';
import type { ShellClock } from '../shell-clock.ts';
import { createHeldKeys } from './held-keys.ts';
import type { HiddenKeys, HiddenToken } from './hidden-keys.ts';
import { createKeyReader } from './key-reader.ts';
import type { Token } from './key-splitter.ts';

/** The part of a terminal's input that is used here: `process.stdin`, or a stand-in in a test. */
export interface KeySource {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
  ref?(): unknown;
  unref?(): unknown;
  on(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  on(event: 'end' | 'error', listener: () => void): unknown;
  off(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  off(event: 'end' | 'error', listener: () => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

/**
 * A token and when its read came in, in milliseconds of the clock given. `repeat`: its key is held down
 * and the terminal repeats it.
 */
export type Arrived = (Token | HiddenToken) & { readonly at: number; readonly repeat?: boolean };

/** Keys that are handed on to Ink, for ink-select-input. */
export type ListKey = 'up' | 'down' | 'enter';

export interface KeyStream {
  /** What Ink is given as its stdin. It carries only what `toInk` puts into it. */
  readonly stdin: NodeJS.ReadStream;
  /** The one listener. Called for one token at a time; the next waits until it is done and drawn. */
  listen(listener: (token: Arrived) => void | Promise<void>): void;
  /** Called when the terminal is gone. */
  onGone(listener: () => void): void;
  toInk(key: ListKey): void;
  /** When something came in last, heard already or not; on the clock of the keys. */
  lastAt(): number;
  /** Drops what was typed and not yet heard. */
  forget(): void;
  /**
   * From now on what comes goes to the hidden keys, and no string is made of it; or it does so no more, and what
   * they hold is wiped. What was typed and not yet heard was not meant for what comes now, and is dropped.
   */
  hide(isHidden: boolean): void;
  /** The next token behind the one being heard, when one comes before that time; it is still heard in its turn. */
  following(until: number): Promise<Arrived | undefined>;
  /** Drops whatever comes while something else has the terminal, and what that left unread. */
  deafWhile(work: () => Promise<void>): Promise<void>;
  /** Resolves when everything that came in was heard. */
  idle(): Promise<void>;
}

/** How long to wait for the rest: of a lone Esc, of half a sequence, of a paste. Milliseconds. */
const patience = { escape: 60, sequence: 500, paste: 2000 } as const;

const bytesOf: Readonly<Record<ListKey, string>> = {
  up: '\u{1B}[A',
  down: '\u{1B}[B',
  enter: '\r',
};

/**
 * Stands between the terminal and Ink. Keys are split wherever the reads were cut, and are let through
 * one at a time, each in a turn of the event loop of its own with React settled in between: several keys
 * in one read would otherwise be judged by a screen that the first of them had already changed.
 */
export function createKeyStream(
  source: KeySource,
  clock: ShellClock,
  hidden?: HiddenKeys,
): KeyStream {
  const reader = createKeyReader(hidden);
  const heldKeys = createHeldKeys();
  const waiting: Arrived[] = [];
  const idlers: (() => void)[] = [];
  let listener: (token: Arrived) => void | Promise<void> = () => undefined;
  let gone: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  let deaf = false;
  let onFollowing: ((token: Arrived) => void) | undefined;

  function onData(chunk: Buffer | string) {
    if (deaf) return;
    lastAt = clock.now();
    clearTimeout(timer);
    timer = undefined;
    take(reader.push(chunk));
    const pending = reader.pending();
    if (pending !== 'nothing') timer = setTimeout(giveUpWaiting, patience[pending]);
  }

  function giveUpWaiting() {
    timer = undefined;
    take(reader.flush());
    wakeIdlers();
  }

  function hide(isHidden: boolean) {
    const keys = reader.hide(isHidden);
    if (keys === undefined) return;
    const isBegun = waiting.some((token) => token.type === 'key' && isCharacter(token.name));
    waiting.length = 0;
    if (isHidden && isBegun) keys.spoil();
  }

  function take(tokens: readonly (Token | HiddenToken)[]) {
    const at = clock.now();
    for (const token of tokens) {
      const repeat = token.type === 'key' && heldKeys.isRepeat(token.name, at);
      const arrived: Arrived = { ...token, at, repeat };
      // Ctrl-C must work whatever else is in the queue, and what was typed before it is not meant any more.
      if (token.type === 'key' && token.name === 'ctrl-c') {
        waiting.length = 0;
        void listener(arrived);
      } else waiting.push(arrived);
      onFollowing?.(arrived);
    }
    if (!busy) void hear();
  }

  async function hear() {
    busy = true;
    for (let token = waiting.shift(); token !== undefined; token = waiting.shift()) {
      await listener(token);
      await settled();
    }
    busy = false;
    wakeIdlers();
  }

  function isIdle() {
    return !busy && timer === undefined;
  }

  function wakeIdlers() {
    if (isIdle()) for (const wake of idlers.splice(0)) wake();
  }

  async function following(until: number): Promise<Arrived | undefined> {
    const next = await new Promise<Arrived | undefined>((resolve) => {
      if (waiting[0] !== undefined) return resolve(waiting[0]);
      const callOff = clock.after(until - clock.now(), () => resolve(undefined));
      onFollowing = (token) => {
        callOff();
        resolve(token);
      };
    });
    onFollowing = undefined;
    if (next !== undefined) return next;
    // The time may be over because this program was slow: what came meanwhile is in no queue yet.
    await settled();
    return waiting[0];
  }

  async function deafWhile(work: () => Promise<void>): Promise<void> {
    deaf = true;
    try {
      await work();
    } finally {
      // What nobody read is there at once when the terminal is read again; no call here empties it.
      await settled();
      await settled();
      waiting.length = 0;
      deaf = false;
    }
  }

  const onGone = () => gone();

  function read(raw: boolean) {
    source.off('data', onData);
    source.off('end', onGone);
    source.off('error', onGone);
    if (!raw) return void source.pause();
    source.on('data', onData);
    source.on('end', onGone);
    source.on('error', onGone);
    source.resume();
  }

  const stdin = inkStdin(source, read);
  return {
    stdin,
    listen: (next) => {
      listener = next;
    },
    onGone: (next) => {
      gone = next;
    },
    toInk: (key) => {
      stdin.push(bytesOf[key]);
    },
    lastAt: () => lastAt,
    forget: () => {
      waiting.length = 0;
    },
    hide,
    following,
    deafWhile,
    idle: () =>
      isIdle() ? Promise.resolve() : new Promise<void>((resolve) => idlers.push(resolve)),
  };
}

/** Two turns: one for what the key changed, one for the effects of having drawn it. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1)
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
}

/** A readable stream that Ink takes for a terminal; raw mode goes through to the real one. */
function inkStdin(source: KeySource, read: (raw: boolean) => void): NodeJS.ReadStream {
  const stream = new Readable({ read: () => undefined });
  let isRaw = false;
  return Object.assign(stream, {
    isTTY: true,
    fd: 0,
    setRawMode(raw: boolean) {
      if (raw !== isRaw) {
        isRaw = raw;
        // Stop reading before the terminal is given away; start only when it is ours again.
        if (!raw) read(false);
        source.setRawMode?.(raw);
        if (raw) read(true);
      }
      return stream;
    },
    ref() {
      source.ref?.();
      return stream;
    },
    unref() {
      source.unref?.();
      return stream;
    },
  }) as unknown as NodeJS.ReadStream;
}
