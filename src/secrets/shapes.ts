import type { Open, Place, TextEnd } from './places.ts';

/**
 * What has the shape of a secret, whatever its value: tokens, the values of names like `password`, shares of a
 * vault, private keys in base64. `open` is the value that the text breaks off in, when it does not end with it.
 */
export function shapePlaces(
  text: string,
  textEnd: TextEnd,
): { readonly places: readonly Place[]; readonly open: Open | undefined } {
  const places: Place[] = [];
  let open: Open | undefined;
  const add = (start: number, end: number): void => {
    if (end > start) places.push({ start, end });
  };
  for (const pattern of [NAMED_VALUE, LONG_OPTION, AUTHORIZATION]) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index + (match[1]?.length ?? 0);
      const end = match.index + match[0].length;
      const unclosed = textEnd === 'closed' ? undefined : openQuote(text, start);
      if (unclosed !== undefined || (textEnd !== 'closed' && end === text.length))
        open = unclosed ?? 'word';
      add(start, unclosed === undefined ? end : text.length);
    }
  }
  for (const match of text.matchAll(URL_PASSWORD))
    if (/[a-z0-9+.-]/i.test(text[match.index - 1] ?? ''))
      add(match.index + (match[1]?.length ?? 0), match.index + match[0].length - 1);
  for (const match of text.matchAll(textEnd === 'growing' ? TOKEN_SO_FAR : TOKEN))
    add(match.index, match.index + match[0].length);
  places.push(...shareListPlaces(text), ...encodedKeyPlaces(text, textEnd === 'growing'));
  return { places, open };
}

/** Where what a text broke off in ends behind `from`; the end of the text when it is not over yet. */
export function endOfOpen(text: string, from: number, open: Exclude<Open, 'key'>): number {
  const rest = REST[open];
  rest.lastIndex = from;
  rest.test(text);
  return Math.max(from, rest.lastIndex);
}

const REST = {
  word: /[^ \t\r\n\f\v]*/y,
  '"': /[^"\\\n]*(?:\\.[^"\\\n]*)*"?/y,
  "'": /[^'\n]*'?/y,
} as const;

/** The quote that opens at `start` and closes neither on its line nor, as far as there is any, behind it. */
function openQuote(text: string, start: number): '"' | "'" | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return undefined;
  const end = endOfOpen(text, start + 1, quote);
  return end === text.length && (end === start + 1 || text[end - 1] !== quote) ? quote : undefined;
}

/** No `\s`: a byte of a character of UTF-8 may look like a blank that is none. */
const WORD = String.raw`[^ \t\r\n\f\v]+`;

/**
 * A value in quotes, with escaped quotes inside, or up to the next blank. An open quote ends with its line.
 * What has been masked before stays as it is.
 */
const VALUE = String.raw`(?:\[masked\](?=[\s,;&}\]]|$)|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*'|${WORD})`;

/**
 * `OS_PASSWORD=x`, `password: x`, `"token": "x"`, `client-key-data: x`, `Unseal Key 1: x`. The name may
 * have anything before it, as in `admin_password`.
 */
const NAMED_VALUE = new RegExp(
  String.raw`((?:passw(?:or)?d|passphrase|token|secret|secret[_-]?(?:id|key)|api[_-]?key|private[_-]?key|client-key-data|(?:unseal|recovery) key \d{1,3})\\?["']?[ \t]{0,8}[:=][ \t]{0,8})${VALUE}`,
  'gi',
);

/** `--os-password x`. */
const LONG_OPTION = new RegExp(
  String.raw`(--[a-z-]{0,32}(?:password|passphrase|token|secret)[ \t]{1,8})(?!-)${VALUE}`,
  'gi',
);

const AUTHORIZATION =
  /(authorization["']?[ \t]{0,8}:[ \t]{0,8}["']?(?:bearer|basic)[ \t]{1,8})[^ \t\r\n\f\v"',]+/gi;

/** `mysql://user:x@host`. From the slashes on: a scheme may begin at every letter of a text. */
const URL_PASSWORD = /(:\/\/[^ \t\r\n\f\v:/@"']{0,128}:)[^ \t\r\n\f\v/@"']{1,512}@/g;

/** Vault and OpenBao tokens, Keystone's Fernet tokens, JSON web tokens (service accounts of Kubernetes). */
const WHOLE_TOKENS = [
  String.raw`(?<![\w.-])hv[sbr]\.[\w-]{16,}`,
  String.raw`(?<![\w.-])[sbr]\.[A-Za-z0-9]{24,}(?:\.[A-Za-z0-9]{1,32})?`,
  String.raw`(?<![\w-])gAAAA[\w-]{60,}={0,2}`,
  String.raw`(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}`,
];
const TOKEN = new RegExp(WHOLE_TOKENS.join('|'), 'g');

/** At the very end a token may be there in part only. */
const TOKEN_SO_FAR = new RegExp(
  [
    ...WHOLE_TOKENS,
    String.raw`(?<![\w.-])hv[sbr]\.[\w-]+$`,
    String.raw`(?<![\w.-])[sbr]\.[A-Za-z0-9]{8,}$`,
    String.raw`(?<![\w-])gAAAA[\w-]*$`,
    String.raw`(?<![\w-])eyJ[\w-]{4,}(?:\.(?:e|ey|eyJ[\w-]*(?:\.[\w-]*)?)?)?$`,
  ].join('|'),
  'g',
);

/** `"unseal_keys_b64": [...]`, `- x` below `unseal_keys_hex:`, and `keys` of the API: what looks like shares behind it. */
function shareListPlaces(text: string): readonly Place[] {
  const places: Place[] = [];
  for (const match of text.matchAll(SHARE_LIST)) {
    SHARE.lastIndex = match.index + match[0].length;
    for (let share = SHARE.exec(text); share !== null; share = SHARE.exec(text)) {
      const end = share.index + share[0].length;
      places.push({ start: end - (share[1]?.length ?? 0), end });
    }
  }
  return places;
}

const SHARE_LIST =
  /(?:(?:unseal|recovery)_keys_(?:b64|hex)|keys_base64|["']keys)\\?["']?[ \t]{0,8}:/gi;
/** 33 bytes, or 32 of a vault with one share. */
const SHARE =
  /[ \t\r\n,["'\\-]{0,200}([0-9a-f]{66}|[0-9a-f]{64}|[A-Za-z0-9+/]{44}|[A-Za-z0-9+/]{43}=)(?![A-Za-z0-9+/=])/iy;

/** A PEM private key in base64, as Kubernetes keeps it; what encodes a certificate stays. */
function encodedKeyPlaces(text: string, isGrowing: boolean): readonly Place[] {
  const places: Place[] = [];
  for (const match of text.matchAll(ENCODED_PEM)) {
    const [whole] = match;
    const begins = Buffer.from(whole.slice(0, 72).replace(/[^\w+/]/g, ''), 'base64').toString();
    const isUndecided =
      isGrowing && match.index + whole.length === text.length && whole.length < 72;
    if (/^-----BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY/.test(begins) || isUndecided)
      places.push({ start: match.index, end: match.index + whole.length });
  }
  return places;
}

/** The base64 of `-----BEGIN `, and what follows it; wrapped, whole lines of it too. */
const ENCODED_PEM = /LS0tLS1CRUdJTi[A-Za-z0-9+/]*={0,2}(?:\r?\n[A-Za-z0-9+/]{40,}={0,2})*/g;
