/** What is needed of a terminal to read it key by key. */
export interface RawInput {
  readonly isTTY?: boolean;
  readonly isRaw?: boolean;
  setRawMode?(raw: boolean): unknown;
  resume(): unknown;
  rawListeners(event: 'data'): readonly unknown[];
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer) => void): unknown;
}

/**
 * Takes every byte that the terminal sends, from now until the returned function is called. Whoever read it before,
 * as the line editor that shows what is typed, hears nothing meanwhile.
 */
export function takeKeys(input: RawInput, take: (chunk: Buffer) => void): () => void {
  const others = input.rawListeners('data') as readonly ((chunk: Buffer) => void)[];
  for (const other of others) input.off('data', other);
  const wasRaw = input.isRaw === true;
  // Without it the kernel shows what is typed, and makes a signal of Ctrl-C.
  input.setRawMode?.(true);
  input.on('data', take);
  input.resume();
  return () => {
    input.off('data', take);
    input.setRawMode?.(wasRaw);
    for (const other of others) input.on('data', other);
  };
}
