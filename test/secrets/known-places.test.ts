import { describe, expect, it } from 'vitest';
import { redact } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';

const secretOf = (text: string) => new Secret(new TextEncoder().encode(text));

describe('known secrets', () => {
  it('are masked when they were wrapped into indented lines', () => {
    const secret = secretOf('correct-horse-battery');
    for (const text of [
      'correct-horse-\n    battery',
      'correct-\r\n\thorse-\r\n\tbattery',
      'correct-horse-\n  \n  battery',
    ])
      expect(redact(`output: |-\n  <${text}>`, [secret]), text).toBe('output: |-\n  <[masked]>');
    expect(redact('<correct-\n  hor', [secret], 'growing')).toBe('<[masked]');
    expect(redact('output:\n  correct- horse-battery', [secret])).toContain('- horse');
  });

  it('are masked when they were folded at a blank of their own', () => {
    const secret = secretOf('correct horse battery staple');
    expect(redact('"x correct horse\n    battery staple y"', [secret])).toBe('"x [masked] y"');
    expect(redact('a\ncorrect horse battery', [secret])).toBe('a\ncorrect horse battery');
  });

  it.each(['base64', 'base64url', 'hex'] as const)(
    'are masked in every way to write their bytes when they came in %s',
    (given) => {
      const bytes = Buffer.from(Array.from({ length: 33 }, (_, at) => (at * 91 + 251) % 256));
      const secret = secretOf(bytes.toString(given));
      const hex = bytes.toString('hex');
      const written = [hex, hex.toUpperCase(), bytes.toString('base64')];
      for (const text of [...written, bytes.toString('base64url')])
        expect(redact(`<${text}>`, [secret]), text).toBe('<[masked]>');
    },
  );

  it('are masked in hex when their base64 ends in padding, or lacks it', () => {
    const bytes = Buffer.from(Array.from({ length: 16 }, (_, at) => (at * 91 + 7) % 256));
    for (const given of [bytes.toString('base64'), bytes.toString('base64url')])
      expect(redact(bytes.toString('hex'), [secretOf(given)])).toBe('[masked]');
  });

  it('are not taken for base64 or hex when they are short, or are none', () => {
    const short = Buffer.alloc(15, 7);
    expect(redact(short.toString('hex'), [secretOf(short.toString('base64'))])).not.toContain('[');
    const none = `${Buffer.alloc(32, 7).toString('base64')}!`;
    expect(redact('07'.repeat(32), [secretOf(none)])).not.toContain('[');
  });
});
