import { describe, expect, it } from 'vitest';
import { layoutOf, windowOf, wrapWords } from '../../src/screens/layout.ts';

describe('the layout', () => {
  it('adds up to the terminal, whatever is said', () => {
    for (const messages of [[], ['short'], ['word '.repeat(200)], ['one', 'two']])
      for (const training of [true, false]) {
        const { body, messageRows, rail } = layoutOf(
          { columns: 80, rows: 24 },
          { training, messages },
        );
        expect(body.rows + messageRows + 2).toBe(24);
        expect(body.columns + rail).toBe(80);
      }
  });

  it('gives a long message the rows it needs, up to four', () => {
    const of = (messages: readonly string[]) =>
      layoutOf({ columns: 40, rows: 12 }, { training: false, messages }).messageRows;
    expect(of([])).toBe(1);
    expect(of(['x '.repeat(30)])).toBe(2);
    expect(of(['x '.repeat(500)])).toBe(4);
  });

  it('breaks texts at blanks and never loses a character', () => {
    expect(wrapWords('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapWords('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(wrapWords('', 5)).toEqual(['']);
    const text = 'the quick brown fox jumps over the lazy dog';
    for (let width = 1; width < 50; width += 1)
      expect(wrapWords(text, width).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  it('keeps the highlighted row in view', () => {
    for (let count = 0; count < 30; count += 1)
      for (let at = 0; at < count; at += 1)
        for (const rows of [1, 2, 5, 10]) {
          const { from, to } = windowOf(count, at, rows);
          expect(from).toBeLessThanOrEqual(at);
          expect(to).toBeGreaterThan(at);
          expect(to - from).toBe(Math.min(rows, count));
        }
  });
});
