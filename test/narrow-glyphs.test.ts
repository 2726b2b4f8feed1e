import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { asciiClass, narrowClass } from '../scripts/narrow-glyphs.js';
import { makeTheme } from '../src/screens/theme.ts';

const regex = (source: string) => new RegExp(source.slice(1, -1));

describe('the characters measured without a table of emoji', () => {
  it('are one cell wide each, as string-width itself says', () => {
    const narrow = regex(narrowClass);
    for (let code = 0x20; code <= 0xffff; code += 1) {
      const character = String.fromCharCode(code);
      if (narrow.test(character))
        expect([character, stringWidth(character)]).toEqual([character, 1]);
    }
  });

  it('are all that the fast path of string-width takes, and what screens draw besides', () => {
    expect(regex(asciiClass).test('plain text ~')).toBe(true);
    const { marks } = makeTheme({ colour: false, unicode: true });
    const all: readonly (string | Readonly<Record<string, string>>)[] = Object.values(marks);
    for (const mark of all.flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one))))
      expect(mark).toMatch(regex(narrowClass));
  });
});
