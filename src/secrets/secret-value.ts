import { MASK, redact } from './redact.ts';
import type { Secret } from './secret.ts';

/** So much of a value is looked at when it is put into words. Characters. */
const HEAD = 4096;

/** The beginning of a value, for words that quote it: masked before it is cut, as half a secret is not known any more. */
export function safeHead(text: string, secrets: readonly Secret[], name = ''): string {
  const head = text.slice(0, HEAD);
  const safe = redact(head, secrets, text.length > HEAD ? 'growing' : 'closed');
  if (name === '' || text === '' || safe !== head) return safe;
  return redact(`${name}: ${head}`, secrets) === `${name}: ${head}` ? safe : MASK;
}

/** Whether a value is a known secret, has the shape of one, or is called a password. */
export function isSecretValue(
  name: string,
  value: string,
  secrets: readonly Secret[] = [],
): boolean {
  if (value === '') return false;
  return /(?:passw(?:or)?d|passphrase)$/i.test(name) || redact(value, secrets) !== value;
}
