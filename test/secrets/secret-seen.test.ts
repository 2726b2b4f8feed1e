import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSecretsSeen } from '../../src/secrets/secret-seen.ts';
import { Secret } from '../../src/secrets/secret.ts';

const secretOf = (text: string) => new Secret(Buffer.from(text));

describe('secrets that were taken', () => {
  it('are known again, and others are not', () => {
    const seen = createSecretsSeen();
    seen.add(secretOf('one'));
    expect(seen.has(secretOf('one'))).toBe(true);
    expect(seen.has(secretOf('One'))).toBe(false);
    expect(seen.has(secretOf('one '))).toBe(false);
  });

  it('are known again when a share comes in hex that came in base64', () => {
    const bytes = randomBytes(33);
    const seen = createSecretsSeen();
    seen.add(secretOf(bytes.toString('base64')));
    expect(seen.has(secretOf(bytes.toString('hex')))).toBe(true);
    expect(seen.has(secretOf(bytes.toString('hex').toUpperCase()))).toBe(true);
    expect(seen.has(secretOf(randomBytes(33).toString('hex')))).toBe(false);
    // The 33 bytes themselves are no share that anybody has written down.
    expect(seen.has(new Secret(Buffer.from(bytes)))).toBe(false);
  });

  it('are known although they were wiped, and are forgotten when told to', () => {
    const seen = createSecretsSeen();
    const secret = secretOf('one');
    seen.add(secret);
    secret.wipe();
    expect(seen.has(secretOf('one'))).toBe(true);
    seen.forget();
    expect(seen.has(secretOf('one'))).toBe(false);
    seen.add(secretOf('one'));
    expect(seen.has(secretOf('one'))).toBe(true);
  });

  it('are of no use to who finds the set', () => {
    const seen = createSecretsSeen();
    seen.add(secretOf('hunter2'));
    expect(inspect(seen, { showHidden: true, depth: null })).not.toMatch(/hunter2|68756e74/);
  });
});
