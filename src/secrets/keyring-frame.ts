/** What is said over a pipe: a line of JSON that holds nothing secret, then bytes that may. */
export interface Frame {
  readonly head: unknown;
  readonly bytes: Uint8Array;
}

/** The frame as bytes in an array of its own, for the caller to wipe. */
export function frameBytes({ head, bytes }: Frame): Buffer {
  const line = Buffer.from(`${JSON.stringify(head)}\n`);
  const whole = Buffer.alloc(line.length + bytes.length);
  whole.set(line);
  whole.set(bytes, line.length);
  return whole;
}

/** Puts what came in together, wipes the pieces, and reads it; undefined when it is no frame. */
export function readFrame(pieces: readonly Uint8Array[]): Frame | undefined {
  const whole = Buffer.alloc(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
    piece.fill(0);
  }
  const end = whole.indexOf(0x0a);
  try {
    if (end === -1) return undefined;
    const head: unknown = JSON.parse(whole.toString('utf8', 0, end));
    return { head, bytes: new Uint8Array(whole.subarray(end + 1)) };
  } catch {
    return undefined;
  } finally {
    whole.fill(0);
  }
}
