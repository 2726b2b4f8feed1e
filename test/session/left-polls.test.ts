import { describe, expect, it } from 'vitest';
import {
  besidePoll,
  isLeft,
  leftPolls,
  waitsFor,
  whyNotLeft,
} from '../../src/session/left-polls.ts';
import { locatedBlocks } from '../../src/session/refs.ts';
import { Told } from '../support/documents.ts';
import { twoPolls } from '../support/two-polls.ts';

const book = twoPolls('/nowhere');

function beside(told: Told, id: string): readonly string[] {
  const { from, until } = besidePoll(told.session, told.block(id));
  return locatedBlocks(told.session)
    .slice(from, until)
    .map(({ block }) => block.id);
}

describe('what may run beside a poll', () => {
  it('is what stands between it and the step that waits for it', () => {
    expect(beside(new Told(book), '2/1')).toEqual(['2/2', '3/1', '4/1', '4/2']);
  });

  it('is all behind it without a word about how far', () => {
    expect(beside(new Told(book), '3/1')).toEqual(['4/1', '4/2', '5/1']);
  });

  it('reaches to a block that is named', () => {
    expect(beside(new Told(book.replace('up to step `5`', 'up to block `4/2`')), '2/1')).toEqual([
      '2/2',
      '3/1',
      '4/1',
    ]);
  });

  it.each([
    ['one that stands before it', 'up to step `1`'],
    ['one that is not there', 'up to step `9.9`'],
  ])('is nothing when what waits is %s', (_, upTo) => {
    expect(beside(new Told(book.replace('up to step `5`', upTo)), '2/1')).toEqual([]);
  });

  it('is nothing where the runbook says nothing of it', () => {
    expect(
      beside(new Told(book.replace('**MEANWHILE:** go on up to step `5`. ', '')), '2/1'),
    ).toEqual([]);
  });
});

describe('leaving a poll running', () => {
  it('is told by the session: who was left, in order', () => {
    const told = new Told(book);
    const second = told.started('3/1');
    told.tell({ type: 'poll-left', attempt: second });
    const first = told.started('2/1');
    expect(isLeft(told.session, 'book:2/1')).toBe(false);
    told.tell({ type: 'poll-left', attempt: first });
    expect(leftPolls(told.session).map(({ block }) => block.id)).toEqual(['3/1', '2/1']);
    expect(told.session.running).toBeUndefined();
    expect(told.session.attempts.map(({ left }) => left)).toEqual([true, true]);
    told.tell({ type: 'block-ended', attempt: second, outcome: { type: 'exited', status: 0 } });
    expect(leftPolls(told.session).map(({ block }) => block.id)).toEqual(['2/1']);
  });

  it('is refused where the walk may not go on, with the reason', () => {
    const told = new Told(book.replace('**MEANWHILE:** go on.', ''));
    expect(whyNotLeft(told.block('2/1'))).toBeUndefined();
    expect(whyNotLeft(told.block('3/1'))).toMatch(/does not let the walk go on beside 3\/1/);
    expect(whyNotLeft(told.block('4/1'))).toMatch(/is no poll/);
    const lost = new Told(book.replace('up to step `5`', 'up to step `9.9`'));
    expect(whyNotLeft(lost.block('2/1'))).toMatch(/up to 9\.9, which it does not hold/);
  });

  it('says what waits for it', () => {
    const told = new Told(book);
    expect(waitsFor(told.block('2/1'))).toBe('step 5');
    expect(waitsFor(told.block('3/1'))).toBe('the exit gate');
  });
});
