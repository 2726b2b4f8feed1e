import { describe, expect, it } from 'vitest';
import {
  acceptanceRows,
  acceptanceSentence,
  acceptanceTotals,
} from '../../src/session/acceptance.ts';
import { exitItems } from '../../src/session/exit-gate.ts';
import { walkResult } from '../../src/session/result.ts';
import type { Told } from '../support/documents.ts';
import { fresh, phase07, phase08, walked } from './support/two-phases.ts';

const table = ({ session }: Told) =>
  acceptanceRows(session).map(({ acceptance, state, reason }) => [acceptance.id, state, reason]);
const row = (told: Told, id: string) => table(told).find(([each]) => each === id);

describe('the acceptance bar', () => {
  it('says of each item what the walk came to say about it', () => {
    expect(table(walked())).toEqual([
      ['D-011.1', 'pass', '1 block passed'],
      ['D-011.5', 'pass', '1 block passed'],
      ['D-011.7', 'deferred', 'to the snapshot pass, by the operator'],
      ['D-011.8', 'deferred', 'to version 2, as phase-08 says'],
    ]);
    const rows = acceptanceRows(walked().session);
    expect(acceptanceTotals(rows)).toBe('2 of 4 pass, 2 deferred');
    expect(acceptanceSentence(rows)).toBe('Accepted, but for what is deferred (2).');
  });

  it('rests on runs: its own, and those of the steps that its gates name', () => {
    const [charms, whole] = acceptanceRows(walked().session);
    expect(charms?.evidence).toMatchObject([{ id: '8.4.1/1', attempt: 4 }]);
    expect(whole?.evidence).toMatchObject([{ id: '8.2/1', attempt: 3 }]);
  });

  it('is open while nobody knows, and never passed by nothing', () => {
    expect(table(fresh()).map(([, state]) => state)).toEqual(['open', 'open', 'open', 'deferred']);
    expect(row(fresh(), 'D-011.1')).toEqual(['D-011.1', 'open', '8.4.1/1 has not run']);
    expect(row(fresh(), 'D-011.5')).toEqual(['D-011.5', 'open', '8.2 has not passed']);
    expect(row(fresh(), 'D-011.7')?.[2]).toBe('a person has to answer this one');
    expect(acceptanceSentence(acceptanceRows(fresh().session))).toBe(
      'Not accepted yet: an item is open.',
    );
  });

  it('fails with the reason where something does not hold', () => {
    const failed = fresh().ran('phase-08:8.4.1/1', ['no']);
    expect(row(failed, 'D-011.1')).toEqual(['D-011.1', 'fail', '8.4.1/1: said no']);
    expect(acceptanceSentence(acceptanceRows(failed.session))).toBe('Not accepted: an item fails.');
    const refused = fresh().tell({
      type: 'gate-attested',
      gate: 'phase-08:8.4.7#0',
      answer: 'no',
      by: 'operator',
    });
    expect(row(refused, 'D-011.7')).toEqual(['D-011.7', 'fail', 'a person answered no']);
  });

  it('tells what was passed over, with the typed reason', () => {
    const told = fresh().ran('phase-08:8.4.1/1', ['no']);
    told.tell({ type: 'gate-overridden', owner: 'phase-08:8.4.1/1', reason: 'one charm blocked' });
    expect(row(told, 'D-011.1')).toEqual([
      'D-011.1',
      'overridden',
      'because 8.4.1/1: one charm blocked',
    ]);
    const rows = acceptanceRows(walked(told).session);
    // Walked again, it passed.
    expect(rows[0]?.state).toBe('pass');
  });

  it('tells whose step was passed over that an item rests on', () => {
    const told = fresh().ran('phase-08:8.2/1', ['no']);
    told.tell({ type: 'gate-overridden', owner: 'phase-08:8.2/1', reason: 'slow' });
    expect(row(told, 'D-011.5')).toEqual(['D-011.5', 'overridden', 'because 8.2/1: slow']);
  });

  it('does not take what was skipped for anything', () => {
    const told = fresh().tell({ type: 'block-skipped', block: 'phase-08:8.4.1/1', reason: 'late' });
    expect(row(told, 'D-011.1')).toEqual(['D-011.1', 'open', '8.4.1/1 was skipped: late']);
  });

  it('is not shown by what passed before a rollback', () => {
    const told = walked().ran('phase-07:rollback/1', []);
    expect(row(told, 'D-011.1')).toEqual(['D-011.1', 'open', 'it passed before a rollback']);
  });

  it('passes for what was left to a step of the walk and made up for there', () => {
    const bar = '## Step 7.8 -- health\n\n**ACCEPTANCE:** `H-1` it is healthy.\n';
    const told = fresh({
      'phase-07': phase07.replace('## Step 7.8 -- health\n', bar),
      'phase-08': phase08,
    });
    expect(row(told, 'H-1')).toEqual([
      'H-1',
      'deferred',
      'to phase-08 step 8.2, when fresh deploy',
    ]);
    expect(row(walked(told), 'H-1')?.[1]).toBe('pass');
    expect(row(told, 'H-1')?.[2]).toContain('closed by phase-08 8.2/1');
  });

  it('is in the order of its numbers, wherever the steps stand; a name without one stays in its place', () => {
    const item = (id: string, index: number) =>
      `## Step 9.${index} -- item\n\n**ACCEPTANCE:** \`${id}\` it holds.\n\n**GATE:** It does.\n`;
    const bar = (...names: readonly string[]) => `# Bar\n\n${names.map(item).join('\n')}`;
    const told = fresh({
      'phase-07': bar('D-011.10', 'quiet', 'D-011.2'),
      'phase-08': bar('calm', 'D-011.1', 'D-010.9'),
    });
    const ids = ['D-010.9', 'quiet', 'D-011.1', 'calm', 'D-011.2', 'D-011.10'];
    expect(table(told).map(([id]) => id)).toEqual(ids);
    expect(walkResult(told.session).acceptance.map(({ id }) => id)).toEqual(ids);
  });

  it('is nothing where no runbook has one', () => {
    const rows = acceptanceRows(fresh({ 'phase-07': phase07 }).session);
    expect(rows).toEqual([]);
    expect(acceptanceTotals(rows)).toBe('');
  });
});

it('a gate that names items that are put off is deferred', () => {
  const items = exitItems(walked().session).filter(({ step }) => step.id === 'exit-gate');
  const [answer, why] = [items.at(-2)?.answer, items.at(-2)?.why];
  expect(answer).toBe('deferred');
  expect(why).toBe('8.4.7 deferred to the snapshot pass; 8.4.8 deferred to version 2');
});

it('the result of a walk tells of every item, for a program', () => {
  expect(walkResult(walked().session).acceptance[0]).toMatchObject({
    runbook: 'phase-08',
    step: '8.4.1',
    id: 'D-011.1',
    text: 'all charms are idle',
    state: 'pass',
    evidence: [{ runbook: 'phase-08', block: '8.4.1/1', attempt: 4 }],
  });
});
