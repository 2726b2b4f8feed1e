import { expect, it } from 'vitest';
import { showsSecret } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';

it('tells whether a text shows one of these secrets, and nothing of others', () => {
  const text = 's.Qm4vXyPz8K2LwT7nRb5cJd1E';
  const secret = new Secret(Buffer.from(text));
  const shows = (printed: string) => showsSecret(printed, [secret]);
  expect(shows(`got ${text} from you`)).toBe(true);
  expect(shows(Buffer.from(`x${text}`).toString('base64'))).toBe(true);
  expect(shows(`${text.slice(0, 9)}\u001b[1m${text.slice(9)}`)).toBe(true);
  expect(shows(text.toLowerCase())).toBe(false);
  // Another token is to be masked, and was not given.
  expect(shows('s.AAAAAAAAAAAAAAAAAAAAAAAA')).toBe(false);
  secret.wipe();
  expect(shows(text)).toBe(false);
});
