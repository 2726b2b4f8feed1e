import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outlineText } from '../../src/cli/outline.ts';
import { judge } from '../../src/steps/judge.ts';
import type { Block, Condition, Gate } from '../../src/steps/model.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { takeCaptures } from '../../src/steps/take-captures.ts';
import type { Evidence } from '../../src/steps/verdict.ts';
import { readPage } from '../support/format-page.ts';
import { evidence, gateOf, stepWith } from '../support/read.ts';

const page = readFileSync(new URL('../../docs/runbook-format.md', import.meta.url), 'utf8');
const { examples, sentences } = readPage(page);

/** A piece as a document: in a step, when it says none. */
const documentOf = (markdown: string): string =>
  /^## /m.test(markdown) ? markdown : `## Step 1\n\n${markdown}`;
const readExample = (markdown: string) => readRunbook(documentOf(markdown), 'runbook.md');
const blocksOf = (markdown: string): readonly Block[] =>
  readExample(markdown).steps.flatMap((step) => step.blocks);

/** `output "a\nb", exit 2` as what a block left behind; the program ends its output with a line end, or does not. */
function leftBy(words: string, end: string): Evidence {
  const captures: Record<string, string> = {};
  const standing: Record<string, 'passed' | 'not-passed'> = {};
  let left: Partial<Evidence> = {};
  const text = (literal = '""'): string => {
    const value = JSON.parse(literal) as string;
    return value === '' ? '' : value + end;
  };
  const fact =
    /(?:exit (\d+)|(error output|output) ("(?:[^"\\]|\\.)*")|`(\w+)` is "([^"]*)"|(\d[\w./]*) (passed|failed))(?:, |$)/gy;
  let read = 0;
  for (let found = fact.exec(words); found !== null; found = fact.exec(words)) {
    read = fact.lastIndex;
    const [, exit, stream, said, name, value, ref, stands] = found;
    if (exit !== undefined) left = { ...left, exitStatus: Number(exit) };
    if (stream !== undefined)
      left = { ...left, [stream === 'output' ? 'stdout' : 'stderr']: text(said) };
    if (name !== undefined) captures[name] = value ?? '';
    if (ref !== undefined) standing[ref] = stands === 'passed' ? 'passed' : 'not-passed';
  }
  if (read !== words.length) throw new Error(`not understood: ${words.slice(read)}`);
  return evidence({ ...left, captures, standing });
}

const captured = ['new_pid', 'old_pid'].map((name) => `**CAPTURE:** \`${name}\` is the output.`);
const readGate = (sentence: string) => gateOf(sentence, captured.join('\n\n'));
const gates = sentences.filter(({ head }) => head === 'GATE');
const captures = sentences.filter(({ head }) => head === 'CAPTURE');
const conditionsIn = (gate: Gate): readonly Condition[] =>
  gate.type === 'machine' ? [...gate.conditions, ...(gate.noWhen ?? [])] : [];

describe('the examples of docs/runbook-format.md', () => {
  it('are many', () => {
    expect(examples.length).toBeGreaterThanOrEqual(18);
    expect(gates.length).toBeGreaterThanOrEqual(40);
    expect(captures.length).toBeGreaterThanOrEqual(10);
  });

  it.each(examples)('are read as they say: line $line', ({ markdown, outline }) => {
    const runbook = readExample(markdown);
    const printed = outlineText(runbook, 1000)
      .split('\n')
      .map((line) => line.replace(/^ *\d*\s+/, ''));
    const isProblem = (line: string): boolean => line.startsWith('runbook.md:');
    for (const line of outline ?? []) expect(printed).toContain(line);
    const expected = (outline ?? []).filter(isProblem);
    expect(printed.filter(isProblem)).toEqual(expected);
  });

  it.each(gates)(
    'are gates that judge as they say: line $line, $sentence',
    ({ sentence, cases }) => {
      const { gate, problems } = readGate(sentence);
      expect(problems).toEqual([]);
      expect(gate.type).toBe('machine');
      for (const { says, of } of cases)
        for (const end of ['', '\n']) {
          const verdict = judge(gate, leftBy(of, end));
          expect({ of, answer: verdict.answer.replaceAll('-', ' ') }).toEqual({ of, answer: says });
        }
      expect(cases.map(({ says }) => says)).toEqual(expect.arrayContaining(['yes', 'no']));
    },
  );

  it.each(captures)('are captures that take what they say: line $line', ({ sentence, cases }) => {
    const { block, runbook } = stepWith(`**CAPTURE:** ${sentence}`);
    expect(runbook.problems).toEqual([]);
    expect(block.captures).toHaveLength(1);
    expect(cases.map(({ says }) => says)).toContain('takes nothing');
    for (const { says, of } of cases)
      for (const end of ['', '\n']) {
        const values = Object.values(takeCaptures(block.captures, leftBy(of, end)).values);
        const taken = says === 'takes nothing' ? [] : [JSON.parse(says.replace('takes ', ''))];
        expect({ of, values }).toEqual({ of, values: taken });
      }
  });
});

describe('the forms of docs/runbook-format.md', () => {
  it('are all there: each thing that is looked at, each test, each count', () => {
    const all = gates.flatMap(({ sentence }) => conditionsIn(readGate(sentence).gate));
    const told = new Set(
      all.flatMap((condition): string[] => {
        switch (condition.type) {
          case 'subject': {
            const { subject, test } = condition;
            const op = 'op' in test ? ` ${test.op}` : '';
            const stream = 'stream' in subject ? ` ${subject.stream}` : '';
            return [`${subject.type}${stream}`, `${test.type}${op}`];
          }
          case 'lines':
            return [`lines ${condition.op} ${condition.pattern === undefined ? 'any' : 'such'}`];
          case 'exit-status':
            return [`exit-status ${condition.negated ? 'not' : 'is'}`];
          case 'every-line':
          case 'passed':
          case 'deferrals-closed':
            return [condition.type];
        }
      }),
    );
    expect([...told]).toEqual(
      expect.arrayContaining([
        ...['output stdout', 'output stderr', 'line stdout', 'line stderr', 'json', 'capture'],
        ...['is', 'is-not', 'contains', 'lacks', 'matches', 'matches-not', 'exists', 'exists-not'],
        ...['at-least', 'at-most', 'more-than', 'less-than'].map((op) => `number ${op}`),
        ...['exactly', 'at-least', 'at-most'].map((op) => `has-items ${op}`),
        ...['equals-capture', 'differs-from-capture', 'every-line', 'passed'],
        ...['exactly any', 'exactly such', 'at-least such', 'at-most such'].map(
          (op) => `lines ${op}`,
        ),
        ...['exit-status is', 'exit-status not'],
      ]),
    );
  });

  it('are all there: each source of a capture, in each stream', () => {
    const sources = captures.map(({ sentence }) => {
      const source = stepWith(`**CAPTURE:** ${sentence}`).block.captures[0]?.source;
      return `${source?.type}${source !== undefined && 'stream' in source ? ` ${source.stream}` : ''}`;
    });
    expect(new Set(sources)).toEqual(
      new Set([
        ...['line stdout', 'line stderr', 'output stdout', 'output stderr', 'json'],
        ...['match stdout', 'match stderr'],
      ]),
    );
  });

  it('are all there: each label, and each sentence', () => {
    const blocks = examples.flatMap(({ markdown }) => blocksOf(markdown));
    const labelled = blocks.filter((block) => block.labelled).map(({ kind }) => kind);
    expect(new Set(labelled)).toEqual(
      new Set(['run', 'check', 'poll', 'secret', 'transfer', 'fallback', 'rollback']),
    );
    const table = page.split('\n## Sentences\n')[1]?.split('\n## ')[0] ?? '';
    const heads = [...table.matchAll(/^\| `+ ?(?:> )?\*{0,2}([A-Z][A-Za-z ]+)/gm)].map(
      (found) => found[1]?.trim() ?? '',
    );
    expect(heads.length).toBeGreaterThan(15);
    const shown = examples.map(({ markdown }) => markdown).join('\n');
    expect(heads.filter((head) => !new RegExp(`(?:\\*\\*|^)${head}\\b`, 'm').test(shown))).toEqual(
      [],
    );
  });

  it('say of a block all that stands with it', () => {
    const find = (text: string): string =>
      examples.find(({ markdown }) => markdown.includes(text))?.markdown ?? '';
    const once = readExample(find('old-stack'));
    expect(once.dead).toMatchObject([{ value: '192.0.2.40' }]);
    expect(once.replaces).toMatchObject([{ name: 'Runbook 05' }]);
    const [remove, force, ask, list] = once.steps.flatMap((step) => step.blocks);
    expect(remove).toMatchObject({
      cautions: [{ object: 'old-stack' }],
      gates: [
        { type: 'machine', hard: true },
        { type: 'machine', onlyWhen: 'second' },
        { type: 'attested', trainingAnswer: 'yes' },
      ],
      captures: [{ name: 'said' }],
      idempotent: true,
      sensitive: true,
    });
    expect(remove?.expect).toEqual(['one line, after half a minute.']);
    expect(force).toMatchObject({ kind: 'fallback', fallbackWhen: 'no' });
    expect(ask).toMatchObject({
      stdin: 'tty',
      routing: { skipWhen: 'first', deferTo: 'the incident report' },
    });
    expect(list?.gates).toMatchObject([{ type: 'machine' }]);
    expect(once.steps[1]?.acceptance).toMatchObject({ id: 'D-011.1' });
    expect(blocksOf(find('Each way in')).map(({ secrets }) => secrets?.inputs[0])).toMatchObject([
      { name: 'root token', shape: 'vault-token', way: { type: 'stdin' } },
      { name: 'the new password', way: { prompts: [{ type: 'text' }, { type: 'text' }] } },
      { name: 'CA pass phrase', way: { prompts: [{ type: 'pattern' }] } },
    ]);
    expect(blocksOf(find('Create it'))[0]?.poll).toMatchObject({
      meanwhile: { upTo: '8.4' },
      diagnose: ['8.3/1'],
      stopOn: [{}],
    });
  });
});
