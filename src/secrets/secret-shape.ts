import { longestHidden } from './hidden-bytes.ts';
import type { Secret } from './secret.ts';
import { shareBytes } from './vault-share.ts';

/** What a secret has to look like before it is given to anything; the names are those of a runbook. */
export type ShapeName = 'line' | 'vault-share' | 'vault-token';

/**
 * What is wrong with a secret of this shape, as a sentence that shows nothing of it, not its length either;
 * undefined when it looks right.
 */
export function shapeProblem(secret: Secret, shape: ShapeName): string | undefined {
  const isRight = secret.use((bytes) => looksLike[shape](bytes));
  return isRight ? undefined : SENTENCES[shape];
}

const SENTENCES: Readonly<Record<ShapeName, string>> = {
  line: 'That is not one line of text: something is wanted, on one line, without control characters. It was not sent.',
  'vault-share':
    'That does not look like a vault share: 44 characters of base64 or 66 of hex, and nothing else. It was not sent.',
  'vault-token':
    'That does not look like a vault token: it begins with s. or hvs. and holds no blanks. It was not sent.',
};

const looksLike: Readonly<Record<ShapeName, (bytes: Uint8Array) => boolean>> = {
  line: (bytes) =>
    bytes.length > 0 &&
    bytes.length <= longestHidden &&
    bytes.every((byte) => byte >= 0x20 && byte !== 0x7f),
  'vault-share'(bytes) {
    const share = shareBytes(bytes);
    share?.fill(0);
    return share !== undefined;
  },
  'vault-token': (bytes) =>
    TOKEN_STARTS.some(
      (start) =>
        bytes.length >= start.length + SHORTEST_TOKEN &&
        bytes.length <= longestHidden &&
        start.every((byte, at) => bytes[at] === byte) &&
        bytes.subarray(start.length).every(isOfToken),
    ),
};

/** Those of vault before and since 1.10: service, batch and recovery tokens. */
const TOKEN_STARTS = ['s.', 'b.', 'r.', 'hvs.', 'hvb.', 'hvr.'].map((start) => [
  ...new TextEncoder().encode(start),
]);
/** What stands behind the dot at least, characters. */
const SHORTEST_TOKEN = 24;

/** Letters, digits, `_` and `-`; a dot stands before the namespace. */
function isOfToken(byte: number): boolean {
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isLetter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  return isDigit || isLetter || byte === 0x5f || byte === 0x2d || byte === 0x2e;
}
