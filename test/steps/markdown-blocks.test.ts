import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBlocks } from '../../src/steps/markdown-blocks.ts';
import { markdownDocuments, tableDocuments } from '../support/markdown-lines.ts';
import { commonmarkSees, micromarkSees, oursSees } from '../support/other-readings.ts';
import type { Seen } from '../support/other-readings.ts';

// Always the same documents: what one parser takes differently must not fail somebody else's change.
const seed = 20_261_127;

it('headings, code blocks, their languages and bytes are those of the reference implementation', () => {
  fc.assert(
    fc.property(markdownDocuments, (source) => {
      expect(oursSees(source)).toEqual(commonmarkSees(source));
    }),
    { numRuns: 4000, seed },
  );
});

/** White space that two parsers keep differently in the empty lines of a fence that never closes. */
function withoutBlanks(seen: readonly Seen[]): Seen[] {
  return seen.map((one) =>
    'code' in one ? { ...one, code: one.code.replace(/^[ \t]+$/gm, '').trimEnd() } : one,
  );
}

it('and with tables those of a parser that knows tables', () => {
  fc.assert(
    fc.property(tableDocuments, (source) => {
      expect(withoutBlanks(oursSees(source))).toEqual(withoutBlanks(micromarkSees(source)));
    }),
    { numRuns: 2000, seed },
  );
});

/** The blocks of a document as one word each, with their text. */
function short(...lines: string[]): string[] {
  return readBlocks(lines.join('\n')).map((block) => {
    if (block.type === 'row') return `row ${block.cells.join('|')}`;
    if (block.type === 'too-deep') return 'too-deep';
    return `${block.type} ${block.text}`;
  });
}

describe('paragraphs', () => {
  it('lose the marks around them and the white space of their lines, and keep their line ends', () => {
    expect(short('> - one  ', '>   two\t', 'lazy', '', 'alone')).toEqual([
      'paragraph one\ntwo\nlazy',
      'paragraph alone',
    ]);
    expect(readBlocks('a \r\n  b\r\n')).toMatchObject([{ text: 'a\r\nb' }]);
  });

  it('know their list items, whether they open one, and the column they begin in', () => {
    expect(readBlocks('- a\n\n  b\n  1. c\n> d\n')).toMatchObject([
      { text: 'a', items: [1], opensItem: true, column: 2, quoted: false, line: 1 },
      { text: 'b', items: [1], opensItem: false, column: 2, line: 3 },
      { text: 'c', items: [1, 2], opensItem: true, column: 5, line: 4 },
      { text: 'd', items: [], opensItem: false, column: 2, quoted: true, line: 5 },
    ]);
  });

  it('may be link reference definitions, which an underline makes no heading of', () => {
    expect(short('[a]: /url', '===')).toEqual(['paragraph ===']);
    expect(short('[a]: /url', '"t"', 'words', '===')).toEqual(['heading words']);
  });
});

describe('tables', () => {
  it('have a head as wide as the line below it, and end at an empty line', () => {
    expect(short('words', '| a | b |', '|---|---|', '| `x\\|y` | z |', 'w', '', '| u |')).toEqual([
      'paragraph words',
      'row a|b',
      'row `x|y`|z',
      'row w',
      'paragraph | u |',
    ]);
    expect(short('| a |', '|---|---|')).toEqual(['paragraph | a |\n|---|---|']);
  });
});

describe('code', () => {
  it('in the first column is as it stands on disk: line ends, NUL, blanks', () => {
    expect(readBlocks('```sh\r\na\0 \t\r\n\r\n```\r\n')).toMatchObject([
      { text: 'a\0 \t\r\n', line: 1, endLine: 4, form: 'fenced', info: 'sh' },
    ]);
  });

  it.each<[string, string]>([
    ['```\na\n', 'unclosed'],
    ['- ```\n  a\n\nb\n', 'unclosed'],
    ['> ```\n> a\nb\n', 'unclosed'],
    ['```\na\n  ````  \n', 'fenced'],
    ['    a\n', 'indented'],
  ])('knows how it ends: %j is %s', (source, form) => {
    expect(readBlocks(source)[0]).toMatchObject({ type: 'code', form });
  });
});

describe('nesting that no document needs', () => {
  it('is said once, and what stands in it is no command', () => {
    const blocks = readBlocks(`${'> '.repeat(200)}a\n${'> '.repeat(100)}\`\`\`\n\n# b\n`);
    expect(blocks.filter(({ type }) => type === 'too-deep')).toHaveLength(1);
    expect(blocks.find(({ type }) => type === 'code')).toMatchObject({ form: 'too-deep' });
    expect(blocks.at(-1)).toMatchObject({ type: 'heading', text: 'b' });
  });

  it('below it is read as ever', () => {
    const source = `${'> '.repeat(90)}\`\`\`\n${'> '.repeat(90)}a\n`;
    expect(readBlocks(source)).toMatchObject([{ type: 'code', text: 'a', form: 'unclosed' }]);
  });
});
