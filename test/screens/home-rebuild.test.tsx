import { afterEach, describe, expect, it } from 'vitest';
import type { HomeFacts, HomeLater } from '../../src/screens/contract.ts';
import { homeScreen } from '../../src/screens/home.tsx';
import { contextOf, drawn } from '../support/drawn.tsx';
import { operator, type Operator, type OperatorOptions } from '../support/operator.ts';

let op: Operator | undefined;
const opened: string[] = [];
async function atHome(over: OperatorOptions): Promise<Operator> {
  opened.length = 0;
  op = await operator({
    open: async (how, runbooks) => {
      opened.push(`${how} ${runbooks.join(' ')}`);
      return 'It is not there.';
    },
    ...over,
  });
  return op;
}
afterEach(async () => op?.goes());

const rebuild: HomeFacts = {
  version: '0.1.0',
  runbooks: [
    { id: 'phase-07', title: 'Phase 07' },
    { id: 'phase-02-vault', title: 'Phase 02' },
  ],
  rebuild: {
    type: 'order',
    runbooks: [
      { shown: 'phase-02', opens: 'phase-02-vault' },
      { shown: 'phase-07', opens: 'phase-07' },
    ],
  },
  sessions: [
    {
      id: 's-1',
      runbooks: ['phase-02-vault', 'phase-07'],
      mode: 'training',
      where: 'last at 7.4/5',
      runs: '43 runs so far',
      age: '2 h ago',
      state: 'quit',
    },
    {
      id: 's-2',
      runbooks: [],
      mode: 'real',
      where: 'line 3 is no event',
      age: '3 d ago',
      state: 'unreadable',
    },
  ],
};

const read: HomeLater = {
  rebuild: undefined,
  outlines: {
    's-1': {
      type: 'read',
      runbooks: [
        {
          id: 'phase-02-vault',
          title: 'Phase 02 -- the vault',
          state: 'passed',
          settled: 31,
          of: 31,
          spent: 2_530_000,
          deferrals: 0,
        },
        {
          id: 'phase-07',
          title: 'Phase 07 -- the graft',
          state: 'under-way',
          settled: 12,
          of: 44,
          spent: 61_000,
          deferrals: 2,
        },
      ],
    },
  },
};

describe('the rebuild on the home screen', () => {
  const at = (over: Parameters<typeof contextOf>[1], look?: { readonly unicode: boolean }) =>
    drawn(homeScreen, { type: 'home' }, contextOf(undefined, { home: rebuild, ...over }), look);
  const line = (frame: string, text: string) =>
    frame.split('\n').find((each) => each.includes(text));

  it('tells of a session how far it has come, once that was read', () => {
    expect(at({})).toContain(
      'Resume TRAINING last at 7.4/5, 43 runs so far, 2 h ago: phase-02-vault',
    );
    expect(at({ later: read, columns: 100 })).toContain(
      'Resume TRAINING last at 7.4/5, 43/75 in 43:11, 2 h ago: phase-02-vault, phase-07',
    );
  });

  it('folds the chosen session by runbook: state, progress, time and open deferrals', () => {
    const frame = at({ later: read, rows: 21 });
    expect(frame).toContain('The rebuild  43 of 75 settled, 43:11 spent, 2 deferrals open');
    expect(line(frame, 'phase-02-vault  passed')).toMatch(
      /^✓ phase-02-vault {2}passed +31\/31 {2}42:10\s*$/,
    );
    expect(line(frame, 'under way')).toMatch(
      /^» phase-07 +under way +12\/44 {3}1:01 {2}2 deferrals open\s*$/,
    );
    expect(at({ later: read, columns: 200, rows: 57 })).toContain(
      '2 deferrals open  Phase 07 -- the graft',
    );
    expect(at({ later: read, rows: 21 }, { unicode: false })).toMatch(/^[\x00-\x7f]*$/);
  });

  it('says what it does not know yet, and why it can not be told', () => {
    expect(at({ rows: 21 })).toContain('The rebuild  is being read');
    const outlines = { 's-1': { type: 'refused', why: 'The copy of x.md was changed.' } } as const;
    const frame = at({ rows: 21, later: { outlines, rebuild: undefined } });
    expect(frame).toContain('The rebuild  how far it has come can not be told');
    expect(frame).toContain('The copy of x.md was changed.');
    expect(frame).toContain('Resume TRAINING last at 7.4/5, 43 runs so far');
  });

  it('says that what ran when a session broke off was not seen to end', () => {
    const [book] = read.outlines['s-1']?.type === 'read' ? read.outlines['s-1'].runbooks : [];
    if (book === undefined) throw new Error('there is a book');
    const outlines = {
      's-1': { type: 'read', runbooks: [{ ...book, state: 'running' }] },
    } as const;
    const later = { outlines, rebuild: undefined };
    expect(at({ rows: 21, later })).toContain('not seen to end');
    const held = { ...rebuild, sessions: rebuild.sessions.map((each) => ({ ...each })) };
    const [first] = held.sessions;
    if (first !== undefined) first.state = 'held';
    const seen = at({ rows: 21, later, home: held });
    expect(seen).not.toContain('not seen to end');
    expect(seen).toContain('running');
  });

  it('keeps the list where it is, whichever line is chosen and whatever was read', () => {
    const top = (frame: string) => frame.split('\n').findIndex((each) => each.includes('Quit'));
    const tall = { rows: 40 };
    const places = [
      at(tall),
      at({ ...tall, later: read }),
      at({ ...tall, later: read, ui: { choice: 1 } }),
      at({ ...tall, later: read, ui: { choice: 3 } }),
    ].map(top);
    expect(new Set(places).size).toBe(1);
    expect(places[0]).toBeGreaterThan(0);
    // The second is unreadable, so it has no outline; nor has a runbook that is not begun.
    expect(at({ ...tall, later: read, ui: { choice: 1 } })).not.toContain('The rebuild  ');
  });

  it.each([
    [40, 8],
    [40, 21],
    [80, 18],
    [80, 21],
    [200, 57],
  ])('fits %ix%i', (columns, rows) => {
    for (const later of [read, { outlines: {}, rebuild: undefined }]) {
      const lines = at({ columns, rows, later }).split('\n');
      expect(lines.length).toBeLessThanOrEqual(rows);
      for (const each of lines) expect(each.length).toBeLessThanOrEqual(columns);
      expect(lines.join('\n').includes('The rebuild  ')).toBe(rows >= 18);
    }
  });

  it('tells how many runbooks find no room', () => {
    const many = Array.from({ length: 30 }, (_, at) => `book-${at}`);
    const [first] = rebuild.sessions;
    if (first === undefined) throw new Error('there is a session');
    const facts = { ...rebuild, sessions: [{ ...first, runbooks: many }] };
    const [book] = read.outlines['s-1']?.type === 'read' ? read.outlines['s-1'].runbooks : [];
    if (book === undefined) throw new Error('there is a book');
    const runbooks = many.map((id) => ({ ...book, id }));
    for (const outlines of [{}, { 's-1': { type: 'read', runbooks } }] as HomeLater['outlines'][]) {
      const frame = at({ home: facts, rows: 21, later: { outlines, rebuild: undefined } });
      expect(frame).toContain('book-4');
      expect(frame).not.toContain('book-5');
      expect(frame).toContain('-- 25 more');
    }
  });

  it('opens all of it as one walk, in the order that it shows', async () => {
    const seen = await atHome({ home: rebuild });
    expect(seen.frame()).toContain('Train the whole rebuild: phase-02, phase-07');
    await seen.presses('down', 'down', 'down', 'down', 'enter');
    expect(opened).toEqual(['train phase-02-vault phase-07']);
    await seen.presses('down', 'down', 'down', 'enter');
    expect(opened[1]).toBe('walk phase-02-vault phase-07');
    expect(seen.frame()).toContain('Walk the whole rebuild for real: phase-02, phase-07');
  });

  it('opens nothing while the site file is read, and then what that says', async () => {
    const order = Promise.withResolvers<HomeLater['rebuild']>();
    const seen = await atHome({
      home: { ...rebuild, sessions: [], rebuild: { type: 'reading', file: 'handrail.yaml' } },
      later: {
        rebuild: () => order.promise,
        outline: async () => ({ type: 'refused', why: '' }),
      },
    });
    expect(seen.frame()).toContain('Train the whole rebuild: reading handrail.yaml');
    await seen.presses('down', 'down', 'enter');
    expect(opened).toEqual([]);
    await seen.sees('handrail.yaml is still being read');
    order.resolve({ type: 'order', runbooks: [{ shown: './mine.md', opens: '/site/mine.md' }] });
    await seen.sees('Train the whole rebuild: ./mine.md');
    await seen.presses('enter');
    expect(opened).toEqual(['train /site/mine.md']);
  });

  it('says what is wrong with the site file in the place of a walk', async () => {
    const why = 'handrail.yaml:3:1: it has no literals';
    const seen = await atHome({
      home: { ...rebuild, sessions: [], rebuild: { type: 'refused', why } },
    });
    await seen.presses('down', 'down', 'enter');
    await seen.sees(why);
    expect(opened).toEqual([]);
  });
});
