import type { Secret } from '../../secrets/secret.ts';
import type { Command } from '../../steps/command.ts';
import { AHEAD_OF_SECRET } from '../../steps/ship.ts';

/**
 * What a block with `stdin: 'secret'` reads, all of it: one line, and where it is shipped the line of no worth
 * ahead of it. Whoever gets it fills it with zeros when it is written. Undefined when the command is not fed so.
 */
export function secretPayload(command: Command, given: readonly Secret[]): Buffer | undefined {
  const [feed, ...others] = command.feeds ?? [];
  const [secret] = given;
  if (command.stdin !== 'secret' || feed?.way.type !== 'stdin' || others.length > 0)
    return undefined;
  if (secret === undefined || secret.isWiped || given.length !== 1) return undefined;
  const { json } = feed.way;
  const [before, after] = json === undefined ? ['', '\n'] : [`{${JSON.stringify(json)}:"`, '"}\n'];
  const ahead = (command.via === 'juju-ssh' ? AHEAD_OF_SECRET : '') + before;
  return secret.use((bytes) => framed(ahead, bytes, after, json !== undefined));
}

/** Made in one array that nothing else shares, and that never grows: no copy of the secret is left behind. */
function framed(ahead: string, bytes: Uint8Array, after: string, isJson: boolean): Buffer {
  const first = Buffer.from(ahead);
  const last = Buffer.from(after);
  const width = (byte: number): number => (isJson ? escapedWidth(byte) : 1);
  const length = bytes.reduce((sum, byte) => sum + width(byte), first.length + last.length);
  const whole = Buffer.alloc(length);
  let at = first.copy(whole);
  for (const byte of bytes) {
    switch (width(byte)) {
      case 1:
        whole[at] = byte;
        break;
      case 2:
        whole[at] = BACKSLASH;
        whole[at + 1] = byte;
        break;
      default:
        // A name of the byte and not the byte: no string of the secret, but one of 32 that are always the same.
        whole.write(CONTROL_ESCAPES[byte] ?? '', at, 'latin1');
    }
    at += width(byte);
  }
  last.copy(whole, at);
  return whole;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `\u0000` to `\u001f`. */
const CONTROL_ESCAPES = Array.from(
  { length: 0x20 },
  (_, byte) => `\\u${byte.toString(16).padStart(4, '0')}`,
);

/** How many bytes a byte takes inside a JSON string. UTF-8 stands there as it is. */
function escapedWidth(byte: number): number {
  if (byte < CONTROL_ESCAPES.length) return 6;
  return byte === QUOTE || byte === BACKSLASH ? 2 : 1;
}
