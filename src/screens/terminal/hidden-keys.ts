import type { Secret } from '../../secrets/secret.ts';

/** What is held of what was typed unseen. `spoilt`: nothing, and nothing typed counts before it is cleared. */
export type Unseen = 'nothing' | 'something' | 'spoilt';

/** What came of bytes that nobody sees: nothing of what they are, and not how many. */
export type HiddenToken =
  | { readonly type: 'key'; readonly name: 'enter' | 'escape' | 'ctrl-c' | 'unknown' }
  | {
      readonly type: 'unseen';
      readonly by: 'typing' | 'paste' | 'erasing';
      /** Why it was not taken. */
      readonly says?: string;
    };

/**
 * Where the bytes of the terminal go while the hidden prompt stands there, before any string is made of them. It is
 * made outside of the screens, which see no more of it than this.
 */
export interface HiddenKeys {
  readonly holds: Unseen;
  /** From now on what is typed is kept. */
  open(): void;
  /** Nothing is held; what is typed before the next `open` spoils what is typed after it. */
  shut(): void;
  /** Something was typed before, and dropped: what is typed next would be its second half. */
  spoil(): void;
  /** As it was at first, but for half a paste or sequence, whose rest is still to come. */
  leave(): void;
  /** Takes the bytes over, and fills them with zeros. */
  push(chunk: Uint8Array): readonly HiddenToken[];
  pending(): 'nothing' | 'escape' | 'sequence' | 'paste';
  /** Nothing more came for what is pending. */
  flush(): readonly HiddenToken[];
  /** What was entered, held here no more; undefined when nothing was. */
  take(): Secret | undefined;
}

/** The same, with a word to whoever draws it each time that what is held may be another. */
export function observed(keys: HiddenKeys, onChange: (holds: Unseen) => void): HiddenKeys {
  const told = <Result>(result: Result): Result => {
    onChange(keys.holds);
    return result;
  };
  return {
    get holds() {
      return keys.holds;
    },
    open: () => told(keys.open()),
    shut: () => told(keys.shut()),
    spoil: () => told(keys.spoil()),
    leave: () => told(keys.leave()),
    push: (chunk) => told(keys.push(chunk)),
    pending: () => keys.pending(),
    flush: () => told(keys.flush()),
    take: () => told(keys.take()),
  };
}
