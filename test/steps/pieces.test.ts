import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Nodes } from 'mdast';
import { expect, it } from 'vitest';
import { readFlow } from '../../src/steps/flow.ts';

/** Code (empty lines at the end of an open fence do not count) and headings as the parser finds them in the whole document at once. */
function inOnePiece(source: string): string[] {
  const found: string[] = [];
  const visit = (node: Nodes): void => {
    const line = node.position?.start.line ?? 0;
    if (node.type === 'code') found.push(`${line} code ${node.value.trimEnd()}`);
    else if (node.type === 'heading') found.push(`${line} heading ${node.depth}`);
    else if ('children' in node) node.children.forEach(visit);
  };
  visit(
    fromMarkdown(source, {
      extensions: [gfmTable(), { disable: { null: ['definition'] } }],
      mdastExtensions: [gfmTableFromMarkdown()],
    }),
  );
  return found;
}

function inPieces(source: string): string[] {
  return readFlow(source).flatMap((item) => {
    if (item.type === 'code') return [`${item.line} code ${item.text.trimEnd()}`];
    return item.type === 'heading' ? [`${item.line} heading ${item.depth}`] : [];
  });
}

// No empty list items: below indented code the parser itself loses its way with them.
const line = fc.constantFrom(
  '',
  '',
  'words',
  'more words',
  '# one',
  '## two',
  '- item',
  '  - deeper',
  '  words below',
  '    four',
  '> quoted',
  '> ```',
  '```',
  '```bash',
  '~~~',
  '  ```',
  '   deep',
  '1. first',
  '---',
  '===',
  '| a | b |',
  '| - | - |',
  '<div>',
  '</div>',
  '<!-- note',
  '-->',
  '<pre>',
  '</pre>',
  '***',
  '> - both',
);

it('a document cut into pieces reads like the whole: the same code and headings on the same lines', () => {
  const long = fc.array(line, { minLength: 1, maxLength: 30 }).map((lines) => lines.join('\n'));
  // Long enough that pieces are cut at every kind of safe place.
  const padding = `${'words '.repeat(200)}\n\n`;
  fc.assert(
    fc.property(fc.array(long, { minLength: 1, maxLength: 4 }), (parts) => {
      const source = `# T\n\n${parts.join(`\n\n${padding}`)}\n`;
      expect(inPieces(source)).toEqual(inOnePiece(source));
    }),
    // Always the same documents: a rare quirk of the parser must not fail somebody else's change.
    { numRuns: 1500, seed: 20_260_701 },
  );
});
