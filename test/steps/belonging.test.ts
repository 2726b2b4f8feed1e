import { describe, expect, it } from 'vitest';
import { read, stepWith } from '../support/read.ts';

const fence = ['```bash', 'ls', '```', ''];
const run = ['**RUN -- jumphost**', '', ...fence];

describe('where a sentence belongs', () => {
  it('below a block: to that block', () => {
    const { block } = stepWith(
      '**GATE:** exit status is 0.',
      '',
      'Expect: a list.',
      '',
      '**IDEMPOTENT:** yes.',
    );
    expect(block).toMatchObject({ gates: [{ line: 9 }], expect: ['a list.'], idempotent: true });
  });

  it('between a label and its fence: to the coming block', () => {
    const runbook = read(
      '## Step 1',
      ...run,
      '**CHECK -- jumphost**',
      '',
      '**GATE:** exit status is 0. Expect: x.',
      '',
      ...fence,
    );
    const [first, second] = runbook.steps[0]?.blocks ?? [];
    expect(first?.gates).toEqual([]);
    expect(second).toMatchObject({ gates: [{}], expect: ['x.'] });
  });

  it('with no block above: to the step', () => {
    const runbook = read('## Step 1', '', '**GATE:** step `0` passed.', '', ...run);
    expect(runbook.steps[0]).toMatchObject({
      gates: [{ type: 'machine' }],
      blocks: [{ gates: [] }],
    });
  });

  it('below a label that no fence follows: to the block above, and nothing is lost', () => {
    const runbook = read(
      '## Step 1',
      ...run,
      '**CHECK -- jumphost**',
      '',
      '**GATE:** exit status is 0.',
    );
    expect(runbook.steps[0]?.blocks[0]?.gates).toHaveLength(1);
  });

  it('several in one paragraph: each for itself, on its own line', () => {
    const { block } = stepWith(
      'Expect: a list. **GATE:** exit status is 0.',
      '**CAPTURE:** `pid` is line 1 of the output.',
    );
    expect(block).toMatchObject({
      expect: ['a list.'],
      gates: [{ line: 9 }],
      captures: [{ name: 'pid', line: 10 }],
    });
  });

  it('a caution: to the next block, else to the last', () => {
    const runbook = read(
      '## Step 1',
      ...run,
      '> CAUTION: this deletes `magnum`.',
      '',
      ...run,
      '!!! DESTRUCTIVE. The end of all.',
      '',
    );
    const [first, second] = runbook.steps[0]?.blocks ?? [];
    expect(first?.cautions).toEqual([]);
    expect(second?.cautions).toMatchObject([
      { object: 'magnum' },
      { object: '1', text: 'DESTRUCTIVE. The end of all.' },
    ]);
  });

  it.each([
    ['> **CAUTION:** be slow.', 'jumphost -> magnum/0', 'magnum/0'],
    ['**CAUTION:** be slow.', 'vault/0', 'vault/0'],
    ['CAUTION: be slow.', 'jumphost', '1.0'],
    ['> CAUTION: be slow with `the-cluster` and `more`.', 'vault/0', 'the-cluster'],
  ])('%s at %s has the operator type %s', (caution, location, object) => {
    const runbook = read('## Step 1.0', caution, '', `**RUN -- ${location}**`, '', ...fence);
    expect(runbook.steps[0]?.blocks[0]?.cautions).toMatchObject([{ object }]);
  });

  it('danger in a heading: to every block of the step that changes anything', () => {
    const runbook = read(
      '## Step 1 -- Init [IRREVERSIBLE ONE-SHOT -- run verbatim]',
      ...run,
      '**CHECK -- jumphost**',
      '',
      ...fence,
      ...run,
    );
    const cautioned = runbook.steps[0]?.blocks.map((block) => block.cautions.length);
    expect(cautioned).toEqual([1, 0, 1]);
    const mild = read('## Step 1 -- Create (MUTATION)', ...run);
    expect(mild.steps[0]?.blocks[0]?.cautions).toEqual([]);
  });
});

describe('routing', () => {
  const ask = '**ASK:** Is this a `fresh deploy` or an `existing-cluster graft`?';

  it('above the first block holds for the step, below a block for that block', () => {
    const runbook = read(
      ask,
      '',
      '## Step 1',
      '**SKIP WHEN:** fresh deploy. **DEFER TO:** phase-08 steps 8.1 to 8.5.',
      '',
      ...run,
      '**SKIP WHEN:** `existing-cluster graft`.',
    );
    expect(runbook.steps[0]?.routing).toMatchObject({
      skipWhen: 'fresh deploy',
      deferTo: 'phase-08 steps 8.1 to 8.5',
    });
    expect(runbook.steps[0]?.blocks[0]?.routing).toMatchObject({
      skipWhen: 'existing-cluster graft',
      deferTo: undefined,
    });
    expect(runbook.problems).toEqual([]);
  });

  it('by an answer nobody offers is a problem and skips nothing', () => {
    const runbook = read(ask, '', '## Step 1', '**SKIP WHEN:** fresh deployment.', '', ...run);
    expect(runbook.steps[0]?.routing).toBeUndefined();
    expect(runbook.problems).toMatchObject([{ line: 4, nearest: '**SKIP WHEN:** fresh deploy.' }]);
  });

  it('is asked once: the words, and a short id for each answer', () => {
    expect(read(ask).questions).toEqual([
      {
        id: 'route',
        line: 1,
        text: 'Is this a fresh deploy or an existing-cluster graft?',
        options: [
          { id: 'fresh', text: 'fresh deploy' },
          { id: 'graft', text: 'existing-cluster graft' },
        ],
      },
    ]);
  });

  it('answers that begin alike get longer ids; a second question gets a second id', () => {
    const runbook = read('**ASK:** `new cloud` or `new region`?', '', '**ASK:** `yes` or `no`?');
    expect(
      runbook.questions.map(({ id, options }) => [id, ...options.map((one) => one.id)]),
    ).toEqual([
      ['route', 'new-cloud', 'new-region'],
      ['route-2', 'yes', 'no'],
    ]);
  });

  it('a question with one answer is a problem', () => {
    expect(read('**ASK:** Is this a `fresh deploy`?').problems).toHaveLength(1);
  });
});

describe('sentences about a block', () => {
  it.each([
    ['**STDIN:** terminal.', { stdin: 'tty' }],
    ['**IDEMPOTENT:** yes.', { idempotent: true }],
    ['**IDEMPOTENT:** no.', { idempotent: false }],
    ['**FALLBACK WHEN:** no.', { fallbackWhen: 'no' }],
    ['**FALLBACK WHEN:** `failed`.', { fallbackWhen: 'failed' }],
  ])('%s', (sentence, expected) => {
    const { block, runbook } = stepWith(sentence);
    expect(block).toMatchObject(expected);
    expect(runbook.problems).toEqual([]);
  });

  it.each([
    '**STDIN:** a pipe.',
    '**IDEMPOTENT:** mostly.',
    '**FALLBACK WHEN:** never.',
    '**CAPTUR:** `x` is the output.',
    '**SKIP IF:** x.',
  ])('with a slip are a problem: %s', (sentence) => {
    const { runbook } = stepWith(sentence);
    expect(runbook.problems).toHaveLength(1);
    expect(runbook.problems[0]).toMatchObject({ line: 9 });
  });

  it('with no block to speak of are a problem', () => {
    expect(read('## Step 1', '**IDEMPOTENT:** yes.').problems).toHaveLength(1);
    expect(read('## Step 1', '**CAPTURE:** `x` is the output.').problems).toHaveLength(1);
  });
});
