import { describe, expect, it } from 'vitest';
import type { Look } from '../../../src/session/events.ts';
import { statesStrip } from '../../../src/screens/parts/states-strip.ts';

const look = (number: number, state: string, answer: Look['answer'] = 'not-yet'): Look => ({
  number,
  seconds: number * 20,
  answer,
  state,
  outcome: { type: 'exited', status: answer === 'question-failed' ? 1 : 0 },
});

const textOf = (looks: readonly Look[], columns = 80) =>
  statesStrip(looks, columns).map((row) =>
    row
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );

describe('the strip of states', () => {
  it('folds equal states in a row, with when they began', () => {
    const looks = [
      look(1, 'UNHEALTHY'),
      look(2, 'UNHEALTHY'),
      look(3, 'UNHEALTHY'),
      look(4, 'HEALTHY', 'yes'),
    ];
    expect(textOf(looks)).toEqual(['0:20 UNHEALTHY  1:20 HEALTHY']);
  });

  it('tells a question that failed from an answer that is not there yet', () => {
    expect(textOf([look(1, 'exit 1', 'question-failed'), look(2, 'UNHEALTHY')])).toEqual([
      '0:20 ? the question failed (exit 1)  0:40 UNHEALTHY',
    ]);
  });

  it('goes on in a new row where one is full', () => {
    const looks = [look(1, 'AAAA'), look(2, 'BBBB'), look(3, 'CCCC')];
    for (const row of textOf(looks, 14)) expect(row.length).toBeLessThanOrEqual(14);
    expect(textOf(looks, 14)).toHaveLength(3);
  });
});
