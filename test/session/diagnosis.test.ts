import { describe, expect, it } from 'vitest';
import {
  diagnosedBy,
  diagnosesOf,
  nextDiagnosis,
  pollBehind,
} from '../../src/session/diagnosis.ts';
import { allowed } from '../../src/session/allowed.ts';
import { stepStanding } from '../../src/session/outline.ts';
import { nextBlock, standingOf } from '../../src/session/standing.ts';
import { Told } from '../support/documents.ts';
import { twoPolls } from '../support/two-polls.ts';

const ids = (found: readonly { readonly block: { readonly id: string } }[]) =>
  found.map(({ block }) => block.id);

/** Both polls name the check; it stands below the first. */
const shared = twoPolls('/nowhere').replace('**MEANWHILE:** go on.', '**DIAGNOSE:** `2/2`.');

describe('what finds out why a poll does not come', () => {
  it('is named by the poll, and knows which', () => {
    const told = new Told(twoPolls('/nowhere'));
    expect(ids(diagnosesOf(told.session, told.block('2/1')))).toEqual(['2/2']);
    expect(ids(diagnosesOf(told.session, told.block('3/1')))).toEqual([]);
    expect(ids(diagnosedBy(told.session, told.block('2/2')))).toEqual(['2/1']);
    expect(ids(diagnosedBy(told.session, told.block('4/2')))).toEqual([]);
  });

  it('is no block that the document does not hold, nor one that is no check', () => {
    const told = new Told(twoPolls('/nowhere').replace('`2/2`.', '`9/9` and `4/1`.'));
    expect(diagnosesOf(told.session, told.block('2/1'))).toEqual([]);
  });

  it('was opened for the poll that failed last, of several that name it', () => {
    const told = new Told(shared);
    expect(pollBehind(told.session, told.block('2/2'))?.block.id).toBe('2/1');
    told.ran('2/1', ['no']).ran('3/1', ['no']);
    expect(pollBehind(told.session, told.block('2/2'))?.block.id).toBe('3/1');
    told.ran('3/1', ['yes']);
    expect(pollBehind(told.session, told.block('2/2'))?.block.id).toBe('2/1');
  });

  it('stops nothing by what it finds, and does not colour its step', () => {
    const told = new Told(twoPolls('/nowhere').replace('echo looked', 'false'));
    told.ran('1/1', ['yes']).ran('2/1', ['no']);
    told.ran('2/2', [], { type: 'exited', status: 1 });
    expect(nextBlock(told.session)?.block.id).toBe('2/1');
    told.ran('2/1', ['yes']);
    expect(standingOf(told.session, told.block('2/2'))).toBe('failed');
    expect(nextBlock(told.session)?.block.id).toBe('3/1');
    expect(stepStanding(told.session, [told.block('2/1'), told.block('2/2')])).toBe('passed');
    told.ran('3/1', ['yes']);
    expect(allowed(told.session, { type: 'run', block: 'book:4/1' })).toBeUndefined();
    told.ran('4/1', ['yes']).ran('4/2', ['yes']).ran('5/1', ['yes']);
    expect(allowed(told.session, { type: 'finish' })).toBeUndefined();
  });

  it('is to be run once for each time that the poll failed', () => {
    const told = new Told(twoPolls('/nowhere'));
    const next = () => nextDiagnosis(told.session, told.block('2/1'))?.block.id;
    told.ran('2/1', ['no']);
    expect(next()).toBe('2/2');
    told.ran('2/2', []);
    expect(next()).toBeUndefined();
    told.ran('2/1', ['no']);
    expect(next()).toBe('2/2');
  });
});
