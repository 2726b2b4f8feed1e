import { describe, expect, it } from 'vitest';
import { numberOf, plotOf } from '../../../src/screens/parts/poll-plot.ts';
import { makeTheme } from '../../../src/screens/theme.ts';
import { look, questionFailed } from '../support/polls.ts';

const plot = (
  states: readonly (string | typeof questionFailed)[],
  { columns = 60, rows = 1, unicode = true } = {},
) => {
  const { marks } = makeTheme({ colour: false, unicode });
  const looks = states.map((state, at) =>
    look(at + 1, typeof state === 'string' ? { state } : state),
  );
  const drawn = plotOf(looks, { columns, rows, marks });
  return (
    drawn && {
      scale: drawn.scale,
      rows: drawn.lines.map((line) => line.map(({ text }) => text).join('')),
    }
  );
};

describe('a number in a state', () => {
  it.each([
    ['37', 37, undefined],
    ['-3.5', -3.5, undefined],
    ['0/3', 0, 3],
    ['3 of 5', 3, 5],
    ['3 of 5 nodes', 3, 5],
    ['42 %', 42, 100],
    ['42%', 42, 100],
    ['2 such lines', 2, undefined],
  ])('is found in %s', (state, value, of) => {
    expect(numberOf(state)).toEqual({ value, of });
  });

  it.each(['ACTIVE', 'exit 1', '10.0.0.9', '12:30', '2026-11-26', ''])('is none in %j', (state) => {
    expect(numberOf(state)).toBeUndefined();
  });
});

describe('the plot of a poll', () => {
  it('draws a column a look, with its scale and its times', () => {
    expect(plot(['0/3', '0/3', '1/3', '2/3', '3/3'])).toEqual({
      scale: '0 to 3, from 0:00 to 1:20',
      rows: ['3 ▁▁▃▅█'],
    });
  });

  it('has a form in ASCII', () => {
    const drawn = plot(['0/3', '0/3', '1/3', '2/3', '3/3'], { unicode: false });
    expect(drawn?.rows).toEqual(['3 ...:#']);
  });

  it('uses as many rows as it is given, both ends of the scale beside them', () => {
    expect(plot(['0 %', '50 %', '100 %'], { rows: 3 })?.rows).toEqual([
      '100   █',
      '     ▄█',
      '  0 ▁██',
    ]);
  });

  it('leaves a gap where the question failed: that is no number', () => {
    expect(plot(['1/2', questionFailed, '2/2'])?.rows).toEqual(['2 ▄ █']);
  });

  it('shows a change that a scale from nothing would hide, and says the scale', () => {
    const drawn = plot(['1000', '1005', '1010']);
    expect(drawn?.scale).toContain('1000 to 1010');
    expect(drawn?.rows).toEqual(['1010 ▁▄█']);
  });

  it('is flat, and there, where nothing changes', () => {
    expect(plot(['7', '7', '7'])?.rows).toEqual(['7 ███']);
    expect(plot(['0', '0'])?.rows).toEqual(['0 ▁▁']);
  });

  it('takes a few looks into a column where there are more than columns', () => {
    const drawn = plot(
      Array.from({ length: 120 }, (_, at) => `${at}`),
      { columns: 40 },
    );
    expect(drawn?.scale).toContain('4 looks a column');
    expect(drawn?.rows[0]?.length).toBeLessThanOrEqual(40);
  });

  it.each([
    [['QUEUED', 'ACTIVE']],
    [['1']],
    [['QUEUED', 'ACTIVE', '1', '2']],
    [[questionFailed]],
    [[]],
  ])('is none of %j', (states) => {
    expect(plot(states)).toBeUndefined();
  });
});
