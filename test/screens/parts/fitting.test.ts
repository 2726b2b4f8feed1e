import { expect, it } from 'vitest';
import { fitting } from '../../../src/screens/parts/fitting.ts';
import { span } from '../../../src/screens/parts/span.ts';

const piece = (rank: number, ...texts: readonly string[]) => ({
  rank,
  lines: texts.map((text) => [span(text)]),
});
const shown = (rows: number) =>
  fitting([piece(1, 'title'), piece(3, 'more', 'of it'), piece(9), piece(2, 'foot')], rows).map(
    (line) => line.map(({ text }) => text).join(''),
  );

it('leaves out whole what is needed least, and spreads what fits', () => {
  expect(shown(6)).toEqual(['title', '', 'more', 'of it', '', 'foot']);
  expect(shown(5)).toEqual(['title', 'more', 'of it', 'foot']);
  expect(shown(3)).toEqual(['title', '', 'foot']);
  expect(shown(1)).toEqual(['title']);
  expect(shown(0)).toEqual([]);
});
