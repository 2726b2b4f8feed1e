import { maskPrivateKeys } from './private-keys.ts';
import type { Secret } from './secret.ts';
import { secretForms } from './secret-forms.ts';

/** What stands where a secret stood. */
export const MASK = '[masked]';

/**
 * Masks what must not be shown or quoted: the given secrets, also encoded, and whatever has the shape of
 * a secret (tokens, private keys, values of names like `password`). It masks rather too much than too
 * little: show and quote with it, judge without it. Linear in the length of the text.
 *
 * Shapes are recognised in plain text; escape sequences inside a secret hide it. Where both are applied,
 * sanitise first.
 */
export function redact(text: string, secrets: readonly Secret[] = []): string {
  return maskShapes(maskPrivateKeys(maskKnown(text, secrets), MASK));
}

/** All places are found before any is masked, so that secrets which overlap leave nothing of each other. */
function maskKnown(text: string, secrets: readonly Secret[]): string {
  const places: { readonly start: number; readonly end: number }[] = [];
  for (const secret of secrets) {
    if (secret.isWiped) continue;
    for (const form of secretForms(secret)) {
      let start = text.indexOf(form);
      while (start !== -1) {
        places.push({ start, end: start + form.length });
        start = text.indexOf(form, start + 1);
      }
    }
  }
  places.sort((one, other) => one.start - other.start);
  let masked = '';
  let done = 0;
  for (const { start, end } of places) {
    if (start >= done) masked += text.slice(done, start) + MASK;
    done = Math.max(done, end);
  }
  return masked + text.slice(done);
}

function maskShapes(text: string): string {
  let masked = text.replace(NAMED_VALUE, (_, name: string) => `${name}${MASK}`);
  masked = masked.replace(LONG_OPTION, (_, name: string) => `${name}${MASK}`);
  masked = masked.replace(AUTHORIZATION, (_, name: string) => `${name}${MASK}`);
  masked = masked.replace(URL_PASSWORD, (_, before: string) => `${before}${MASK}@`);
  return masked.replace(TOKEN, MASK);
}

/**
 * A value in quotes, with escaped quotes inside, or up to the next blank. An open quote ends with its line.
 * What has been masked before stays as it is.
 */
const VALUE = String.raw`(?:\[masked\](?=[\s,;&}\]]|$)|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s]+)`;

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
  /(authorization["']?[ \t]{0,8}:[ \t]{0,8}["']?(?:bearer|basic)[ \t]{1,8})[^\s"',]+/gi;

/** `mysql://user:x@host`. */
const URL_PASSWORD = /([a-z][a-z0-9+.-]{1,32}:\/\/[^\s:/@"']{0,128}:)[^\s/@"']{1,512}@/gi;

/** Vault and OpenBao tokens, Keystone's Fernet tokens, JSON web tokens (service accounts of Kubernetes). */
const TOKEN = new RegExp(
  [
    String.raw`(?<![\w.-])hv[sbr]\.[\w-]{16,}`,
    String.raw`(?<![\w.-])[sbr]\.[A-Za-z0-9]{24,}(?:\.[A-Za-z0-9]{1,32})?`,
    String.raw`(?<![\w-])gAAAA[\w-]{60,}={0,2}`,
    String.raw`(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}`,
  ].join('|'),
  'g',
);
