import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScreenContext } from '../../../src/screens/contract.ts';
import {
  outputDown,
  outputSection,
  outputUp,
  outputWindow,
} from '../../../src/screens/parts/output.ts';
import { fakeWalker } from '../../support/fake-walker.ts';
import { sampleSession } from '../../support/sample-runbook.ts';

/** A walker that hands out lines up to four times as wide as the pane, as the real one does. */
function contextWith(lines: readonly string[]) {
  const walker = fakeWalker({ session: sampleSession(), outputs: { 1: lines } });
  return {
    walker: {
      ...walker,
      output: (attempt: number, size: { rows: number; columns: number; offset: number }) =>
        walker.output(attempt, { ...size, columns: size.columns * 4 }),
    },
  };
}

const lines = fc
  .array(fc.nat(3), { minLength: 1, maxLength: 60 })
  .map((lengths) => lengths.map((length, at) => `${at}:`.padEnd(8 + length * 10, 'x')));
const shownIn = (rows: readonly (readonly { readonly text: string }[])[]) =>
  rows.map((row) => row.map(({ text }) => text).join(''));

describe('paging through an output', () => {
  it('passes over no line on the way up, however they wrap', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 5, max: 20 }), (output, rows) => {
        const context = contextWith(output);
        const seen = new Set<string>();
        let offset: number | string = 0;
        while (typeof offset === 'number') {
          const size = { columns: 10, rows, offset };
          for (const row of shownIn(outputWindow(context, 1, size).rows))
            seen.add(/^\d+:/.exec(row)?.[0] ?? '');
          offset = outputUp(context, 1, size);
        }
        for (const at of output.keys()) expect(seen).toContain(`${at}:`);
      }),
    );
  });

  it('passes over no line on the way down again, and ends at the end', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 5, max: 20 }), (output, rows) => {
        const context = contextWith(output);
        const seen = new Set<string>();
        let offset = output.length - 1;
        for (;;) {
          const size = { columns: 10, rows, offset };
          for (const row of shownIn(outputWindow(context, 1, size).rows))
            seen.add(/^\d+:/.exec(row)?.[0] ?? '');
          const next = outputDown(context, 1, size);
          if (typeof next === 'string') break;
          expect(next).toBeLessThan(offset);
          offset = next;
        }
        expect(offset).toBe(0);
        for (const at of output.keys()) expect(seen).toContain(`${at}:`);
      }),
    );
  });

  it.each([
    [80, 'output, CUT at its limit, 3 lines above its end'],
    [40, 'output CUT, 3 lines above its end'],
  ])('says above it that it was cut, in %i columns', (columns, said) => {
    const walker = {
      ...fakeWalker({ session: sampleSession() }),
      output: () => ({ lines: ['a'], bytes: 1024 ** 3, more: true, cut: true as const }),
    };
    const context = { walker } as unknown as ScreenContext;
    const { heading } = outputSection(context, 1, { columns, rows: 10, offset: 3 }, 1);
    expect(heading?.map(({ text }) => text)).toEqual([said]);
  });

  it('asks for no more lines than there are rows', () => {
    const asked: number[] = [];
    const walker = fakeWalker({ session: sampleSession() });
    outputWindow(
      {
        walker: {
          ...walker,
          output: (_attempt, size) => {
            asked.push(size.rows);
            return { lines: [], bytes: 124_000_000, more: true };
          },
        },
      },
      1,
      { columns: 80, rows: 12, offset: 0 },
    );
    expect(asked).toEqual([12]);
  });
});
