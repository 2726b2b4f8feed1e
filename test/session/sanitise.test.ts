import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitise } from '../../src/session/sanitise.ts';
import { escapeVectors } from './support/escape-vectors.ts';

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** What must never come out: controls but line feed and tab, and what is invisible or reorders. */
const UNSAFE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e01ef}]|\p{M}{5}/u;

/** Colours by a second reading of the allow list, written apart from the first. */
const COLOUR =
  /\x1b\[(?:(?:[0-4]|7|2[2-9]|3[0-79]|4[0-79]|9\d|10[0-7]|0\d|00\d|[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|[34]8:5:\d+|[34]8:2(?::\d*){3,4}|4:[0-5])(?:;(?!m)|(?=m)))+m/g;

describe('what remote programs print, made safe', () => {
  it.each(escapeVectors)('keeps only text when a program $name', ({ bytes, shown }) => {
    expect(sanitise(decode(bytes))).toBe(shown);
  });

  it.each(escapeVectors)(
    'keeps only text and colours when a program $name',
    ({ bytes, shown, coloured }) => {
      expect(sanitise(decode(bytes), { colour: true })).toBe(coloured ?? shown);
    },
  );

  it.each(escapeVectors)('is safe wherever it is cut when a program $name', ({ bytes }) => {
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const [start, end] = [decode(bytes.subarray(0, cut)), decode(bytes.subarray(cut))];
      expect(sanitise(start) + sanitise(end).replace(/^\p{M}+/u, '')).not.toMatch(UNSAFE);
      const colours = sanitise(start, { colour: true }) + sanitise(end, { colour: true });
      expect(colours.replace(COLOUR, '').replace(/\p{M}+/gu, '')).not.toMatch(UNSAFE);
    }
  });

  it('keeps line feeds, tabs and every script', () => {
    const plain = 'one\n\ttwo  Ä ß é 日本語 한국어 ไทย हिन्दी 😀 ┌─┐ \ue0b0\n';
    expect(sanitise(plain)).toBe(plain);
  });

  it('is safe for any text, and leaves alone what it has made safe', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\x1b',
        '\x1b[',
        '\x1b]',
        '\x9b',
        '8',
        ';',
        'm',
        '38',
        '5',
        ':',
        '\x07',
        '\u0301',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, colour) => {
        const once = sanitise(pieces.join(''), { colour });
        expect(colour ? once.replace(COLOUR, '').replace(/\p{M}+/gu, '') : once).not.toMatch(
          UNSAFE,
        );
        expect(sanitise(once, { colour })).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['unfinished strings', '\x1b]'],
    ['unfinished sequences', '\x1b['],
    ['8-bit strings', '\u009d'],
    ['marks', '\u0301'],
    ['marks behind colours', '\u0301\x1b[1m'],
    ['colours', '\x1b[1;1;1;1m'],
    ['nested escapes', '\x1b\x1b['],
    ['long digits', '\x1b[1111111111111111111111111111111111111111111111111111'],
  ])('takes no more time than its length asks for with %s', (_, piece) => {
    const hostile = piece.repeat(100_000);
    const before = process.cpuUsage();
    sanitise(hostile, { colour: true });
    // Quadratic would be minutes. Processor time, as the machine may be busy with something else.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000);
  });
});
