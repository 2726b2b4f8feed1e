import { describe, expect, it } from 'vitest';
import { shapeProblem, type ShapeName } from '../../src/secrets/secret-shape.ts';
import { Secret } from '../../src/secrets/secret.ts';

const problem = (text: string, shape: ShapeName) =>
  shapeProblem(new Secret(Buffer.from(text)), shape);

const share = Buffer.alloc(33, 0xa7);
const base64 = share.toString('base64');
const hex = share.toString('hex');

describe('the shape of a secret', () => {
  it.each<[ShapeName, string]>([
    ['vault-share', base64],
    ['vault-share', hex],
    ['vault-share', hex.toUpperCase()],
    ['vault-share', `${'A'.repeat(42)}+/`],
    ['vault-token', `s.${'a1B2'.repeat(6)}`],
    ['vault-token', `s.${'a1B2'.repeat(6)}.ns1`],
    ['vault-token', `hvs.${'aB_-'.repeat(23)}`],
    ['vault-token', `hvb.${'x'.repeat(24)}`],
    ['line', 'x'],
    ['line', 'correct horse; battery $taple'],
    ['line', 'Grüße'],
    ['line', 'x'.repeat(4095)],
  ])('of a %s is right', (shape, text) => {
    expect(problem(text, shape)).toBeUndefined();
  });

  it.each<[ShapeName, string]>([
    ['vault-share', ''],
    ['vault-share', base64.slice(1)],
    ['vault-share', `${base64}A`],
    ['vault-share', `${base64} `],
    ['vault-share', `${base64.slice(0, 43)}=`],
    ['vault-share', `${base64.slice(0, 43)}-`],
    ['vault-share', `${hex.slice(0, 65)}g`],
    ['vault-share', `${hex}${hex}`],
    ['vault-token', ''],
    ['vault-token', base64],
    ['vault-token', 's.short'],
    ['vault-token', `x.${'a'.repeat(24)}`],
    ['vault-token', `s.${'a'.repeat(24)} `],
    ['vault-token', `hvs.${'a'.repeat(23)}\n`],
    ['line', ''],
    ['line', 'two\nlines'],
    ['line', 'a\rb'],
    ['line', 'a\tb'],
    ['line', 'a\u007fb'],
    ['line', '\u001b[31m'],
    ['line', 'x'.repeat(4096)],
  ])('of a %s is wrong', (shape, text) => {
    expect(problem(text, shape)).toMatch(/ It was not sent\.$/);
  });

  it('is spoken of without showing anything of it, not its length either', () => {
    for (const shape of ['line', 'vault-share', 'vault-token'] as const) {
      const said = ['\n', 'hunter2\n', `hunter2\n${'x'.repeat(5000)}`].map((text) =>
        problem(text, shape),
      );
      expect(new Set(said).size).toBe(1);
      expect(said[0]).not.toContain('hunter2');
    }
  });
});
