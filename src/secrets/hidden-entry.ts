import { HiddenBytes, isContinuation, longestHidden } from './hidden-bytes.ts';
import { HiddenPaste } from './hidden-paste.ts';
import { HiddenSequence, type SequenceKey } from './hidden-sequence.ts';
import { Secret } from './secret.ts';

/** What is held: `spoilt` holds nothing, and takes nothing typed before it is cleared. */
export type Unseen = 'nothing' | 'something' | 'spoilt';

/** What came of some bytes. It tells nothing of what they are, and not how many. */
export type EntryToken =
  | { readonly type: 'key'; readonly name: 'enter' | 'escape' | 'ctrl-c' | 'unknown' }
  | {
      readonly type: 'unseen';
      readonly by: 'typing' | 'paste' | 'erasing';
      readonly holds: Unseen;
      /** Why it was not taken. */
      readonly says?: string;
    };

/** What more has to come before it can be told what came. */
export type EntryPending = 'nothing' | 'escape' | 'sequence' | 'paste';

/**
 * Takes what a terminal sends, byte by byte and wherever its reads were cut, and keeps what is typed or pasted
 * where nobody sees it. No string is ever made of it.
 */
export class HiddenEntry {
  readonly #held: HiddenBytes;
  readonly #sequence = new HiddenSequence();
  #paste: HiddenPaste | undefined;
  #isOpen = false;
  #isSpoilt = false;
  /** Enter came and was not taken: more text behind it means that several lines came at once. */
  #isEnded = false;
  #tokens: EntryToken[] = [];

  constructor(held = new HiddenBytes()) {
    this.#held = held;
  }

  /** From now on what is typed is kept. */
  open(): void {
    this.#isOpen = true;
  }

  /** Nothing is held and nothing is kept, until `open`; what is typed meanwhile spoils what is typed after it. */
  shut(): void {
    this.#isOpen = false;
    this.#paste?.refuse(EARLY_PASTE);
    this.#wipe();
  }

  /** Something was typed before, and dropped: what is typed next would be its second half. */
  spoil(): void {
    this.#wipe();
    this.#isSpoilt = true;
  }

  /** As it was at first, but for half a paste or sequence, whose rest is still to come. */
  leave(): void {
    this.shut();
    this.#isSpoilt = false;
  }

  get holds(): Unseen {
    if (this.#isSpoilt) return 'spoilt';
    return this.#held.isEmpty ? 'nothing' : 'something';
  }

  pending(): EntryPending {
    return this.#paste === undefined ? this.#sequence.pending() : 'paste';
  }

  /** Takes the bytes over: the array they came in is filled with zeros. */
  push(chunk: Uint8Array): readonly EntryToken[] {
    for (const byte of chunk) this.#take(byte);
    chunk.fill(0);
    return this.#taken();
  }

  /** Nothing more came: a lone Esc is the Esc key; of what was cut off nothing is kept. */
  flush(): readonly EntryToken[] {
    const pending = this.pending();
    this.#sequence.drop();
    if (pending === 'escape') this.#tokens.push({ type: 'key', name: 'escape' });
    if (pending === 'sequence') this.#spoil('typing', CUT_KEY);
    if (pending === 'paste') {
      this.#paste = undefined;
      this.#spoil('paste', CUT_PASTE);
    }
    return this.#taken();
  }

  /** What was entered, which is not held here any more; undefined when nothing was. */
  take(): Secret | undefined {
    const isNothing = this.holds !== 'something' || this.#paste !== undefined;
    if (isNothing) return undefined;
    this.#isEnded = false;
    return new Secret(this.#held.take());
  }

  #taken(): readonly EntryToken[] {
    const tokens = this.#tokens;
    this.#tokens = [];
    return tokens;
  }

  #take(byte: number): void {
    if (this.#paste !== undefined) return this.#takePasted(this.#paste, byte);
    if (this.#sequence.pending() !== 'nothing' || byte === ESCAPE) {
      for (const key of this.#sequence.take(byte)) this.#takeKey(key);
      return;
    }
    if (byte === ENTER || byte === LINE_FEED) return this.#takeKey('enter');
    if (byte === DELETE || byte === BACKSPACE) return this.#takeKey('backspace');
    if (byte === CTRL_U) return this.#takeKey('ctrl-u');
    if (byte === CTRL_C) return this.#takeKey('ctrl-c');
    if (byte === 0) return;
    if (byte < BLANK) return this.#takeKey('unknown');
    this.#takeText(byte);
  }

  #takeKey(key: SequenceKey): void {
    switch (key) {
      case 'paste':
        this.#paste = new HiddenPaste();
        if (!this.#isOpen) this.#paste.refuse(EARLY_PASTE);
        if (this.#isEnded) this.#paste.refuse(BEHIND_ENTER_PASTE);
        return;
      case 'backspace':
        this.#held.removeLast();
        this.#isEnded = false;
        return this.#unseen('erasing', this.#isSpoilt ? SPOILT : undefined);
      case 'ctrl-u':
        this.#wipe();
        this.#isSpoilt = false;
        return this.#unseen('erasing');
      case 'garbage':
        return this.#spoil('typing', CUT_KEY);
      case 'ctrl-c':
        this.#wipe();
        this.#tokens.push({ type: 'key', name: key });
        return;
      case 'enter':
        this.#isEnded = !this.#held.isEmpty;
        this.#tokens.push({ type: 'key', name: key });
        return;
      case 'escape':
      case 'unknown':
        this.#tokens.push({ type: 'key', name: key });
    }
  }

  #takeText(byte: number): void {
    if (!this.#isOpen) this.#spoil('typing', EARLY);
    else if (this.#isSpoilt) this.#unseen('typing', SPOILT);
    else if (this.#isEnded) this.#spoil('typing', BEHIND_ENTER);
    else if (!this.#held.add(byte)) this.#spoil('typing', TOO_LONG);
    else if (!isContinuation(byte)) this.#unseen('typing');
  }

  #takePasted(paste: HiddenPaste, byte: number): void {
    switch (paste.take(byte)) {
      case 'keep':
        if (!this.#held.add(byte)) paste.refuse(TOO_LONG_PASTE);
        break;
      case 'drop':
        break;
      case 'end':
        return this.#endPaste(paste);
    }
    if (paste.isRefused) this.#wipe();
  }

  /** It is taken whole or not at all, so what was spoilt before it makes no difference. */
  #endPaste(paste: HiddenPaste): void {
    this.#paste = undefined;
    const refused = paste.refused();
    // Half of one thing behind half of another would look like an entry.
    if (refused !== undefined) this.#wipe();
    else this.#isSpoilt = false;
    this.#unseen('paste', refused);
  }

  #spoil(by: 'typing' | 'paste', says: string): void {
    this.spoil();
    this.#unseen(by, says);
  }

  #wipe(): void {
    this.#held.wipe();
    this.#isEnded = false;
  }

  /** One for what comes in one go: how many there are would tell how long it is. */
  #unseen(by: 'typing' | 'paste' | 'erasing', says?: string): void {
    const { holds } = this;
    const token = { type: 'unseen', by, holds, ...(says === undefined ? {} : { says }) } as const;
    const last = this.#tokens.at(-1);
    if (last?.type === 'unseen' && last.by === by) this.#tokens.pop();
    // The first sentence is about what happened, those behind it only repeat what to do.
    const first = last?.type === 'unseen' && last.by === by ? last.says : undefined;
    this.#tokens.push(
      first === undefined || says === undefined ? token : { ...token, says: first },
    );
  }
}

const ESCAPE = 0x1b;
const ENTER = 0x0d;
const LINE_FEED = 0x0a;
const DELETE = 0x7f;
const BACKSPACE = 0x08;
const CTRL_U = 0x15;
const CTRL_C = 0x03;
const BLANK = 0x20;

const anew = 'nothing of it was kept. Press Ctrl-U, then enter it from its beginning.';

const SPOILT = 'Press Ctrl-U first, then enter it from its beginning.';
const EARLY = `Keys came before they were asked for: ${anew}`;
const EARLY_PASTE =
  'That paste came before it was asked for: nothing of it was kept. Paste it again.';
const BEHIND_ENTER = `More came behind Enter, as when several lines are pasted: ${anew}`;
const BEHIND_ENTER_PASTE =
  'That paste came behind Enter: nothing of it was kept, nor of what stood before it. Paste it again.';
const TOO_LONG = `It is longer than ${longestHidden} bytes: ${anew}`;
const TOO_LONG_PASTE = `The paste is longer than ${longestHidden} bytes: nothing of it was kept.`;
const CUT_PASTE = `The end of the paste did not come: ${anew}`;
const CUT_KEY = `The terminal sent something that is no key and no text: ${anew}`;
