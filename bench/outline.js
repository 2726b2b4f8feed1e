import { readFileSync } from 'node:fs';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { readRunbook } from '../src/steps/read-runbook.ts';
import { interleaved, median, round, row } from './figures.js';

export const title = 'Reading a document';

/** Reading a large document into steps against parsing the same Markdown and doing nothing with it. */
export async function run({ batches }) {
  const one = readFileSync('runbooks/phase-07.md', 'utf8');
  const text = Array.from({ length: 12 }, (_, at) =>
    one.replaceAll('## Step 7.', `## Step ${at}.`),
  ).join('\n');
  const answers = await interleaved(batches, {
    bare: () =>
      timed(() =>
        fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] }),
      ),
    read: () => timed(() => readRunbook(text, 'large.md')),
  });
  const bare = median(answers.bare);
  const read = median(answers.read);
  const size = round(Buffer.byteLength(text) / 1024);
  return [
    row(
      `reading ${size} KB of runbook into steps`,
      round(read / bare, 2),
      `${round(read)} ms against ${round(bare)} ms of the bare Markdown parser`,
    ),
  ];
}

function timed(work) {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}
