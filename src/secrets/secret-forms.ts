import type { Secret } from './secret.ts';

/**
 * The texts in which a secret may turn up: as it is, as JSON or a shell writes it, percent-encoded, in hex, and in
 * base64 whatever stands before and after it. What is base64 or hex itself, as a share of a vault, may be written the
 * other way. Made once for each secret.
 */
export function secretForms(secret: Secret): readonly string[] {
  return secret.forms(formsFrom);
}

function formsFrom(lent: Uint8Array): readonly string[] {
  // A line feed that came with it from a file is not always there where it turns up.
  const whole = Buffer.from(lent);
  const bytes = withoutBlanks(whole);
  const plain = bytes.toString('utf8');
  const forms = new Set([plain, ...jsonForms(plain), ...shellForms(plain)]);
  // Encoded forms of a few bytes are found by chance in any text.
  if (bytes.length >= SHORTEST_ENCODED) {
    for (const encoded of urlForms(plain)) forms.add(encoded);
    for (const encoded of encodedForms(bytes)) forms.add(encoded);
  }
  for (const decoded of decodedFrom(plain)) {
    for (const encoded of encodedForms(decoded)) forms.add(encoded);
    decoded.fill(0);
  }
  whole.fill(0);
  forms.delete('');
  return [...forms];
}

const SHORTEST_ENCODED = 4;

function withoutBlanks(bytes: Buffer): Buffer {
  const isBlank = (byte: number | undefined) => byte !== undefined && BLANKS.has(byte);
  let [start, end] = [0, bytes.length];
  while (start < end && isBlank(bytes[start])) start += 1;
  while (end > start && isBlank(bytes[end - 1])) end -= 1;
  return bytes.subarray(start, end);
}

/** Tab, line feed, carriage return, space. */
const BLANKS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20]);

/** With what JSON must escape, with what Go escapes as well, and with all that is not ASCII, as Python writes it. */
function jsonForms(plain: string): readonly string[] {
  const json = JSON.stringify(plain).slice(1, -1);
  const escaped = (text: string, which: RegExp) =>
    text.replace(which, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const go = escaped(json, /[<>&\u2028\u2029]/g);
  return [json, go, escaped(json, /[^\0-\x7f]/g), json.replaceAll('/', '\\/')];
}

/** In single quotes, as `set -x` and `declare -p` write it, and as `printf %q` does. */
function shellForms(plain: string): readonly string[] {
  return [
    plain.replaceAll("'", `'\\''`),
    plain.replace(/["$`\\]/g, '\\$&'),
    plain.replace(/[^\w%+,./:=@^-]/g, '\\$&'),
  ];
}

function urlForms(plain: string): readonly string[] {
  const encoded = encodeURIComponent(plain.toWellFormed());
  const strict = encoded.replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const lowerCase = strict.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const form = strict.replaceAll('~', '%7E').replaceAll('%20', '+').replaceAll('%2A', '*');
  return [encoded, strict, lowerCase, form, strict.replaceAll('%20', '+')];
}

function encodedForms(bytes: Buffer): readonly string[] {
  const hex = bytes.toString('hex');
  return [hex, hex.toUpperCase(), ...base64Forms(bytes)];
}

/** The bytes that a text in base64 or hex stands for; a text in hex may be taken for both. */
function decodedFrom(plain: string): readonly Buffer[] {
  const decoded: Buffer[] = [];
  if (/^(?:[0-9a-f]{2})+$/i.test(plain)) decoded.push(Buffer.from(plain, 'hex'));
  const digits = plain.replace(/={1,2}$/, '');
  const isWhole = plain.length % 4 === 0 || (digits === plain && plain.length % 4 !== 1);
  if (isWhole && /^(?:[\w-]+|[A-Za-z0-9+/]+)$/.test(digits))
    decoded.push(Buffer.from(plain, 'base64'));
  return decoded.filter((bytes) => bytes.length >= SHORTEST_DECODED);
}

/** A word of fewer characters is taken for base64 by chance, and few bytes are found by chance. */
const SHORTEST_DECODED = 16;

/**
 * Base64 takes three bytes at a time, so a secret inside a longer text is encoded in one of three ways.
 * The characters at either end that also depend on the neighbours are left out.
 */
function base64Forms(bytes: Buffer): readonly string[] {
  const forms: string[] = [bytes.toString('base64'), bytes.toString('base64url')];
  for (const shift of [0, 1, 2]) {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const whole = shifted.toString('base64').replace(/=+$/, '');
    const depending = shifted.length % 3 === 0 ? 0 : 1;
    const core = whole.slice(shift === 0 ? 0 : shift + 1, whole.length - depending);
    if (core.length >= SHORTEST_BASE64) {
      forms.push(core, core.replaceAll('+', '-').replaceAll('/', '_'));
    }
    shifted.fill(0);
  }
  return forms;
}

/** A core that is shorter would be found by chance. */
const SHORTEST_BASE64 = 8;
