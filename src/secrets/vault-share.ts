/** Bytes of one vault unseal share: 32 of the key and one that tells the shares apart. */
const SHARE_BYTES = 33;

/**
 * The 33 bytes of a share that is written as 44 characters of base64 or 66 of hex; undefined when it is neither.
 * No string is made of it on the way: a string can not be wiped. Whoever calls wipes the answer.
 */
export function shareBytes(written: Uint8Array): Uint8Array | undefined {
  if (written.length === (SHARE_BYTES * 4) / 3) return decoded(written, 6, base64Value);
  if (written.length === SHARE_BYTES * 2) return decoded(written, 4, hexValue);
  return undefined;
}

/** Each character stands for so many bits, the first bits first. */
function decoded(
  written: Uint8Array,
  bitsEach: number,
  valueOf: (character: number) => number | undefined,
): Uint8Array | undefined {
  const bytes = new Uint8Array((written.length * bitsEach) / 8);
  let [bits, held, at] = [0, 0, 0];
  for (const character of written) {
    const value = valueOf(character);
    if (value === undefined) {
      bytes.fill(0);
      return undefined;
    }
    bits = (bits << bitsEach) | value;
    held += bitsEach;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = bits >> held;
    at += 1;
    bits &= (1 << held) - 1;
  }
  return bytes;
}

function base64Value(character: number): number | undefined {
  if (isBetween(character, 0x41, 0x5a)) return character - 0x41;
  if (isBetween(character, 0x61, 0x7a)) return character - 0x61 + 26;
  if (isBetween(character, 0x30, 0x39)) return character - 0x30 + 52;
  if (character === 0x2b) return 62;
  return character === 0x2f ? 63 : undefined;
}

function hexValue(character: number): number | undefined {
  if (isBetween(character, 0x30, 0x39)) return character - 0x30;
  if (isBetween(character, 0x41, 0x46)) return character - 0x41 + 10;
  return isBetween(character, 0x61, 0x66) ? character - 0x61 + 10 : undefined;
}

function isBetween(character: number, first: number, last: number): boolean {
  return character >= first && character <= last;
}
