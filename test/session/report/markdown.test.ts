import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { describe, expect, it } from 'vitest';
import { reportInMarkdown } from '../../../src/session/report/markdown.ts';
import type { AttemptOutput } from '../../../src/session/report/model.ts';
import { sampleRunbook } from '../../support/sample-runbook.ts';
import { command, opening, ran, reported } from './support/told-session.ts';

function parsed(markdown: string): Root {
  return fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
}

function nodes(node: Nodes): readonly Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodes) : [])];
}

const evil = '```\n# owned\n<script>x</script> | cell\n\u001b]52;c;eA==\u0007[a](http://b) ![c](d)';

const output: AttemptOutput = {
  said: undefined,
  tails: [{ stream: 'stdout', bytes: 9, lines: evil.split('\n'), more: true }],
  files: [{ file: 'attempts/0001/stdout', bytes: 9, sha256: 'b'.repeat(64) }],
};

describe('the report as Markdown', () => {
  const whole = reportInMarkdown(
    reported(
      [
        opening({ id: evil, host: evil, user: evil, mode: 'training', faults: [evil] }),
        { type: 'literals-confirmed', values: { [evil]: evil } },
        ...ran('tiny:7.0/1', 1, { captures: { evil }, why: evil, script: evil }),
        { type: 'gate-overridden', owner: 'tiny:7.0/1', reason: evil },
        { type: 'block-skipped', block: 'tiny:7.1/1', reason: evil },
        { type: 'note-added', text: evil, block: evil },
        { type: 'block-started', block: 'tiny:7.2/1', attempt: 2, command },
        {
          type: 'poll-looked',
          attempt: 2,
          look: {
            number: 1,
            seconds: 1,
            answer: 'not-yet',
            state: evil,
            outcome: { type: 'exited', status: 0 },
          },
        },
        { type: 'block-ended', attempt: 2, outcome: { type: 'unknown', reason: evil } },
        { type: 'session-quit' },
      ],
      {
        outputs: new Map([[1, output]]),
        runbooks: [sampleRunbook({ title: evil, file: evil })],
      },
    ),
  );
  const tree = parsed(whole);

  it('lets nothing of what it quotes become a heading, a link, a picture or HTML', () => {
    const all = nodes(tree);
    const text = (node: Nodes): string =>
      'value' in node ? node.value : 'children' in node ? node.children.map(text).join('') : '';
    const headings = all.flatMap((node) => (node.type === 'heading' ? [text(node)] : []));
    expect(headings.filter((heading) => heading.startsWith('owned'))).toEqual([]);
    expect(headings).toContain('Exit gate');
    const links = all.flatMap((node) => (node.type === 'link' ? [node.url] : []));
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((url) => !/^#block-\d+$/.test(url))).toEqual([]);
    expect(all.filter(({ type }) => type === 'image')).toEqual([]);
    const html = all.flatMap((node) => (node.type === 'html' ? [node.value] : []));
    const ours =
      /^(?:<a id="block-\d+">|<\/a>|<a id="block-\d+"><\/a>|<\/?code>|<details><summary>[\w .,']+<\/summary>|<\/details>)$/;
    expect(html.filter((value) => !ours.test(value))).toEqual([]);
    expect(whole).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('keeps each table to the columns of its head', () => {
    const tables = nodes(tree).filter((node) => node.type === 'table');
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables) {
      const widths = new Set(table.children.map((row) => row.children.length));
      expect(widths.size).toBe(1);
    }
  });

  it('has the script and the output byte for byte but for what no terminal should get', () => {
    const codes = nodes(tree).flatMap((node) => (node.type === 'code' ? [node.value] : []));
    const safe = '```\n# owned\n<script>x</script> | cell\n[a](http://b) ![c](d)';
    expect(codes.filter((value) => value === safe)).toHaveLength(2);
  });

  it('says in the title, above everything and in the table that it is training', () => {
    expect(whole.split('\n')[0]).toMatch(/^# TRAINING: report of the walk /);
    expect(whole).toContain('> **TRAINING.** Every answer in this report came from a simulated');
    expect(whole).toContain('| Mode | **TRAINING**, a simulated cloud |');
  });

  it('says nothing of training of a real walk', () => {
    const real = reportInMarkdown(
      reported([opening(), { type: 'session-finished', passed: true }]),
    );
    expect(real).not.toContain('TRAINING');
    expect(real).toContain('The walk was finished, and the exit gate **passed**.');
  });
});

it.each([
  [[], undefined, 0, 'The walk was broken off: it was neither finished nor left'],
  [[], 'process 7 of ben', 0, 'under way when this report was made (process 7 of ben)'],
  [[{ type: 'session-quit' }], undefined, 0, 'The walk was left before its end'],
  [[{ type: 'session-finished', passed: false }], undefined, 0, 'did **not pass**'],
  [[], undefined, 87, 'its last line has no end (87 bytes), and is left out here'],
] as const)('says how the walk stands: %j, %s, torn %i', (events, holder, tornBytes, sentence) => {
  const journal = { events: 1, bytes: 1, lastHash: 'a'.repeat(64), tornBytes };
  const report = reported([opening(), ...events], { holder, journal });
  expect(reportInMarkdown(report)).toContain(sentence);
});

it('begins with the acceptance bar and the ledger, each item with a link to its evidence', () => {
  const runbook = sampleRunbook();
  const steps = runbook.steps.map((step) =>
    step.id === '7.0'
      ? { ...step, acceptance: { line: 2, id: 'D-011.1', text: 'all | charms are idle' } }
      : step,
  );
  const walk = [
    opening(),
    { type: 'question-answered', question: 'route', option: 'fresh' },
    ...ran('tiny:7.0/1', 1),
  ] as const;
  const report = reported(walk, { runbooks: [{ ...runbook, steps }] });
  expect(report.accepted).toBe('Accepted: every item passes.');
  const text = reportInMarkdown(report);
  expect(text).toContain('## Acceptance\n\nAccepted: every item passes.\n');
  expect(text).toContain(
    '| D-011.1 | all &#124; charms are idle | **PASS** | 1 block passed | [`7.0/1`](#block-1) attempt 1 |',
  );
  expect(text).toMatch(
    /## What was deferred[\s\S]*\| \[`7\.2(?:\/1)?`\]\(#block-5\) \| phase-08 step 8\.2 \| route \| \*\*NOT PASSED, left to others\*\* \|/,
  );
});

it('shows what was not run, what failed and what was only looked at again', () => {
  const text = reportInMarkdown(
    reported([
      opening(),
      { type: 'question-answered', question: 'route', option: 'fresh' },
      ...ran('tiny:7.0/1', 1, {
        answer: 'could-not-tell',
        why: 'json `.a` is not there',
        status: 3,
      }),
      ...ran('tiny:7.0/1', 2, { recheck: true }),
    ]),
  );
  expect(text).toContain('#### 7.0/1 CHECK on jumphost: FAILED');
  expect(text).toContain('it ended with exit status 3.');
  expect(text).toContain('| **FAIL, could not tell** | json `.a` is not there |');
  expect(text).toContain('**Looked at again, attempt 2**');
  expect(text).toMatch(/#### 7\.1\/1 RUN on jumphost -\\> magnum\/0: to do\n\nNot started\./);
  expect(text).toMatch(
    /7\.2\/1 POLL on jumphost: DEFERRED, not passed\n\nWhen fresh deploy, phase-08 step 8\.2 makes up for it\.\n\nNot started\./,
  );
});

it('names the runbook of each row of the exit gate, where several are walked', () => {
  const heads = (...ids: readonly string[]) =>
    reportInMarkdown(
      reported([opening()], { runbooks: ids.map((id) => ({ ...sampleRunbook(), id })) }),
    )
      .split('\n')
      .filter(
        (line) => /^\| (?:runbook \| step|step) \| item /.test(line) || / exit-gate /.test(line),
      )
      .map((line) => line.split(' | ').slice(0, 2).join(' | '));
  const several = heads('phase-07', 'phase-08');
  expect(several[0]).toBe('| runbook | step');
  expect(several).toContain('| phase-07 | exit-gate');
  expect(several).toContain('| phase-08 | exit-gate');
  expect(heads('phase-07')[0]).toBe('| step | item');
});
