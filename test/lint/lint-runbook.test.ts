import { describe, expect, it } from 'vitest';
import { curlWithoutTimeout } from '../../src/lint/risky/curl-without-timeout.ts';
import { lintRunbook } from '../../src/lint/lint-runbook.ts';
import { documentLines, sourceText } from '../../src/lint/document-lines.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { randomMarkdown } from '../support/random-markdown.ts';
import { lint } from './support/found.ts';

/** What a finding covers in the document as it stands, and where it begins. */
function covered(source: string | Uint8Array, rule = 'curl-without-timeout'): readonly string[] {
  const lines = documentLines(sourceText(source));
  return lint(source)
    .filter((finding) => finding.rule === rule)
    .map(({ line, column, endLine, endColumn }) => {
      const start = lines.startOf(line) + column - 1;
      const end = lines.startOf(endLine) + endColumn - 1;
      return `${line}:${column} ${lines.source.slice(start, end)}`;
    });
}

const step = '## Step 1 -- One\n\n';

describe('a finding stands where its command stands in the document', () => {
  it.each([
    ['in a fence', `${step}\`\`\`bash\nls; curl x\n\`\`\`\n`, '4:5 curl x'],
    ['in a list', `${step}- item\n\n  \`\`\`bash\n  ls\n  curl x\n  \`\`\`\n`, '7:3 curl x'],
    ['in a quote', `${step}> \`\`\`bash\n> curl x\n> \`\`\`\n`, '4:3 curl x'],
    ['behind a tab', `${step}- item\n\n\t\`\`\`bash\n\tcurl x\n\t\`\`\`\n`, '6:2 curl x'],
    [
      'with CR LF',
      `${step}\`\`\`bash\nls\ncurl x\n\`\`\`\n`.replaceAll('\n', '\r\n'),
      '5:1 curl x',
    ],
    [
      'in indented code below a label',
      `${step}**RUN -- jumphost**\n\n    ls\n    curl x\n`,
      '6:5 curl x',
    ],
    ['over two lines', `${step}\`\`\`bash\ncurl \\\n  x\n\`\`\`\n`, '4:1 curl \\\n  x'],
    [
      'behind characters of two units',
      `${step}\`\`\`bash\necho 🙂; curl x\n\`\`\`\n`,
      '4:10 curl x',
    ],
  ])('%s', (_, source, place) => {
    expect(covered(source)).toEqual([place]);
  });

  it('does not count a byte order mark', () => {
    const source = `${step}\`\`\`bash\ncurl x\n\`\`\`\n`;
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(source)]);
    expect(covered(marked)).toEqual(['4:1 curl x']);
    expect(covered(`\uFEFF${source}`)).toEqual(['4:1 curl x']);
  });

  it('about a line: from its first word to its last', () => {
    const source = `${step}  **RUN -- jumphost**  \n\nNo command.\n`;
    expect(covered(source, 'label-without-block')).toEqual(['3:3 **RUN -- jumphost**']);
  });
});

it('findings come in the order of the document, and the same one once', () => {
  const source = `${step}\`\`\`bash\ncurl b; curl a\n\`\`\`\n\n**RUN: jumphost**\n\n\`\`\`bash\ncurl c\n\`\`\`\n`;
  const runbook = readRunbook(source, 'a.md');
  const twice = lintRunbook(source, runbook, { rules: [curlWithoutTimeout, curlWithoutTimeout] });
  expect(twice.map(({ line, column }) => [line, column])).toEqual([
    [4, 1],
    [4, 9],
    [10, 1],
  ]);
  const places = lint(source).map(({ line }) => line);
  expect(places).toEqual([...places].sort((left, right) => left - right));
});

it('what another program found is told as findings of its own rule', () => {
  const source = `${step}\`\`\`bash\necho $x\n\`\`\`\n`;
  const rule = { id: 'other-SC1', part: 'risky', severity: 'note', why: 'w', todo: 't' } as const;
  const found = lintRunbook(source, readRunbook(source, 'a.md'), {
    rules: [],
    also: [
      { in: '1/1', rule, start: 5, end: 7, message: 'Quote it.' },
      { in: '9/9', rule, start: 0, end: 1 },
    ],
  });
  expect(found).toMatchObject([
    { rule: 'other-SC1', severity: 'note', line: 4, column: 6, endColumn: 8, block: '1/1' },
  ]);
});

it('never throws, and every place is in the document, whatever it holds', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const source = randomMarkdown(seed, 120);
    const lines = documentLines(source);
    for (const { line, column, endLine, endColumn } of lint(source)) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(endLine).toBeLessThanOrEqual(lines.count);
      expect(column).toBeLessThanOrEqual(lines.textOf(line).length + 1);
      expect(endColumn).toBeLessThanOrEqual(lines.textOf(endLine).length + 1);
    }
  }
});

it('reads a document full of labels, sentences and comments in bounded time', () => {
  const piece =
    '**RUN: jumphost**\n\n```bash\ncurl $a\n```\n\n**GATE:** output contain `x`.\n\n<!-- handrail: allow curl-without-timeout because x -->\n\n';
  const source = `# T\n\n## Step 1\n\n${piece.repeat(Math.floor(200_000 / piece.length))}`;
  const begun = performance.now();
  lint(source);
  expect(performance.now() - begun).toBeLessThan(20_000);
});
