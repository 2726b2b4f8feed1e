/** A terminal in its usual mode cuts a line that is longer than this, so nothing longer can be given. Bytes. */
export const longestHidden = 4095;

/**
 * What is being typed unseen. It lives in one array from first to last, which never grows: nothing of it can be
 * left behind in another. Every byte that is not held any more is zero.
 */
export class HiddenBytes {
  readonly #bytes: Uint8Array;
  #length = 0;

  /** `bytes` is where it is held; a test looks into it. */
  constructor(bytes = new Uint8Array(longestHidden)) {
    this.#bytes = bytes;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** False when there is no room for it. */
  add(byte: number): boolean {
    if (this.#length >= this.#bytes.length) return false;
    this.#bytes[this.#length] = byte;
    this.#length += 1;
    return true;
  }

  /** Takes the last character away, all the bytes that UTF-8 makes of it. */
  removeLast(): void {
    while (this.#length > 0) {
      this.#length -= 1;
      const byte = this.#bytes[this.#length] ?? 0;
      this.#bytes[this.#length] = 0;
      if (!isContinuation(byte)) return;
    }
  }

  /** What is held, in an array of its own that the caller wipes; nothing is held here afterwards. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.wipe();
    return taken;
  }

  wipe(): void {
    this.#bytes.fill(0, 0, this.#length);
    this.#length = 0;
  }
}

/** Whether a byte goes on with a character that an earlier one began. */
export function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
