import { afterEach, describe, expect, it } from 'vitest';
import { literalsScreen } from '../../src/screens/literals.tsx';
import { literalScreen } from '../../src/screens/literal.tsx';
import type { EarlierWalk } from '../../src/session/earlier-walk.ts';
import { literalRows } from '../../src/session/literal-rows.ts';
import { emptySession, type Session } from '../../src/session/session.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { contextOf, drawn, sent } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { operator, type Operator } from '../support/operator.ts';

let op: Operator | undefined;
afterEach(async () => op?.goes());

const book = (id: string, literals: readonly string[]) =>
  readRunbook(
    `# ${id}\n\n${literals.map((one) => `- ${one}`).join('\n')}\n\n**DEAD:** \`10.9.9.9\` is gone.\n\n## Step 1 -- x\n\n` +
      '**CHECK -- jumphost**\n\n```bash\necho $chart_ver $fip $plain\n```\n',
    `${id}.md`,
  );
const two = [
  book('a', ['`ENV(plain)` 1', '`ENV(chart-ver)` 0.25.1', '`ENV(fip)` per-rebuild']),
  book('b', ['`ENV(chart-ver)` 0.26.0']),
];
const walking = (over: Partial<Session> = {}): Session => ({ ...emptySession(two), ...over });
const earlier: readonly EarlierWalk[] = [
  {
    ...{ id: 'w', at: '2026-01-01T00:00:00Z', mode: 'real', runbooks: ['a'], polls: new Map() },
    ...{ literals: { plain: '2', fip: '10.0.0.7' }, captures: {} },
  },
];

describe('the list of literals', () => {
  it('opens at the first that needs a person, and goes from one to the next', async () => {
    const walker = fakeWalker({ session: walking() });
    op = await operator({ walker });
    await op.sees('2 need you (?)');
    expect(op.frame()).toMatch(/› \? chart-ver +\(two values; say which\)/);
    await op.presses('tab');
    expect(op.frame()).toMatch(/› \? fip +\(needed\)/);
    await op.presses('tab');
    expect(op.frame()).toMatch(/› \? chart-ver/);
  });

  it('settles two values by choosing one of them, and confirms one for all', async () => {
    const walker = fakeWalker({ session: walking() });
    op = await operator({ walker });
    await op.presses('enter');
    expect(op.frame()).toContain('a (line 4): 0.25.1');
    expect(op.frame()).toContain('b (line 3): 0.26.0');
    await op.presses('down', 'down', 'enter');
    expect(op.frame()).toMatch(/chart-ver +0.26.0/);
    await op.presses('tab', 'enter');
    await op.types('10.0.0.9');
    await op.presses('enter', 'tab', 'enter');
    expect(walker.intents).toEqual([
      {
        type: 'confirm-literals',
        values: { plain: '1', 'chart-ver': '0.26.0', fip: '10.0.0.9' },
      },
    ]);
  });

  it('takes no dead value, and says whose word that is', async () => {
    op = await operator({ walker: fakeWalker({ session: walking() }) });
    await op.presses('tab', 'enter');
    await op.types('10.9.9.9');
    await op.presses('enter');
    expect(op.frame()).toContain('ENV(fip) can not be 10.9.9.9: a (line 7) calls that dead');
    expect(op.frame()).toContain('take this value');
  });

  const at = (choice: number, session = walking(), size = {}) =>
    contextOf(fakeWalker({ session }), {
      ui: { choice, stack: [{ type: 'literals' }] },
      earlier,
      ...size,
    });

  it('takes the value of the last walk at once, but for one that changes with every rebuild', () => {
    expect(literalsScreen.act('values', { type: 'literals' }, at(3))).toEqual([
      { type: 'ui', change: { drafts: { plain: '2' } } },
    ]);
    expect(literalsScreen.act('values', { type: 'literals' }, at(1))).toEqual([
      { type: 'push', screen: { type: 'literal', name: 'fip' } },
      { type: 'ui', change: { text: '10.0.0.7' } },
      { type: 'message', text: expect.stringContaining('It changes with every rebuild') as string },
    ]);
    expect(literalsScreen.act('values', { type: 'literals' }, at(0))).toContain('No earlier walk');
  });

  it('is opened from the walk, and changes nothing there unless something was typed', () => {
    const session = walking({ literals: { plain: '1', 'chart-ver': '0.25.1', fip: '10.0.0.9' } });
    const context = contextOf(fakeWalker({ session }), {
      ui: { stack: [{ type: 'walk' }, { type: 'literals' }] },
    });
    expect(literalsScreen.act('main', { type: 'literals' }, context)).toEqual([{ type: 'back' }]);
    const typed = { ...context, ui: { ...context.ui, drafts: { fip: '10.0.0.8' } } };
    expect(sent(literalsScreen.act('main', { type: 'literals' }, typed))).toEqual([
      {
        type: 'confirm-literals',
        values: { plain: '1', 'chart-ver': '0.25.1', fip: '10.0.0.8' },
      },
    ]);
  });

  it('fits 200 of them on any terminal, and pages through them', () => {
    const many = Array.from(
      { length: 200 },
      (_, index) => `\`ENV(name-${index})\` ${'x'.repeat(100)}`,
    );
    const session = emptySession([book('many', many)]);
    for (const [columns, rows] of [
      [40, 7],
      [80, 20],
      [200, 56],
    ] as const) {
      const context = at(0, session, { columns, rows });
      const frame = drawn(literalsScreen, { type: 'literals' }, context).split('\n');
      expect(frame.length).toBeLessThanOrEqual(rows);
      for (const line of frame) expect(line.length).toBeLessThanOrEqual(columns);
      expect(frame.join('\n')).toContain('go on');
    }
    const actions = literalsScreen.act('page-up', { type: 'literals' }, at(0, session));
    expect(actions).toEqual([{ type: 'ui', change: { choice: 201 - 11 } }]);
    const started = performance.now();
    for (let frame = 0; frame < 20; frame += 1)
      drawn(literalsScreen, { type: 'literals' }, at(frame, session));
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('shows who gives a value, and asks an operator who has none for one', () => {
    const context = { ...at(0), ui: { ...at(0).ui, text: '' } };
    const literal = { type: 'literal', name: 'fip' } as const;
    expect(drawn(literalScreen, literal, context)).toContain(
      'the last walk (2026-01-01); it changes with every rebuild: 10.0.0.7',
    );
    const unknown = { ...context, earlier: [] };
    expect(literalScreen.act('down', literal, unknown)).toContain('type one');
  });

  it('says with a mark and a word what it says with a place', () => {
    expect(literalRows(walking())).toHaveLength(3);
    const frame = drawn(literalsScreen, { type: 'literals' }, at(0), { unicode: false });
    expect(frame).toMatch(/^> \? chart-ver/m);
    expect(frame).toContain('per rebuild');
  });
});
