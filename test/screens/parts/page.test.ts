import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenOf, foldSections, unfolded, type Section } from '../../../src/screens/parts/fold.ts';
import { pageDown, pageOf, pageUp } from '../../../src/screens/parts/page.ts';
import { span, type Line } from '../../../src/screens/parts/span.ts';
import type { Ui } from '../../../src/screens/stack.ts';

const ui = (scroll: number) => ({ scroll }) as Ui;
const textOf = (line: Line) => line.map(({ text }) => text).join('');

const sections = fc
  .array(
    fc.record({
      count: fc.nat(30),
      least: fc.nat(6),
      rank: fc.integer({ min: 1, max: 9 }),
      keep: fc.constantFrom('first' as const, 'last' as const),
      headed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) =>
    parts.map(({ count, headed, ...rest }, at): Section => ({
      name: `part ${at}`,
      lines: Array.from({ length: count }, (_, row) => [{ text: `${at}:${row}` }]),
      ...(headed ? { heading: [{ text: `head ${at}` }] } : {}),
      ...rest,
    })),
  );

describe('a list of which one is chosen', () => {
  const entries = [['a 1', 'a 2', 'a 3'], ['b'], ['c 1', 'c 2']].map((lines) =>
    lines.map((text) => [span(text)]),
  );
  const rest: Section = {
    name: 'rest',
    lines: [[span('x')], [span('y')]],
    keep: 'first',
    least: 1,
    rank: 2,
  };
  it.each([0, 1, 2])('never cuts away the chosen one (%i)', (choice) => {
    for (const rows of [4, 5, 6, 7]) {
      const list = { name: 'the ways', keep: 'first', least: 3, rank: 1 } as const;
      const sections = [{ ...list, ...chosenOf(entries, choice) }, rest];
      const shown = foldSections(sections, { rows, columns: 40 }).lines.map(textOf);
      expect(shown.length).toBeLessThanOrEqual(rows);
      expect(shown).toContain(textOf(entries[choice]?.[0] ?? []));
    }
  });
});

describe('a pane with more to say than it has rows', () => {
  it('never takes more rows than it has', () => {
    fc.assert(
      fc.property(sections, fc.integer({ min: 3, max: 40 }), fc.nat(60), (parts, rows, scroll) => {
        expect(pageOf(parts, { rows, columns: 60 }, scroll).length).toBeLessThanOrEqual(rows);
      }),
    );
  });

  it('says so with the key that shows the rest, whenever a row is left out', () => {
    fc.assert(
      fc.property(sections, fc.integer({ min: 3, max: 40 }), (parts, rows) => {
        const { lines, firstHidden } = foldSections(parts, { rows, columns: 60 });
        const shown = new Set(lines.map(textOf));
        const hidden = unfolded(parts).filter((line) => !shown.has(textOf(line)));
        expect(hidden.length > 0).toBe(firstHidden !== undefined);
        if (hidden.length > 0) expect(lines.map(textOf).join('\n')).toContain('PgDn');
      }),
    );
  });

  it('shows every row on the way from its top to its end', () => {
    fc.assert(
      fc.property(sections, fc.integer({ min: 3, max: 40 }), (parts, rows) => {
        const seen = new Set<string>();
        let scroll = 0;
        for (let turn = 0; turn < 1000; turn += 1) {
          for (const line of pageOf(parts, { rows, columns: 60 }, scroll)) seen.add(textOf(line));
          const next = pageDown(parts, rows, ui(scroll));
          if (typeof next === 'string') break;
          scroll = next.scroll ?? 0;
        }
        for (const line of unfolded(parts)) expect(seen).toContain(textOf(line));
      }),
    );
  });

  it('comes back to its top, passing over no row', () => {
    fc.assert(
      fc.property(sections, fc.integer({ min: 3, max: 40 }), (parts, rows) => {
        const seen = new Set<string>();
        let scroll = 10_000;
        for (let turn = 0; turn < 1000 && scroll > 0; turn += 1) {
          for (const line of pageOf(parts, { rows, columns: 60 }, scroll)) seen.add(textOf(line));
          const next = pageUp(parts, rows, ui(scroll));
          scroll = typeof next === 'string' ? 0 : (next.scroll ?? 0);
        }
        expect(scroll).toBe(0);
        for (const line of unfolded(parts)) expect(seen).toContain(textOf(line));
      }),
    );
  });
});
