import { createKeySplitter, type Pending, type Token } from './key-splitter.ts';
import type { HiddenKeys, HiddenToken } from './hidden-keys.ts';

/** Makes keys of what the terminal sends: seen ones by way of text, unseen ones byte by byte. */
export interface KeyReader {
  push(chunk: Uint8Array | string): readonly (Token | HiddenToken)[];
  pending(): Pending;
  /** Nothing more came for what is pending. */
  flush(): readonly (Token | HiddenToken)[];
  /** From now on what comes goes unseen, or does so no more and what was entered is wiped. Undefined when it is so already. */
  hide(isHidden: boolean): HiddenKeys | undefined;
}

export function createKeyReader(hidden: HiddenKeys | undefined): KeyReader {
  const splitter = createKeySplitter();
  let decoder = new TextDecoder();
  let isHiding = false;

  /** A paste goes to its end where it began, whatever screen comes up meanwhile. */
  function goesUnseen(keys: HiddenKeys): boolean {
    return isHiding ? splitter.pending() !== 'paste' : keys.pending() !== 'nothing';
  }

  /** The rest of what was begun at the prompt: nobody waits for it once that is gone. */
  function heard(keys: HiddenKeys, tokens: readonly HiddenToken[]): readonly HiddenToken[] {
    if (isHiding) return tokens;
    if (keys.pending() === 'nothing') keys.leave();
    return [];
  }

  return {
    push(chunk) {
      if (hidden !== undefined && goesUnseen(hidden))
        return heard(hidden, hidden.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
      return splitter.push(
        typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }),
      );
    },
    pending() {
      const pending = splitter.pending();
      return pending === 'nothing' ? (hidden?.pending() ?? pending) : pending;
    },
    flush() {
      const seen = splitter.flush();
      if (hidden === undefined || hidden.pending() === 'nothing') return seen;
      return [...seen, ...heard(hidden, hidden.flush())];
    },
    hide(isHidden) {
      if (hidden === undefined || isHidden === isHiding) return undefined;
      isHiding = isHidden;
      if (!isHidden) hidden.leave();
      else {
        hidden.shut();
        if (splitter.pending() !== 'paste') splitter.flush();
        decoder = new TextDecoder();
      }
      return hidden;
    },
  };
}
