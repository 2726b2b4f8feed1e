import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellRegions } from '../../src/steps/shell-regions.ts';
import { fastest } from '../support/fastest.ts';

/** Each region as `kind:text`. */
function parted(script: string): string[] {
  return shellRegions(script, () => undefined).map(
    ({ kind, start, end }) => `${kind}:${script.slice(start, end)}`,
  );
}

it.each([
  ['ls a # b', ['code:ls a ', 'comment:# b']],
  ['echo a#b', ['code:echo a#b']],
  [`a 'b # c' d`, ['code:a ', "single:'b # c'", 'code: d']],
  [
    'a "b $(c "d") e"',
    ['code:a ', 'double:"b $(', 'code:c ', 'double:"d"', 'code:)', 'double: e"'],
  ],
  [
    'a <<E # no\nb # c\nE\nd',
    ['code:a <<E ', 'comment:# no', 'code:\n', 'heredoc:b # c\nE\n', 'code:d'],
  ],
  ["a <<-'E F'\n\tb\n\tE F\nc", ["code:a <<-'E F'\n", 'heredoc:\tb\n\tE F\n', 'code:c']],
  ['a <<E\nnever closed', ['code:a <<E\n', 'heredoc:never closed']],
  ['a <<<b # c', ['code:a <<<b ', 'comment:# c']],
  ['((a<b)) # c', ['arithmetic:((a<b))', 'code: ', 'comment:# c']],
  [
    "a ${b:-'c' # d} # e",
    ['code:a ${', 'double:b:-', "single:'c'", 'double: # d}', 'code: ', 'comment:# e'],
  ],
  ["don't # c", ["code:don't ", 'comment:# c']],
  ["$'a\\'b' # c", ["single:$'a\\'b'", 'code: ', 'comment:# c']],
  ['a \\# b', ['code:a \\# b']],
  ['a \\\n# b', ['code:a \\\n', 'comment:# b']],
])('parts %j', (script, regions) => {
  expect(parted(script).filter((region) => region !== '')).toEqual(regions);
});

it('passes over a word that no shell would read as one', () => {
  const script = "show <the cluster's name> # c";
  const at = script.indexOf('<');
  const regions = shellRegions(script, (from) =>
    from === at ? script.indexOf('>') + 1 : undefined,
  );
  expect(regions.map(({ kind }) => kind)).toEqual(['code', 'comment']);
});

it('says at which command a region begins', () => {
  const script = 'a 1; b "2" | c $(d \'3\')';
  const begins = shellRegions(script, () => undefined).flatMap(({ kind, start, command }) =>
    kind === 'single' || kind === 'double' ? [script.slice(command, start).trim()] : [],
  );
  expect(begins).toEqual(['b', 'd']);
});

const bits = [
  '$(',
  '${',
  '((',
  '))',
  '(',
  ')',
  '}',
  '"',
  "'",
  "$'",
  '`',
  '<<E\n',
  'E\n',
  '<<',
  '#',
  ' ',
  'a',
  '\\',
  '\n',
  '<a>',
];

it('gives every character to one region, whatever it holds', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 80 }), (parts) => {
      const script = parts.join('');
      const regions = shellRegions(script, () => undefined);
      expect(regions.map(({ start, end }) => script.slice(start, end)).join('')).toBe(script);
    }),
  );
});

it.each(bits.flatMap((bit) => [bit, `${bit} `, `${bit}'`]))(
  'is linear in 300,000 characters of %j',
  (bit) => {
    const script = bit.repeat(Math.ceil(300_000 / bit.length)).slice(0, 300_000);
    expect(fastest(() => shellRegions(script, () => undefined))).toBeLessThan(3000);
  },
);
