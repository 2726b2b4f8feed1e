import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  breakSpans,
  displayWidth,
  fit,
  flowing,
  hanging,
  lineWidth,
  wrapWords,
} from '../../../src/screens/parts/wrap.ts';

const text = fc
  .array(
    fc.constantFrom('a', 'bc', ' ', '  ', '漢', '字', 'é', 'e\u0301', '한', '👍', 'longword'),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));
const columns = fc.integer({ min: 2, max: 50 });

describe('wrapping', () => {
  it('keeps every row within the columns, wide characters and all', () => {
    fc.assert(
      fc.property(text, columns, (words, width) => {
        for (const row of wrapWords(words, width))
          expect(displayWidth(row)).toBeLessThanOrEqual(width);
        for (const row of breakSpans([{ text: words }], width))
          expect(lineWidth(row)).toBeLessThanOrEqual(width);
        for (const row of flowing([{ text: 'GATE ' }], words, width + 2))
          expect(lineWidth(row)).toBeLessThanOrEqual(width + 2);
        for (const row of hanging([{ text: 'note ' }], words, width + 8))
          expect(lineWidth(row)).toBeLessThanOrEqual(width + 8);
        expect(displayWidth(fit(words, width, '...'))).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('loses no character of a script and no word of a text', () => {
    fc.assert(
      fc.property(text, columns, (words, width) => {
        const broken = breakSpans([{ text: words }], width);
        expect(broken.flatMap((row) => row.map((piece) => piece.text)).join('')).toBe(words);
        const bare = (value: string) => value.replaceAll(' ', '');
        expect(bare(wrapWords(words, width).join(''))).toBe(bare(words));
      }),
    );
  });

  it('keeps a head whole, with the blanks in it, before a text that wraps', () => {
    const head = [{ text: '  ' }, { text: '+ ', bold: true }, { text: 'passed: ' }];
    const [first, second] = flowing(head, 'a text that needs more than one row', 31);
    expect(first?.slice(0, 3)).toEqual(head);
    expect(first?.[3]?.text).toBe('a text that needs');
    expect(second).toEqual([{ text: '  more than one row' }]);
  });

  it('never parts a letter from the mark on it', () => {
    const rows = breakSpans([{ text: 'e\u0301'.repeat(5) }], 2);
    expect(rows.map((row) => row[0]?.text)).toEqual([
      'e\u0301e\u0301',
      'e\u0301e\u0301',
      'e\u0301',
    ]);
  });
});
