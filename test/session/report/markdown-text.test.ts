import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { describe, expect, it } from 'vitest';
import {
  cell,
  cellCode,
  code,
  fence,
  paragraph,
  table,
  words,
} from '../../../src/session/report/markdown-text.ts';
import { sanitise } from '../../../src/session/sanitise.ts';
import { escapeVectors } from '../support/escape-vectors.ts';

function parsed(markdown: string): Root {
  return fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.type === 'html' ? '' : node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

function typesIn(node: Nodes): readonly string[] {
  return [node.type, ...('children' in node ? node.children.flatMap(typesIn) : [])];
}

/** Each would do something if it were taken for Markdown. */
const hostile = [
  'a|b',
  'a\\|b',
  'a\\\\|b',
  'ends in \\',
  '|',
  '<script>alert(1)</script>',
  '<img src=x onerror=y>',
  '<!-- not closed',
  '[a](http://x) ![b](http://y)',
  '<http://x.example>',
  'https://x.example/a_b and www.x.example',
  '# heading',
  '- item',
  '12. item',
  '1) item',
  '> quote',
  '---',
  '===',
  '**bold** _it_ ~~no~~',
  '$x^2$',
  '&amp; &#35;',
  '`one` and `two|three`',
  'a ` lonely tick',
  '``two``',
  '` `',
  '```\nfence\n```',
  'line\nnext | line\n\nparagraph',
  '\ttab',
  '[x]: http://x',
  'q\u202egnp',
] as const;

/** The same with balanced back-ticks gone to make code. */
const spoken = (text: string): string =>
  shown(text).replace(/(?<!`)`([^`]+)`(?!`)/g, (whole, inner: string) =>
    inner.trim() === '' ? whole : inner.trim(),
  );

/** As it is shown: sanitised, and one line. */
const shown = (text: string): string =>
  sanitise(text)
    .replace(/[\n\t]+/g, ' ')
    .trim();

describe('words of unknown origin', () => {
  it.each(hostile)('are a paragraph of nothing but text and code: %j', (text) => {
    const tree = parsed(paragraph(text));
    expect(new Set(typesIn(tree))).toEqual(
      new Set([
        'root',
        'paragraph',
        ...typesIn(tree).filter((type) => /^(text|inlineCode)$/.test(type)),
      ]),
    );
    expect(textOf(tree)).toBe(spoken(text));
  });

  it.each(hostile)('stay in their cell: %j', (text) => {
    const tree = parsed(table(['a', 'b'], [[cell(text), cellCode(text)]]).join('\n'));
    const [only] = tree.children;
    if (only?.type !== 'table' || tree.children.length !== 1) throw new Error('no table alone');
    const [, row] = only.children;
    expect(row?.children).toHaveLength(2);
    const [first, second] = row?.children ?? [];
    if (first === undefined || second === undefined) throw new Error('no two cells');
    expect(textOf(first)).toBe(spoken(text));
    expect(textOf(second)).toBe(shown(text));
    const html = typesIn(first)
      .concat(typesIn(second))
      .filter((type) => type === 'html');
    // `<code>` and `</code>` of ours are all there is, for each code span that a table would misread.
    expect(html.length % 2).toBe(0);
    expect(html.length).toBeLessThanOrEqual(4);
  });

  it('say of nothing that it is nothing', () => {
    expect([code(''), cellCode(''), words('')]).toEqual(['(empty)', '(empty)', '']);
  });
});

describe('output in a fence', () => {
  it.each([
    'plain',
    '```',
    '````bash\nrm -rf /\n````',
    '~~~',
    `${'`'.repeat(40)}\n# heading\n<b>`,
    '   ```',
    'a\n\n\nb',
  ])('is one code block whatever stands in it: %j', (text) => {
    const tree = parsed(['before', '', ...fence(text, 'text'), '', 'after'].join('\n'));
    expect(tree.children.map(({ type }) => type)).toEqual(['paragraph', 'code', 'paragraph']);
    expect(tree.children[1]).toMatchObject({ lang: 'text', value: text });
  });

  it.each(escapeVectors.map((vector) => [vector.name, vector] as const))(
    'has no escape left in it: %s',
    (_, { bytes, shown: left }) => {
      const lines = fence(new TextDecoder().decode(bytes));
      expect(lines.slice(1, -1).join('\n')).toBe(left);
    },
  );
});

it('makes no table without rows', () => {
  expect(table(['a'], [])).toEqual([]);
});
