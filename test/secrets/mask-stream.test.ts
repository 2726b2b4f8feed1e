import { describe, expect, it } from 'vitest';
import { maskStream } from '../../src/secrets/mask-stream.ts';
import { Secret } from '../../src/secrets/secret.ts';

const word = 'open-sesame';
const secret = () => new Secret(Buffer.from(word));

function masked(pieces: readonly (string | Buffer)[], least?: number): string {
  const stream = maskStream([secret()], least);
  const out = pieces.map((piece) => stream.take(Buffer.from(piece)).toString());
  return out.join('') + stream.end().toString();
}

describe('what comes piece by piece', () => {
  it.each([
    ['plain', `a ${word} b`],
    ['in colours', `a ${word.replace('-', '\x1b[1m-\x1b[0m')} b`],
    ['wrapped', `a ${word.replace('-', '-\r\n')} b`],
    ['wrapped as readline does', `a ${word.replace('-', '- \r')} b`],
    ['wrapped and indented', `a ${word.replace('-', '-\r\n          ')} b`],
    ['in base64', `a ${Buffer.from(word).toString('base64')} b`],
    ['in hex', `a ${Buffer.from(word).toString('hex')} b`],
  ])('is masked, wherever it was cut: %s', (_, text) => {
    for (const least of [1, 4])
      for (let cut = 0; cut <= text.length; cut += 1) {
        const shown = masked([text.slice(0, cut), text.slice(cut)], least);
        // So much of its beginning may have been shown before the rest came.
        expect(shown).toMatch(/^a .{0,3}\[masked\]\S{0,2} b$/);
        if (least === 1) expect(shown).toMatch(/^a \[masked\]\S{0,2} b$/);
      }
  });

  it('shows no more than the beginning, byte by byte, to a person who types', () => {
    expect(masked([...`a ${word} b`], 4)).toBe('a ope[masked] b');
    expect(masked([...`a ${word} b`], 1)).toBe('a [masked] b');
  });

  it('comes at once where it is no beginning, and with the rest where it was none', () => {
    const stream = maskStream([secret()]);
    expect(stream.take(Buffer.from('Password: ')).toString()).toBe('Password: ');
    expect(stream.take(Buffer.from('open')).toString()).toBe('');
    expect(stream.take(Buffer.from('ed')).toString()).toBe('opened');
    expect(stream.take(Buffer.from('o')).toString()).toBe('');
    expect(stream.end().toString()).toBe('o');
    expect(stream.hasFound).toBe(false);
  });

  it('says that a secret was among it, but not for a few characters', () => {
    const stream = maskStream([secret()]);
    stream.take(Buffer.from(word));
    expect(stream.hasFound).toBe(true);
    const short = maskStream([new Secret(Buffer.from('ab'))]);
    expect(short.take(Buffer.from('cabs')).toString()).toBe('c[masked]s');
    expect(short.hasFound).toBe(false);
  });

  it('goes through byte for byte otherwise', () => {
    const bytes = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256));
    const stream = maskStream([secret()]);
    const out = [...bytes].map((byte) => stream.take(Uint8Array.of(byte)));
    expect(Buffer.concat([...out, stream.end()])).toEqual(bytes);
  });

  it('is not kept back for ever', () => {
    const stream = maskStream([secret()]);
    let length = 0;
    for (let index = 0; index < 200; index += 1)
      length += stream.take(Buffer.from(`${index === 0 ? 'o' : ''}${'\n'.repeat(1024)}`)).length;
    expect(length).toBeGreaterThan(64 * 1024);
  });

  it('hides two that overlap', () => {
    const stream = maskStream([secret(), new Secret(Buffer.from('sesame-seed'))]);
    const out = stream.take(Buffer.from('open-sesame-seed')).toString() + stream.end().toString();
    expect(out).not.toMatch(/open|ses|seed/);
  });
});
