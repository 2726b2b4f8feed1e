import { nameAnew, noPastedName, whyNoName } from '../../session/holder-name.ts';
import { createKeySplitter, type Token } from '../../screens/terminal/key-splitter.ts';
import { takeKeys, type RawInput } from './raw-keys.ts';

/** What a finger typed stands alone for so long; what was pasted without marks comes on, and is not shown. Milliseconds. */
const quiet = 60;

const MARK_PASTES = '\u001b[?2004h';
const MARK_NO_PASTES = '\u001b[?2004l';
const ERASE_ROW = '\r\u001b[K';

/**
 * Asks at the terminal who brings a secret. What is typed is shown only when it can be a name and nothing came right
 * behind it: a share that lands here by mistake stays out of the terminal's history. Undefined when none will come.
 */
export function askName(
  {
    input,
    output,
  }: { readonly input: RawInput; readonly output: { write(text: string): unknown } },
  question: string,
): Promise<string | undefined> {
  const splitter = createKeySplitter();
  const decoder = new TextDecoder();
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    let text = '';
    let isSpoilt = false;
    let isEntered = false;
    const draw = (): void => void output.write(`${ERASE_ROW}${question}${text}`);
    const refuse = (why: string): void => {
      text = '';
      output.write(`${ERASE_ROW}  ${why}\r\n${question}`);
    };
    const end = (name: string | undefined): void => {
      clearTimeout(timer);
      release();
      output.write(`${MARK_NO_PASTES}\r\n`);
      resolve(name);
    };
    const type = (more: string): void => {
      // Several lines at once are no name, nor is what stands before their ends.
      const why = isEntered ? SEVERAL : whyNoName(text + more);
      isEntered = false;
      if (isSpoilt) return;
      if (why === undefined) text += more;
      else {
        isSpoilt = true;
        refuse(`${why} ${nameAnew}`);
      }
    };
    /** True when that was the end of the asking. */
    const hear = (token: Token): boolean => {
      if (token.type === 'paste') {
        isEntered = false;
        refuse(noPastedName);
        return false;
      }
      switch (token.name) {
        case 'ctrl-c':
        case 'ctrl-d':
          end(undefined);
          return true;
        case 'enter':
          isEntered = true;
          return false;
        case 'backspace':
          text = [...text].slice(0, -1).join('');
          isEntered = false;
          return false;
        case 'ctrl-u':
          text = '';
          isSpoilt = false;
          isEntered = false;
          return false;
        case 'space':
          type(' ');
          return false;
        default:
          if ([...token.name].length === 1) type(token.name);
          return false;
      }
    };
    const settle = (): void => {
      splitter.flush();
      if (isEntered && !isSpoilt) {
        draw();
        return end(text);
      }
      if (isEntered) refuse(nameAnew);
      isEntered = false;
      draw();
    };
    const release = takeKeys(input, (chunk) => {
      const tokens = splitter.push(decoder.decode(chunk, { stream: true }));
      chunk.fill(0);
      clearTimeout(timer);
      if (!tokens.some(hear)) timer = setTimeout(settle, quiet);
    });
    output.write(`${MARK_PASTES}${question}`);
  });
}

const SEVERAL = 'More came behind Enter, as when several lines are pasted: nothing of it is kept.';
