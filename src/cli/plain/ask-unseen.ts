import { HiddenEntry, type EntryToken } from '../../secrets/hidden-entry.ts';
import type { Secret } from '../../secrets/secret.ts';
import { takeKeys, type RawInput } from './raw-keys.ts';

/** So long nothing comes behind Enter before it counts, and behind Esc before it is a key. Milliseconds. */
const quiet = 60;

/** Pastes come marked as such: the line end in one sends nothing. */
const MARK_PASTES = '\u001b[?2004h';
const MARK_NO_PASTES = '\u001b[?2004l';

/**
 * Asks at the terminal for something that nobody sees: not what is typed, nor how much. Undefined when the operator
 * gives it up, by Esc or Ctrl-C.
 */
export function askUnseen(
  {
    input,
    output,
  }: { readonly input: RawInput; readonly output: { write(text: string): unknown } },
  question: string,
): Promise<Secret | undefined> {
  const entry = new HiddenEntry();
  const say = (sentence: string): void => void output.write(`\r\n  ${sentence}\r\n${question}`);
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const end = (secret: Secret | undefined): void => {
      clearTimeout(timer);
      entry.leave();
      release();
      output.write(`${MARK_NO_PASTES}\r\n`);
      resolve(secret);
    };
    const enter = (): void => {
      const secret = entry.take();
      if (secret !== undefined) return end(secret);
      say(entry.holds === 'nothing' ? NOTHING : SPOILT);
    };
    const hear = (tokens: readonly EntryToken[]): void => {
      for (const token of tokens) {
        if (token.type === 'unseen') {
          if (token.says !== undefined) say(token.says);
        } else if (token.name === 'escape' || token.name === 'ctrl-c') return end(undefined);
      }
      const last = tokens.at(-1);
      clearTimeout(timer);
      if (last?.type === 'key' && last.name === 'enter') timer = setTimeout(enter, quiet);
      else if (entry.pending() === 'escape') timer = setTimeout(() => hear(entry.flush()), quiet);
    };
    const release = takeKeys(input, (chunk) => hear(entry.push(chunk)));
    entry.open();
    output.write(`${MARK_PASTES}${question}`);
  });
}

const NOTHING = 'Nothing was entered; Esc leaves it.';
const SPOILT = 'Press Ctrl-U first, then enter it from its beginning.';
