import { randomBytes } from 'node:crypto';
import type { VaultSecrets } from './fake-vault/vault-model.ts';

/** A secret that is made to be looked for. Its value is never named in a hit. */
export interface Canary {
  readonly name: string;
  readonly text: string;
}

/** One trace of a canary somewhere. */
export interface Hit {
  readonly canary: string;
  /** `plain`, `base64`, `hex` ...: and which half of it. */
  readonly as: string;
  readonly where: string;
}

/** Something to search: bytes, and what they are. */
export interface Material {
  readonly where: string;
  readonly bytes: Buffer;
}

interface Trace {
  readonly canary: string;
  readonly as: string;
  readonly bytes: Buffer;
}

/**
 * Looks for canaries in whatever was kept, in any of their encodings. A half is enough: halves are looked for, so that
 * a whole one is found twice. Also with escape sequences, line ends and blanks taken out, for a terminal breaks lines.
 */
export function findCanaries(
  canaries: readonly Canary[],
  materials: readonly Material[],
): readonly Hit[] {
  const traces = canaries.flatMap(tracesOf);
  const index = new Map<number, Trace[]>();
  const begins = new Uint8Array(1 << 24);
  for (const trace of traces) {
    const start = trace.bytes.readUIntBE(0, 3);
    begins[start] = 1;
    index.set(start, [...(index.get(start) ?? []), trace]);
  }
  const tracesIn = (bytes: Buffer): ReadonlySet<Trace> => {
    const found = new Set<Trace>();
    let last = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      last = ((last << 8) | (bytes[at] ?? 0)) & 0xff_ff_ff;
      if (begins[last] !== 1) continue;
      for (const trace of index.get(last) ?? [])
        if (bytes.subarray(at - 2, at - 2 + trace.bytes.length).equals(trace.bytes))
          found.add(trace);
    }
    return found;
  };
  return materials.flatMap(({ where, bytes }) =>
    [...new Set([...tracesIn(bytes), ...tracesIn(joined(bytes))])].map(({ canary, as }) => ({
      canary,
      as,
      where,
    })),
  );
}

const LEAST_HALF = 12;

function tracesOf({ name, text }: Canary): readonly Trace[] {
  const whole = Buffer.from(text);
  const middle = Math.ceil(whole.length / 2);
  const parts: readonly (readonly [string, Buffer])[] =
    whole.length >= 2 * LEAST_HALF
      ? [
          ['first half', whole.subarray(0, middle)],
          ['second half', whole.subarray(middle)],
        ]
      : [['whole', whole]];
  const found: Trace[] = [];
  for (const [part, bytes] of parts)
    for (const [encoding, encoded] of encodings(bytes))
      found.push({ canary: name, as: `${encoding}, ${part}`, bytes: encoded });
  // A share of vault is bytes in base64: the same bytes in hex are the share as well.
  if (/^[A-Za-z0-9+/]{44}$/.test(text)) {
    const hex = Buffer.from(text, 'base64').toString('hex').slice(0, 32);
    for (const each of [hex, hex.toUpperCase()])
      found.push({ canary: name, as: 'its bytes in hex', bytes: Buffer.from(each) });
    const raw = Buffer.from(text, 'base64').subarray(0, 16);
    found.push({ canary: name, as: 'its bytes', bytes: raw });
  }
  return found;
}

/** Each encoding once, and only where it differs from those before it. */
function encodings(bytes: Buffer): readonly (readonly [string, Buffer])[] {
  const text = bytes.toString('latin1');
  const url = encodeURIComponent(text);
  const all: (readonly [string, string])[] = [
    ['plain', text],
    ['backwards', [...text].reverse().join('')],
    ['hex', bytes.toString('hex')],
    ['hex in capitals', bytes.toString('hex').toUpperCase()],
    ['percent-encoded', url],
    [
      'percent-encoded in small letters',
      url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    ],
    [
      'escaped as in JSON',
      JSON.stringify(text)
        .slice(1, -1)
        .replaceAll('/', String.raw`\/`),
    ],
    ['UTF-16', Buffer.from(text, 'utf16le').toString('latin1')],
  ];
  for (const shift of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const core = encoded.slice(
      shift === 0 ? 0 : shift + 1,
      (shift + bytes.length) % 3 === 0 ? undefined : -1,
    );
    all.push([`base64 at ${shift}`, core]);
    all.push([`base64url at ${shift}`, core.replaceAll('+', '-').replaceAll('/', '_')]);
  }
  const seen = new Set<string>();
  return all
    .filter(([, encoded]) => !seen.has(encoded) && seen.add(encoded))
    .map(([name, encoded]) => [name, Buffer.from(encoded, 'latin1')] as const);
}

/** What a terminal was sent, as one line of what can be read. */
function joined(bytes: Buffer): Buffer {
  const text = bytes
    .toString('latin1')
    .replace(/\x1B(?:\[[0-?]*[ -/]*[@-~]|[()][ -~]|[@-Z\\^_])/g, '')
    .replace(/[^\x21-\x7E]+/g, '');
  return Buffer.from(text, 'latin1');
}

/** Secrets for a vault that nobody has ever had. */
export function newVaultSecrets(): VaultSecrets {
  return {
    shares: Array.from({ length: 5 }, () => randomBytes(33).toString('base64')),
    rootToken: `s.${letters(24)}`,
    childTokens: Array.from({ length: 4 }, () => `s.${letters(24)}`),
  };
}

/** So many letters and digits of chance. */
export function letters(count: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(randomBytes(count), (byte) => alphabet[byte % alphabet.length]).join('');
}

export function canariesOf({ shares, rootToken, childTokens }: VaultSecrets): readonly Canary[] {
  return [
    ...shares.map((text, index) => ({ name: `share ${index + 1}`, text })),
    { name: 'root token', text: rootToken },
    ...childTokens.map((text, index) => ({ name: `child token ${index + 1}`, text })),
  ];
}
