import { describe, expect, it } from 'vitest';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { phase07File, phase07Text } from './phase-07-document.ts';
import {
  blockOf,
  phase08 as runbook,
  phase08Blocks as blocks,
  phase08Fences,
} from './phase-08-document.ts';

const phase07 = readRunbook(phase07Text(), phase07File);
const offTheWay = blocks.filter(({ kind, diagnosis }) => kind === 'fallback' || diagnosis);

describe('phase 08 as the reader understands it', () => {
  it('leaves nothing that is not understood', () => {
    expect(runbook.problems).toEqual([]);
    expect(runbook.other).toEqual([]);
  });

  it('has the steps that phase 07 defers to, and in the time of the creation what needs no cluster', () => {
    expect(runbook.id).toBe('phase-08');
    expect(runbook.steps.map(({ id }) => id)).toEqual([
      'prerequisites',
      ...['8.0', '8.1', '8.2', '8.4', '8.4.1', '8.4.2', '8.4.3', '8.4.6'],
      ...['8.3', '8.4.4', '8.4.5', '8.4.7', '8.4.8', '8.5'],
      'exit-gate',
    ]);
  });

  it('asks the question of phase 07 in its words, so that one answer holds for both', () => {
    const asked = ({ questions }: typeof runbook) =>
      questions.map(({ text, options }) => [text, options.map((option) => option.text)]);
    expect(asked(runbook)).toEqual(asked(phase07));
  });

  it('holds every block byte for byte', () => {
    expect(new Map(blocks.map(({ id, text }) => [id, text]))).toEqual(phase08Fences());
  });

  it('gives the same values as phase 07 to the names that both have, and leaves none open', () => {
    const theirs = new Map(phase07.literals.map(({ name, value }) => [name, value]));
    for (const { name, value } of runbook.literals) {
      expect([name, value]).toEqual([name, theirs.get(name) ?? value]);
      expect(value, name).not.toBe('');
    }
  });
});

describe('the gates of phase 08', () => {
  it('stand with every block', () => {
    expect(blocks.filter(({ gates }) => gates.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('are judged by a machine, but for what only a person can know', () => {
    const attested = runbook.steps.flatMap((step) => [
      ...step.gates.filter(({ type }) => type === 'attested').map(() => step.id),
      ...step.blocks.flatMap(({ id, gates }) =>
        gates.filter(({ type }) => type === 'attested').map(() => id),
      ),
    ]);
    expect(attested).toEqual(['8.4.6/1', '8.4.7']);
  });

  it('can not be passed over where a hash or a scope is wrong', () => {
    const hard = blocks.filter(({ gates }) => gates.some((gate) => gate.hard));
    expect(hard.map(({ id }) => id)).toEqual(['prerequisites/6', '8.0/3']);
  });

  it('name every step that changes something, and ask that nothing is left open', () => {
    const exit = runbook.steps.find(({ role }) => role === 'exit-gate');
    const conditions = (exit?.gates ?? []).flatMap((gate) =>
      gate.type === 'machine' ? gate.conditions : [],
    );
    const named = conditions.flatMap((one) => (one.type === 'passed' ? one.refs : []));
    const mutating = runbook.steps.filter((step) => step.blocks.some((block) => block.mutates));
    expect(mutating.map(({ id }) => id).filter((id) => !named.includes(id))).toEqual([]);
    expect(conditions.map(({ type }) => type)).toContain('deferrals-closed');
  });
});

describe('the acceptance bar', () => {
  const items = runbook.steps.filter(({ acceptance }) => acceptance !== undefined);

  it('has the eight items of D-011, each a step of its own with a gate, but the one put off for good', () => {
    const named = items.map(({ id, acceptance }) => [acceptance?.id, id]).sort();
    expect(named).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`D-011.${n}`, `8.4.${n}`]));
    const judged = items.filter(
      ({ gates, blocks: within }) => gates.length + within.flatMap((one) => one.gates).length > 0,
    );
    expect(items.filter((step) => !judged.includes(step)).map(({ id }) => id)).toEqual(['8.4.8']);
  });

  it('puts off the seventh only by the word of a person, and the eighth always', () => {
    const routings = items
      .filter(({ routing }) => routing !== undefined)
      .map(({ id, routing }) => [id, routing?.skipWhen, routing?.deferTo]);
    expect(routings).toEqual([
      ['8.4.7', undefined, 'the snapshot pass of D-012'],
      ['8.4.8', undefined, 'version 2, with Designate'],
    ]);
    expect(items.find(({ id }) => id === '8.4.7')?.gates[0]).toMatchObject({
      trainingAnswer: 'later',
    });
  });
});

describe('what may run beside the walk', () => {
  it('is what takes long, each up to the step that needs it', () => {
    const beside = blocks.flatMap(({ id, poll }) =>
      poll?.meanwhile === undefined ? [] : [[id, poll.meanwhile.upTo, poll.diagnose]],
    );
    expect(beside).toEqual([
      ['8.0/5', '8.0/10', ['8.0/6']],
      ['8.2/1', '8.3', ['8.2/4', '8.2/5']],
      ['8.2/2', '8.3', ['8.2/5']],
      ['8.2/3', '8.3', ['8.2/4', '8.2/5']],
      ['8.4.4/5', '8.5', []],
    ]);
  });

  it('gives nothing to a block that may come before its end', () => {
    for (const [index, { id, captures, poll }] of blocks.entries()) {
      const upTo = poll?.meanwhile?.upTo;
      if (upTo === undefined) continue;
      const end = blocks.findIndex((one) => one.id === upTo || one.id === `${upTo}/1`);
      const between = blocks.slice(index + 1, end);
      expect(between.length, id).toBeGreaterThan(0);
      for (const { name } of captures)
        expect(between.filter(({ text }) => text.includes(`$${name}`))).toEqual([]);
    }
  });
});

describe('what phase 08 asks of the operator', () => {
  it('types the name of the thing before it is made, failed over, cut loose or deleted', () => {
    const typed = blocks.flatMap(({ id, cautions }) => cautions.map(({ object }) => [id, object]));
    expect(typed).toEqual([
      ['8.0/2', '$image'],
      ['8.1/2', '$cluster'],
      ['8.4.4/8', '$api_lb_id'],
      ['8.5/1', '$cluster'],
      ['8.5/3', '$stuck_cluster'],
      ['8.5/4', '$stuck_cluster'],
      ['8.5/5', '$stuck_cluster'],
      ['8.5/6', '$stuck_cluster'],
      ['8.5/7', '$cluster_uuid'],
    ]);
  });

  it('offers its fallbacks after a plain no only, but for the second way to a kubeconfig', () => {
    const whenNo = offTheWay
      .filter(({ kind }) => kind === 'fallback')
      .map(({ id, fallbackWhen }) => [id, fallbackWhen]);
    expect(whenNo.filter(([, when]) => when === 'failed').map(([id]) => id)).toEqual(['8.3/2']);
    expect(whenNo).toHaveLength(8);
  });

  it('leaves alone, on a graft, the cluster that somebody has', () => {
    const left = runbook.steps.flatMap((step) =>
      step.blocks
        .filter((block) => (block.routing ?? step.routing)?.skipWhen === 'existing-cluster graft')
        .map(({ id }) => id),
    );
    const removing = blocks.filter(({ text }) => /coe cluster (create|delete)/.test(text));
    expect(removing.map(({ id }) => id).filter((id) => !left.includes(id))).toEqual([]);
  });
});

describe('the scope of a block of phase 08', () => {
  it('is said by its label wherever OpenStack is asked, and is one that the document defines', () => {
    const asks = blocks.filter(({ text }) =>
      /^\s*openstack |\(openstack |openstack "\$@"/m.test(text),
    );
    expect(asks.length).toBeGreaterThan(30);
    expect(runbook.scopes.map(({ name }) => name)).toEqual(['admin', 'capi-mgmt']);
    expect(asks.filter(({ scope }) => scope === undefined).map(({ id }) => id)).toEqual([]);
  });

  it('is the admin one for the inner workings of Octavia, and that of the project for clusters', () => {
    const scopesOf = (asked: RegExp) =>
      new Set(blocks.filter(({ text }) => asked.test(text)).map(({ scope }) => scope));
    expect(scopesOf(/loadbalancer (failover|amphora)|hypervisor|role assignment/)).toEqual(
      new Set(['admin']),
    );
    expect(scopesOf(/openstack coe /)).toEqual(new Set(['capi-mgmt']));
  });

  it('names the cluster that kubectl speaks to in each block, and leaves no name behind', () => {
    const asks = blocks.filter(({ text }) => /\bkubectl (-n|get|create|delete|expose)/.test(text));
    expect(asks.length).toBeGreaterThan(10);
    for (const { id, text } of asks) {
      expect(text, id).toContain('KUBECONFIG=~/');
      // An export at the top of a block would outlive it.
      expect(text, id).not.toMatch(/^export KUBECONFIG/m);
    }
    const workload = asks.filter(({ text }) => text.includes('"$cluster"/config'));
    const changing = asks.filter(({ text }) => /patch openstackcluster/.test(text));
    expect(changing.map(({ id }) => id)).toEqual(['8.5/3']);
    expect(workload).not.toContain(blockOf('8.5/3'));
  });

  it('lets nothing read the standard input that a pasted block comes from', () => {
    const readers = blocks.flatMap(({ id, text }) =>
      text
        .replace(/\\\n/g, ' ')
        .replace(/\n\s+<\/dev\/null/g, ' </dev/null')
        .split('\n')
        .filter((line) =>
          /(^|[\s(])(juju|openstack|kubectl|ssh|curl|vault) (-|"\$@"|[a-z]+ )/.test(line),
        )
        .filter((line) => !line.includes('</dev/null') && !/for tool in|echo /.test(line))
        .map((line) => `${id}: ${line.trim()}`),
    );
    expect(readers).toEqual([]);
  });
});
