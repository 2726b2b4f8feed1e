/** `\e[201~`: where a marked paste ends. */
const end = [0x1b, 0x5b, 0x32, 0x30, 0x31, 0x7e] as const;

/** Looks at a marked paste byte by byte, and keeps none of it: whether it is one line, and where it ends. */
export class HiddenPaste {
  #matched = 0;
  #lines = 0;
  #breaks = 0;
  #isAfterReturn = false;
  #isText = true;
  #why: string | undefined;

  /** `keep`: it is text of the only line so far. `drop`: it is none, or makes nothing of the paste fit. */
  take(byte: number): 'keep' | 'drop' | 'end' {
    if (byte === end[this.#matched]) {
      this.#matched += 1;
      return this.#matched === end.length ? 'end' : 'drop';
    }
    if (this.#matched > 0) this.#isText = false;
    this.#matched = 0;
    if (byte === end[0]) return this.take(byte);
    const isBreak = byte === 0x0d || byte === 0x0a;
    const isSecondHalf = byte === 0x0a && this.#isAfterReturn;
    this.#isAfterReturn = byte === 0x0d;
    if (isBreak) {
      if (!isSecondHalf) this.#breaks += 1;
      return 'drop';
    }
    if (byte < 0x20 || byte === 0x7f) {
      this.#isText = false;
      return 'drop';
    }
    this.#lines += this.#lines === 0 ? 1 : this.#breaks;
    this.#breaks = 0;
    return this.#isFit() ? 'keep' : 'drop';
  }

  /** Nothing of it is to be kept, for this reason. */
  refuse(why: string): void {
    this.#why ??= why;
  }

  /** Whether it is known already that nothing of it is kept. */
  get isRefused(): boolean {
    return !this.#isFit();
  }

  /** At its end: why nothing of it is kept; undefined when it was one line. */
  refused(): string | undefined {
    if (this.#why !== undefined) return this.#why;
    if (!this.#isText)
      return 'The paste holds characters that are no text: nothing of it was kept. Copy the one line and paste it again.';
    if (this.#lines > 1)
      return `The paste has ${this.#lines} lines: nothing of it was kept. Copy the one line and paste it again.`;
    return this.#lines === 0 ? 'The paste was empty: copy it again, then paste it.' : undefined;
  }

  #isFit(): boolean {
    return this.#isText && this.#lines <= 1 && this.#why === undefined;
  }
}
