import { describe, expect, it } from 'vitest';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { phase07Blocks, phase07File, phase07Text } from './phase-07-document.ts';
import { inventory } from './phase-07-inventory.ts';

const runbook = readRunbook(phase07Text(), phase07File);
const blocks = runbook.steps.flatMap((step) => step.blocks);
const blockOf = (id: string) => blocks.find((block) => block.id === id);

describe('phase 07 as the reader understands it', () => {
  it('leaves nothing that is not understood', () => {
    expect(runbook.problems).toEqual([]);
    expect(runbook.other).toEqual([]);
  });

  it('has the steps that phase 08 and the appendix speak of', () => {
    expect(runbook.steps.map(({ id }) => id)).toEqual([
      'prerequisites',
      ...['7.0', '7.1', '7.2', '7.3', '7.3b', '7.4', '7.5', '7.6', '7.7', '7.7b', '7.8', '7.9'],
      'rollback',
      'exit-gate',
    ]);
  });

  it('asks once which route is walked', () => {
    expect(runbook.questions.map(({ options }) => options.map(({ text }) => text))).toEqual([
      ['fresh deploy', 'existing-cluster graft'],
    ]);
  });

  it('holds every block byte for byte', () => {
    const fences = blocks.filter(({ transfer }) => transfer === undefined);
    expect(new Map(fences.map(({ id, text }) => [id, text]))).toEqual(phase07Blocks());
  });

  it('gives no value where one is measured or found', () => {
    const empty = runbook.literals.filter(({ value }) => value === '');
    expect(empty.map(({ name }) => name)).toEqual(['conductor-src']);
  });
});

describe('the gates of phase 07', () => {
  it.each(inventory)('$asks is judged at $block: $gate', ({ block, gate }) => {
    const texts = blockOf(block)?.gates.map(({ text }) => text) ?? [];
    expect(texts.filter((text) => text.includes(gate))).not.toEqual([]);
  });

  it('are all judged by a machine, but for the change record after a rollback', () => {
    const attested = blocks.flatMap(({ id, gates }) =>
      gates.filter(({ type }) => type === 'attested').map(() => id),
    );
    expect(attested).toEqual(['rollback/4']);
    expect(runbook.steps.flatMap(({ gates }) => gates.map(({ type }) => type))).toEqual(
      Array<string>(7).fill('machine'),
    );
  });

  it('stand with every block', () => {
    expect(blocks.filter(({ gates }) => gates.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('can not be passed over where a hash or a command line is wrong', () => {
    const hard = blocks.filter(({ gates }) => gates.some((gate) => gate.hard));
    expect(hard.map(({ id }) => id)).toEqual([
      ...['7.2/3', '7.2/4', '7.4/4', '7.7/3', '7.7b/3'],
      'rollback/3',
    ]);
  });

  it('name only steps and blocks that exist, and every step that changes something', () => {
    const exit = runbook.steps.find(({ role }) => role === 'exit-gate');
    const named = (exit?.gates ?? []).flatMap((gate) =>
      gate.type === 'machine'
        ? gate.conditions.flatMap((one) => (one.type === 'passed' ? one.refs : []))
        : [],
    );
    const known = new Set([...runbook.steps.map(({ id }) => id), ...blocks.map(({ id }) => id)]);
    expect(named.filter((ref) => !known.has(ref))).toEqual([]);
    const mutating = runbook.steps.filter(
      (step) => step.role === 'step' && step.blocks.some((block) => block.mutates),
    );
    const left = mutating.filter(
      (step) => !named.some((ref) => ref === step.id || ref.startsWith(`${step.id}/`)),
    );
    expect(left.map(({ id }) => id)).toEqual([]);
  });
});

describe('what phase 07 asks of the operator', () => {
  it('types the name of the thing before it is replaced, restarted, deleted or taken back', () => {
    const typed = blocks.flatMap(({ id, cautions }) => cautions.map(({ object }) => [id, object]));
    expect(typed).toEqual([
      ['7.2/3', '/etc/magnum/kubeconfig'],
      ['7.3b/2', 'magnum/0'],
      ['7.8/1', 'magnum-conductor'],
      ['7.9/5', 'capi-fix-check'],
      ['rollback/1', 'magnum-capi-helm'],
      ['rollback/4', 'magnum-conductor'],
    ]);
  });

  it('leaves what needs an existing cluster to phase 08 on a fresh deploy', () => {
    const step = runbook.steps.find(({ id }) => id === '7.9');
    expect(blockOf('7.8/6')?.routing).toMatchObject({
      skipWhen: 'fresh deploy',
      deferTo: 'phase-08 step 8.2',
    });
    expect(step?.routing).toMatchObject({
      skipWhen: 'fresh deploy',
      deferTo: 'phase-08 steps 8.1 to 8.5',
    });
  });

  it.each(['7.1/3', '7.3b/2'])('offers the fallback %s only after a plain no', (id) => {
    expect(blockOf(id)).toMatchObject({ kind: 'fallback', fallbackWhen: 'no' });
  });
});

describe('the scope of a block of phase 07', () => {
  const asksOpenStack = blocks.filter(({ text }) =>
    /^\s*openstack |\(openstack |\bopenstack coe/m.test(text),
  );

  it('is said by its label and set by itself, in parentheses, with a project id that is checked', () => {
    expect(asksOpenStack.length).toBeGreaterThan(10);
    for (const { id, scope, text } of asksOpenStack) {
      expect([id, scope]).toEqual([id, expect.stringMatching(/^(admin|capi-mgmt)$/)]);
      expect(text, id).toMatch(/^\($/m);
      expect(text, id).toMatch(/\. ~\/admin-openrc \|\| exit 2\n\s+unset OS_PROJECT_(ID|NAME)/);
      const checked = scope === 'admin' ? '$scope' : '$capi_pid';
      expect(text, id).toContain(`[[ ${checked} =~ ^[0-9a-f]{32}$ ]] ||`);
    }
  });

  it('lets nothing read the standard input that a pasted block comes from', () => {
    const readers = blocks.flatMap(({ id, text }) =>
      text
        .replace(/\\\n/g, ' ')
        .split('\n')
        .filter((line) => /(^|[\s(])(juju|openstack|kubectl) (run|status|ssh|[a-z]+ )/.test(line))
        .filter((line) => !line.includes('</dev/null') && !/for tool in/.test(line))
        .map((line) => `${id}: ${line.trim()}`),
    );
    expect(readers).toEqual([]);
  });
});
