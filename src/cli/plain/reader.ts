import { createInterface, type Interface } from 'node:readline';
import type { Secret } from '../../secrets/secret.ts';
import type { BlockTerminal } from '../../session/runner.ts';
import { askName } from './ask-name.ts';
import { askUnseen } from './ask-unseen.ts';
import { takeKeys } from './raw-keys.ts';
import { typeAt } from './type-at.ts';

/** Asks an operator line by line. */
export interface LineReader {
  /** Prints the question and waits for a line; undefined when none will come: Ctrl-D, Ctrl-C, a closed input. */
  ask(question: string): Promise<string | undefined>;
  /** Prints a line beside whatever is asked: the question stands below it again, with what was typed so far. */
  beside(line: string): void;
  /**
   * Waits for something that runs. Ctrl-C stops it and not handrail; what is typed meanwhile answers no
   * later question, and is not shown: it may be meant for a program that takes a secret. One letter may do something
   * else, typed alone in its line. `left` when the input was closed before it ended.
   */
  during(work: Promise<void>, stop: () => void, also?: LetterAlone): Promise<'ended' | 'left'>;
  /** Gives the terminal to a program that is run to its end meanwhile, and takes it back. */
  whileLent<Result>(use: () => Result): Result;
  /** Whether something can be typed unseen here: only at a terminal. */
  readonly canHide: boolean;
  /** Asks who brings a secret: shows nothing that can be no name, as far as this is a terminal. */
  askName(question: string): Promise<string | undefined>;
  /** Asks for something that nobody sees; undefined when it is given up, or none will come. */
  askUnseen(question: string): Promise<Secret | undefined>;
  /** Lends keys and screen to the terminal of a block until that has ended, or the operator presses Ctrl-]. */
  whileTyping(terminal: BlockTerminal): Promise<void>;
  close(): void;
}

/** A letter that does something while something runs, once Enter is pressed behind it. */
export interface LetterAlone {
  readonly letter: string;
  readonly act: () => void;
}

const CTRL_C = 0x03;
const CTRL_D = 0x04;
const CTRL_Z = 0x1a;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

export function createLineReader(input: NodeJS.ReadStream, output: NodeJS.WriteStream): LineReader {
  // No history: a line of an hour ago must not come back as an answer by the up key.
  const lines = createInterface({ input, output, historySize: 0 });
  let answer: ((line: string | undefined) => void) | undefined;
  let stop: (() => void) | undefined;
  let letterAlone: LetterAlone | undefined;
  /** Something stood half typed when what ran ended: the Enter behind it is no answer to what is asked then. */
  let isHalfTyped = false;
  let isClosed = false;
  let tellClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    tellClosed = resolve;
  });

  /** While something is typed unseen, or the terminal is another's, lines wait. */
  let isQuiet = false;
  const waiting: string[] = [];
  const quietly = async <Result>(use: () => Promise<Result>): Promise<Result> => {
    isQuiet = true;
    try {
      return await use();
    } finally {
      isQuiet = false;
      for (const line of waiting.splice(0)) output.write(`${line}\n`);
    }
  };

  const settle = (line: string | undefined): void => {
    const wasHalfTyped = isHalfTyped;
    isHalfTyped = false;
    if (wasHalfTyped && answer !== undefined && line === '') return void lines.prompt();
    const waiting = answer;
    answer = undefined;
    // A line that nobody waits for was typed ahead; it confirms nothing.
    if (waiting !== undefined) waiting(line);
    else if (line !== undefined && line === letterAlone?.letter) letterAlone.act();
  };
  const interrupt = (): void => {
    if (stop !== undefined) stop();
    else lines.close();
  };
  lines.on('line', settle);
  lines.on('SIGINT', interrupt);
  // Without a terminal for its output readline leaves Ctrl-C to the kernel.
  process.on('SIGINT', interrupt);
  lines.on('close', () => {
    isClosed = true;
    if (answer !== undefined) output.write('\n');
    settle(undefined);
    tellClosed();
  });

  /** What stands half typed is no beginning of the answer either; without its prompt it is taken off unseen. */
  const clear = async (): Promise<void> => {
    await typedAheadIsRead();
    if (isClosed) return;
    lines.setPrompt('');
    lines.write(null, { ctrl: true, name: 'e' });
    lines.write(null, { ctrl: true, name: 'u' });
  };

  /** Drops what comes unseen, but for the keys that say something to handrail itself. */
  const deafen = (): (() => void) => {
    if (input.isTTY !== true || isClosed) return () => undefined;
    const typed = watchLine(() => letterAlone);
    const release = takeKeys(input, (chunk) => {
      const keys = new Set(chunk);
      chunk.forEach(typed.key);
      chunk.fill(0);
      if (keys.has(CTRL_C)) interrupt();
      if (keys.has(CTRL_D)) lines.close();
      if (keys.has(CTRL_Z) && output.isTTY) lines.write(null, { ctrl: true, name: 'z' });
    });
    return () => {
      release();
      isHalfTyped = typed.isHalf();
      if (!isClosed) return;
      input.setRawMode?.(false);
      input.pause();
    };
  };

  const ask = async (question: string): Promise<string | undefined> => {
    await clear();
    if (isClosed) return undefined;
    return new Promise((resolve) => {
      answer = resolve;
      lines.setPrompt(question);
      lines.prompt();
    });
  };

  return {
    ask,
    beside(line) {
      if (isQuiet) return void waiting.push(line);
      const isAsking = answer !== undefined && !isClosed;
      if (isAsking) output.write(output.isTTY ? wiped(lines) : '\n');
      output.write(`${line}\n`);
      if (isAsking) lines.prompt(true);
    },
    async during(work, cancel, also) {
      stop = cancel;
      letterAlone = also;
      const hearAgain = deafen();
      try {
        const left = closed.then(() => 'left' as const);
        return isClosed ? 'left' : await Promise.race([work.then(() => 'ended' as const), left]);
      } finally {
        stop = undefined;
        letterAlone = undefined;
        hearAgain();
      }
    },
    whileLent(use) {
      // Ctrl-C belongs to the program then; without a handler it would end us with it.
      const ignore = (): void => undefined;
      process.on('SIGINT', ignore);
      lines.pause();
      input.setRawMode?.(false);
      try {
        return use();
      } finally {
        if (!isClosed) {
          if (output.isTTY) input.setRawMode?.(true);
          lines.resume();
        }
        process.off('SIGINT', ignore);
      }
    },
    canHide: input.isTTY === true,
    async askName(question) {
      if (input.isTTY !== true) return ask(question);
      await clear();
      return isClosed ? undefined : quietly(() => askName({ input, output }, question));
    },
    async askUnseen(question) {
      await clear();
      if (isClosed || input.isTTY !== true) return undefined;
      return quietly(() => askUnseen({ input, output }, question));
    },
    async whileTyping(terminal) {
      await clear();
      if (!isClosed && input.isTTY === true) await quietly(() => typeAt(terminal, input, output));
    },
    close() {
      process.off('SIGINT', interrupt);
      lines.close();
    },
  };
}

/** What takes a question and what was typed off the screen, however many rows they fill; the next stands there anew. */
function wiped(lines: Interface & { prevRows?: number }): string {
  const { rows } = lines.getCursorPos();
  // Else the question would be drawn as many rows higher, over the line that is printed now.
  lines.prevRows = 0;
  return `${rows > 0 ? `\u001b[${rows}A` : ''}\r\u001b[J`;
}

/** Follows a line that nobody sees, key by key, and keeps of it no more than whether it is one letter. */
function watchLine(alone: () => LetterAlone | undefined): {
  readonly key: (byte: number) => void;
  readonly isHalf: () => boolean;
} {
  let stands: 'nothing' | 'letter' | 'other' = 'nothing';
  return {
    key(byte) {
      const isEnd = byte === CARRIAGE_RETURN || byte === LINE_FEED;
      if (isEnd && stands === 'letter') alone()?.act();
      if (isEnd || byte === CTRL_C || byte === CTRL_D || byte === CTRL_Z) stands = 'nothing';
      else
        stands =
          stands === 'nothing' && byte === alone()?.letter.charCodeAt(0) ? 'letter' : 'other';
    },
    isHalf: () => stands !== 'nothing',
  };
}

/** Two turns of the event loop: what the terminal holds already is read and dropped in them. */
async function typedAheadIsRead(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
