import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, diffLines } from '../../src/steps/line-diff.ts';

const told = (before: string, after: string) =>
  diffLines([...before], [...after]).map(({ sign, text }) => `${sign}${text}`);

describe('two texts line by line', () => {
  it('takes out and puts in as little as can be', () => {
    expect(told('abcd', 'abxd')).toEqual([' a', ' b', '-c', '+x', ' d']);
    expect(told('', 'a')).toEqual(['+a']);
    expect(told('ab', '')).toEqual(['-a', '-b']);
    expect(told('abc', 'abc')).toEqual([' a', ' b', ' c']);
  });

  it('gives both texts back, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const of = (sign: string) =>
          lines.filter((line) => line.sign !== sign).map((line) => line.text);
        expect(of('+')).toEqual(before);
        expect(of('-')).toEqual(after);
      }),
    );
  });

  it('does not make a table of two texts that are too long for one', () => {
    const long = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word} ${index}`);
    expect(diffLines(long('a'), long('b'))).toHaveLength(6000);
  });

  it('leaves out what is far from every difference, and says so once', () => {
    const lines = around(diffLines([...'abcdefgh'], [...'abcdefgX']), 2);
    expect(lines.map((line) => (line === 'left-out' ? '.' : line.text)).join('')).toBe('.fghX');
  });
});
