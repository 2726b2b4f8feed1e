import { createInterface } from 'node:readline';
import type { Secret } from '../../secrets/secret.ts';
import type { BlockTerminal } from '../../session/runner.ts';
import { askUnseen } from './ask-unseen.ts';
import { typeAt } from './type-at.ts';

/** Asks an operator line by line. */
export interface LineReader {
  /** Prints the question and waits for a line; undefined when none will come: Ctrl-D, Ctrl-C, a closed input. */
  ask(question: string): Promise<string | undefined>;
  /**
   * Waits for something that runs. Ctrl-C stops it and not handrail; what is typed meanwhile answers no
   * later question. `left` when the input was closed before it ended.
   */
  during(work: Promise<void>, stop: () => void): Promise<'ended' | 'left'>;
  /** Gives the terminal to a program that is run to its end meanwhile, and takes it back. */
  whileLent<Result>(use: () => Result): Result;
  /** Whether something can be typed unseen here: only at a terminal. */
  readonly canHide: boolean;
  /** Asks for something that nobody sees; undefined when it is given up, or none will come. */
  askUnseen(question: string): Promise<Secret | undefined>;
  /** Lends keys and screen to the terminal of a block until that has ended, or the operator presses Ctrl-]. */
  whileTyping(terminal: BlockTerminal): Promise<void>;
  close(): void;
}

export function createLineReader(input: NodeJS.ReadStream, output: NodeJS.WriteStream): LineReader {
  // No history: a line of an hour ago must not come back as an answer by the up key.
  const lines = createInterface({ input, output, historySize: 0 });
  let answer: ((line: string | undefined) => void) | undefined;
  let stop: (() => void) | undefined;
  let isClosed = false;
  let tellClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    tellClosed = resolve;
  });

  const settle = (line: string | undefined): void => {
    const waiting = answer;
    answer = undefined;
    // A line that nobody waits for was typed ahead; it confirms nothing.
    waiting?.(line);
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

  return {
    async ask(question) {
      await clear();
      if (isClosed) return undefined;
      return new Promise((resolve) => {
        answer = resolve;
        lines.setPrompt(question);
        lines.prompt();
      });
    },
    async during(work, cancel) {
      stop = cancel;
      try {
        const left = closed.then(() => 'left' as const);
        return isClosed ? 'left' : await Promise.race([work.then(() => 'ended' as const), left]);
      } finally {
        stop = undefined;
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
    async askUnseen(question) {
      await clear();
      if (isClosed || input.isTTY !== true) return undefined;
      return askUnseen({ input, output }, question);
    },
    async whileTyping(terminal) {
      await clear();
      if (!isClosed && input.isTTY === true) await typeAt(terminal, input, output);
    },
    close() {
      process.off('SIGINT', interrupt);
      lines.close();
    },
  };
}

/** Two turns of the event loop: what the terminal holds already is read and dropped in them. */
async function typedAheadIsRead(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
