import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { readFlow } from '../../src/steps/flow.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import type { Block, OtherBlock, Runbook } from '../../src/steps/model.ts';
import { scanFences } from '../support/fence-scan.ts';

const folder = new URL('../../../shared/sources/', import.meta.url);
const thereAre = existsSync(folder);
const note = thereAre ? '' : ' (skipped: ../shared/sources is not beside the checkout)';

const FACTS = [
  { file: 'phase-07.md', headings: 20, fences: 19, literals: 8 },
  { file: 'phase-07-older-flattened.txt', headings: 21, fences: 0, literals: 0 },
  { file: 'runbook-05.md', headings: 15, fences: 17, literals: 0 },
  { file: 'phase-08.md', headings: 13, fences: 11, literals: 9 },
  { file: 'appendix-a.md', headings: 66, fences: 0, literals: 0 },
];

/** What was made of code blocks, offered and not: the commands in lists and tables stand beside them. */
function codeOf({ steps, other }: Runbook): (Block | OtherBlock)[] {
  return [...steps.flatMap((step) => step.blocks), ...other].filter(
    ({ origin }) => origin !== 'inline',
  );
}

function load(file: string): { source: string; bytes: Uint8Array } {
  const bytes = readFileSync(new URL(file, folder));
  return { source: bytes.toString('utf8'), bytes };
}

describe.skipIf(!thereAre)(`the documents an operator has today${note}`, () => {
  it.each(FACTS)('$file: as many headings, fences and literals as it holds', (facts) => {
    const { source, bytes } = load(facts.file);
    const flow = readFlow(source);
    const runbook = readRunbook(bytes, facts.file);
    const fences = flow.filter((item) => item.type === 'code' && item.form === 'fenced');
    expect(flow.filter((item) => item.type === 'heading')).toHaveLength(facts.headings);
    expect(fences).toHaveLength(facts.fences);
    expect(runbook.literals).toHaveLength(facts.literals);
  });

  it.each(FACTS)('$file: every fence is there once, byte for byte, on its line', ({ file }) => {
    const { source, bytes } = load(file);
    const runbook = readRunbook(bytes, file);
    const read = codeOf(runbook).map(({ line, lang, text }) => ({ line, lang, text }));
    const scanned = scanFences(source).map(({ line, lang, text }) => ({ line, lang, text }));
    expect(read.sort((a, b) => a.line - b.line)).toEqual(scanned);
  });

  it.each(FACTS)(
    '$file: its own parser finds the same code when it is read in one piece',
    ({ file }) => {
      const { source, bytes } = load(file);
      const found: string[] = [];
      const visit = (node: { type: string; value?: string; children?: unknown[] }): void => {
        if (node.type === 'code') found.push(node.value ?? '');
        node.children?.forEach((child) => visit(child as typeof node));
      };
      visit(fromMarkdown(source));
      const runbook = readRunbook(bytes, file);
      const read = codeOf(runbook).sort((a, b) => a.line - b.line);
      expect(read.map(({ text }) => text)).toEqual(found);
    },
  );

  it('phase-07: 11 RUN and 6 CHECK labels, a fallback, and an override that is only shown', () => {
    const runbook = readRunbook(load('phase-07.md').bytes, 'phase-07.md');
    const blocks = runbook.steps.flatMap((step) => step.blocks);
    const labelled = blocks.filter((block) => block.labelled);
    expect(labelled.filter((block) => block.kind === 'check')).toHaveLength(6);
    expect(labelled.filter((block) => block.kind !== 'check')).toHaveLength(11);
    expect(blocks.filter((block) => !block.labelled).map(({ id, kind }) => ({ id, kind }))).toEqual(
      [{ id: '7.1/3', kind: 'fallback' }],
    );
    expect(runbook.other).toMatchObject([{ line: 320, reason: 'every line is a comment' }]);
    expect(runbook.problems).toEqual([]);
  });

  it('phase-07: fresh deploy skips the poll of 7.8 and the whole of 7.9', () => {
    const { steps, questions } = readRunbook(load('phase-07.md').bytes, 'phase-07.md');
    expect(questions[0]?.options.map((option) => option.id)).toEqual(['fresh', 'graft']);
    const poll = steps.find((step) => step.id === '7.8')?.blocks[1];
    expect(poll?.routing).toMatchObject({ skipWhen: 'fresh deploy', deferTo: 'phase-08 step 8.2' });
    expect(poll?.gates[0]?.onlyWhen).toBe('existing-cluster graft');
    const regression = steps.find((step) => step.id === '7.9');
    expect(regression?.routing).toMatchObject({ skipWhen: 'fresh deploy', deferTo: 'phase-08' });
  });

  it('phase-07: steps 7.0 to 7.9 with 7.7b, rollback and exit gate, in order', () => {
    const { steps } = readRunbook(load('phase-07.md').bytes, 'phase-07.md');
    const ids = '7.0 7.1 7.2 7.3 7.4 7.5 7.6 7.7 7.7b 7.8 7.9'.split(' ');
    expect(steps.map((step) => step.id)).toEqual([
      'prerequisites',
      ...ids,
      'rollback',
      'exit-gate',
    ]);
    const exit = steps.at(-1);
    expect(exit?.gates).toHaveLength(5);
    expect(exit?.gates.every((gate) => gate.type === 'attested')).toBe(true);
  });

  it('phase-08: a back-ticked label holds for every block of its step, with its scope', () => {
    const { steps } = readRunbook(load('phase-08.md').bytes, 'phase-08.md');
    const verify = steps.find((step) => step.id === '8.0')?.blocks ?? [];
    expect(verify.map(({ labelled, location, scope }) => [labelled, location, scope])).toEqual([
      [true, 'jumphost', 'capi-mgmt'],
      [true, 'jumphost', 'capi-mgmt'],
      [true, 'jumphost', 'capi-mgmt'],
    ]);
    const bar = steps.find((step) => step.id === '8.4');
    const code = bar?.blocks.filter(({ origin }) => origin !== 'inline');
    expect(code).toMatchObject([{ location: 'jumphost, KUBECONFIG=~/capi-test-1/config' }]);
  });

  it('phase-08: the commands of its acceptance bar that only read are checks, each with its item', () => {
    const { steps, other } = readRunbook(load('phase-08.md').bytes, 'phase-08.md');
    const bar = steps.find((step) => step.id === '8.4');
    const checks = bar?.blocks.filter(({ origin }) => origin === 'inline') ?? [];
    expect(checks.map(({ id, kind, labelled, line }) => [id, kind, labelled, line])).toEqual([
      ['8.4/1', 'check', false, 222],
      ['8.4/2', 'check', false, 227],
    ]);
    expect(checks[0]?.gates[0]?.text).toMatch(/^D-011\.1 -- All charms active\/idle\./);
    expect(checks[0]?.expect[0]).toContain('nothing but active/idle');
    expect(bar?.gates).toHaveLength(3);
    const refused = other.filter(({ origin }) => origin === 'inline');
    expect(refused.map(({ line }) => line)).toEqual([237, 238, 255]);
  });

  it('runbook-05: the verifications of its table of prerequisites are checks', () => {
    const { steps } = readRunbook(load('runbook-05.md').bytes, 'runbook-05.md');
    const checks = steps.flatMap(({ blocks }) =>
      blocks.filter(({ origin }) => origin === 'inline'),
    );
    expect(checks.every(({ kind, gates }) => kind === 'check' && gates.length === 1)).toBe(true);
    expect(checks.map(({ text }) => text)).toContain('juju status magnum | grep magnum/0');
    // The table of red flags looks for causes.
    expect(checks.every(({ line }) => line < 79)).toBe(true);
  });

  it('a flattened document keeps its file name as title and says that its fences are gone', () => {
    const { bytes } = load('phase-07-older-flattened.txt');
    const runbook = readRunbook(bytes, 'phase-07-older-flattened.txt');
    expect(runbook.title).toBe('phase-07-older-flattened');
    expect(runbook.steps).toEqual([]);
    expect(runbook.problems[0]?.message).toContain('lost their fences');
  });
});
