import threads from 'node:worker_threads';

/** What a secret shows of itself, wherever it is printed. */
const SHOWN = '[secret]';

/**
 * Bytes that must not be seen. Printed, interpolated, logged or serialised it reads `[secret]`, and it can not be
 * cloned or sent; the bytes are reached through `use` alone, so that every place that touches them can be found by
 * that word.
 */
export class Secret {
  readonly #bytes: Uint8Array;
  #isWiped = false;
  #forms: readonly string[] | undefined;

  /** Takes the bytes over: they are copied, and the array they came in is filled with zeros. */
  constructor(bytes: Uint8Array) {
    // An array of its own: a Buffer made from a string may share its memory with others.
    this.#bytes = new Uint8Array(bytes);
    bytes.fill(0);
    // An older Node lacks it: there a clone is an object with nothing in it.
    threads.markAsUncloneable?.(this);
    // Nothing can be hung on it that would show it, nor put in the place of what it shows.
    Object.freeze(this);
  }

  /**
   * Lends the bytes to `act` and gives back its answer. `act` keeps neither them nor a string made of them.
   *
   * @throws Error after `wipe`
   */
  use<Result>(act: (bytes: Uint8Array) => Result): Result {
    if (this.#isWiped) throw new Error('This secret has been wiped.');
    return act(this.#bytes);
  }

  /**
   * The texts that it is searched by, which `make` makes of the bytes the first time. They are in memory until `wipe`,
   * rather than made anew, and left behind, for every text that is searched.
   *
   * @throws Error after `wipe`
   */
  forms(make: (bytes: Uint8Array) => readonly string[]): readonly string[] {
    return (this.#forms ??= this.use(make));
  }

  /** Fills the bytes with zeros and lets its forms go; the secret can not be used any more. */
  wipe(): void {
    this.#bytes.fill(0);
    this.#forms = undefined;
    this.#isWiped = true;
  }

  get isWiped(): boolean {
    return this.#isWiped;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [Symbol.toPrimitive](): string {
    return SHOWN;
  }

  /** What `console.log` and `util.inspect` of Node ask for. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return SHOWN;
  }
}
