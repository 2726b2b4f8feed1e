import { expect, it } from 'vitest';
import { redactPieces } from '../../src/secrets/redact-pieces.ts';
import { redact } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';

const known = 'correct-horse-battery';
const secrets = [new Secret(new TextEncoder().encode(known))];

it.each([7, 1000, 33_000, 200_000])(
  'masks as it would mask the whole, by %i characters',
  (size) => {
    const filler = 'a plain line of a log\n'.repeat(size < 1000 ? 3 : 700);
    const text = [known, `password=${'p'.repeat(900)}`, 'é ü', `${known}${known}`]
      .map((part) => `${filler}${part}\n`)
      .join('')
      .repeat(size < 1000 ? 1 : 4);
    const pieces = redactPieces(secrets);
    let result = '';
    for (let at = 0; at < text.length; at += size) result += pieces.take(text.slice(at, at + size));
    expect(result).not.toMatch(/corr|horse/);
    expect(result + pieces.end()).toBe(redact(text, secrets));
  },
);

it('keeps back no more than a secret may be long', () => {
  const pieces = redactPieces(secrets);
  let length = 0;
  for (let piece = 0; piece < 50; piece += 1) length += pieces.take('x y\n'.repeat(10_000)).length;
  expect(50 * 40_000 - length).toBeLessThan(100_000);
});
