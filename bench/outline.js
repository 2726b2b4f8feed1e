import { readFileSync } from 'node:fs';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { outlineJson } from '../src/cli/outline.ts';
import { lintRunbook } from '../src/lint/lint-runbook.ts';
import { readRunbook } from '../src/steps/read-runbook.ts';
import { interleaved, median, round, row } from './figures.js';

export const title = 'Reading a document';

/** Reading a large document into steps against parsing the same Markdown and doing nothing with it. */
export async function run({ batches }) {
  const one = readFileSync('runbooks/phase-07.md', 'utf8');
  const text = Array.from({ length: 12 }, (_, at) =>
    one.replaceAll('## Step 7.', `## Step ${at}.`),
  ).join('\n');
  const many = manyBlocks(5000);
  const runbook = readRunbook(many, 'many.md');
  const answers = await interleaved(batches, {
    bare: () => timed(() => parse(text)),
    read: () => timed(() => readRunbook(text, 'large.md')),
    bareMany: () => timed(() => parse(many)),
    outline: () => timed(() => outlineJson(readRunbook(many, 'many.md'))),
    lint: () => timed(() => lintRunbook(many, runbook)),
  });
  const bare = median(answers.bare);
  const read = median(answers.read);
  const bareMany = median(answers.bareMany);
  const size = round(Buffer.byteLength(text) / 1024);
  return [
    row(
      `reading ${size} KB of runbook into steps`,
      round(read / bare, 2),
      `${round(read)} ms against ${round(bare)} ms of the bare Markdown parser`,
    ),
    ...['outline', 'lint'].map((what) =>
      row(
        `${what} of a document of 5,000 blocks (${round(Buffer.byteLength(many) / 1024)} KB)`,
        round(median(answers[what]) / bareMany, 2),
        `${round(median(answers[what]))} ms against ${round(bareMany)} ms of the bare Markdown parser`,
      ),
    ),
  ];
}

function parse(text) {
  return fromMarkdown(text, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
}

/** A runbook of so many blocks, each with a label and a gate, ten in a step. */
function manyBlocks(count) {
  const blocks = Array.from({ length: count }, (_, at) =>
    [
      ...(at % 10 === 0 ? [`## Step ${at / 10 + 1} -- Look at node ${at}`, ''] : []),
      at % 3 === 0 ? '**RUN -- jumphost**' : '**CHECK (read-only) -- magnum/0**',
      '',
      '```bash',
      `systemctl is-active unit-${at} </dev/null`,
      `juju status -m openstack --format json | jq -r '.machines["${at}"]."juju-status".current'`,
      '```',
      '',
      '**GATE:** exit status is 0 and line 1 of the output is `active`.',
      '',
    ].join('\n'),
  );
  return `# Many\n\n${blocks.join('\n')}`;
}

function timed(work) {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}
