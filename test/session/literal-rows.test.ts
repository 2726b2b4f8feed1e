import { describe, expect, it } from 'vitest';
import { nextMove } from '../../src/session/autopilot.ts';
import type { EarlierWalk } from '../../src/session/earlier-walk.ts';
import {
  conflictWords,
  firstNeed,
  lastValueOf,
  literalRows,
  literalValues,
  needOf,
  valueOf,
  type LiteralRow,
} from '../../src/session/literal-rows.ts';
import { emptySession, type Session } from '../../src/session/session.ts';
import type { Site } from '../../src/session/site.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';

const block = (text: string, label = 'CHECK -- jumphost'): string =>
  `**${label}**\n\n\`\`\`bash\n${text}\n\`\`\`\n\n`;

const first = readRunbook(
  '# A\n\n- `ENV(same)` one (note)\n- `ENV(chart-ver)` 0.25.1\n- `ENV(image)` jammy (resolve by name)\n' +
    '- `ENV(fip)` per-rebuild\n- `ENV(given)` n/a\n- `ENV(rarely)` n/a\n- `ENV(unread)` n/a\n' +
    '- `ENV(late)` n/a\n\n## Step 1 -- x\n\n' +
    block('echo $same $chart_ver $late') +
    block('echo 10.0.0.1') +
    '**CAPTURE:** `fip` is line 1 of the output.\n\n' +
    block('echo $fip $given') +
    block('echo $rarely', 'FALLBACK -- jumphost') +
    block('echo 1') +
    '**CAPTURE:** `late` is line 1 of the output.\n',
  'a.md',
);
const second = readRunbook(
  '# B\n\n- `ENV(same)` one\n- `ENV(Chart_Ver)` 0.26.0\n\n**DEAD:** `10.9.9.9` is gone.\n\n' +
    '**SCOPE:** `admin` begins with `source $openrc`.\n\n- `ENV(openrc)` ~/admin-openrc\n\n## Step 1 -- x\n\n' +
    block('echo $chart_ver', 'CHECK -- jumphost** (admin scope)**').replace('**\n', '\n'),
  'b.md',
);

const walk = (over: Partial<Session> = {}): Session => ({
  ...emptySession([first, second]),
  ...over,
});
function row(name: string, session = walk()): LiteralRow {
  const found = literalRows(session).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no literal ${name}`);
  return found;
}
const needs = (name: string, session = walk(), drafts: Readonly<Record<string, string>> = {}) =>
  needOf(session, row(name, session), valueOf(session, row(name, session), drafts));

describe('the literals of several runbooks', () => {
  it('are one list, in order, each variable once', () => {
    expect(literalRows(walk()).map(({ names }) => names.join('='))).toEqual([
      ...['same', 'chart-ver=Chart_Ver', 'image', 'fip', 'given', 'rarely', 'unread', 'late'],
      'openrc',
    ]);
  });

  it('say how each is found', () => {
    const found = Object.fromEntries(literalRows(walk()).map((one) => [one.name, one.found]));
    expect(found).toMatchObject({
      same: { type: 'written' },
      image: { type: 'by-name' },
      fip: { type: 'block', block: 'a:1/2' },
      given: { type: 'person' },
    });
  });

  it('say who reads each, by scopes as well', () => {
    expect(row('chart-ver').readers).toEqual(['a:1/1', 'b:1/1']);
    expect(row('unread').readers).toEqual([]);
  });

  it.each([
    ['given', 'value'],
    ['fip', 'nothing'],
    ['late', 'value'],
    ['rarely', 'nothing'],
    ['unread', 'nothing'],
    ['same', 'nothing'],
    ['chart-ver', 'choice'],
  ])('%s needs: %s', (name, need) => {
    expect(needs(name)).toBe(need);
  });
});

describe('a name with two values', () => {
  it('has none until a person says which, for every spelling of it', () => {
    const session = walk();
    expect(valueOf(session, row('chart-ver'))).toBe('');
    expect(conflictWords(row('chart-ver'))).toBe(
      'ENV(chart-ver) is 0.25.1 in a (line 4) and 0.26.0 in b (line 4): say which it is.',
    );
    expect(firstNeed(session)?.says).toBe(conflictWords(row('chart-ver')));
    expect(literalValues(session, { 'chart-ver': '0.26.0' })).toMatchObject({
      'chart-ver': '0.26.0',
      Chart_Ver: '0.26.0',
    });
    expect(needs('chart-ver', session, { 'chart-ver': '0.26.0' })).toBe('nothing');
  });

  it('is not settled by a walk without hands', () => {
    const move = nextMove(walk({ mode: 'training' }), { routes: [], attestYes: true });
    expect(move).toMatchObject({ type: 'stop' });
    expect(move.type === 'stop' && move.why).toContain('0.25.1 in a (line 4) and 0.26.0 in b');
  });

  it('is settled by the site file', () => {
    const site: Site = {
      path: '/x/handrail.yaml',
      name: undefined,
      literals: { Chart_Ver: { value: '0.27.0', line: 3, column: 4 } },
      dead: [],
    };
    const session = walk({ ...emptySession([first, second], site) });
    expect(valueOf(session, row('chart-ver', session))).toBe('0.27.0');
    expect(row('chart-ver', session).found).toEqual({ type: 'site' });
    expect(needs('chart-ver', session)).toBe('nothing');
  });
});

it('takes no value that is dead, wherever it comes from', () => {
  expect(needs('given', walk(), { given: 'http://10.9.9.9/' })).toBe('another-value');
  expect(firstNeed(walk(), { 'chart-ver': 'x', late: 'x', given: '10.9.9.9' })?.says).toBe(
    'ENV(given) can not be 10.9.9.9: b (line 6) calls that dead: it is gone; give it another value.',
  );
});

it('goes by what is typed, then confirmed, then the site, then written', () => {
  const site: Site = {
    path: '',
    name: undefined,
    literals: { same: { value: 'of-site', line: 1, column: 1 } },
    dead: [],
  };
  const open = emptySession([first], site);
  const same = row('same', open);
  expect(valueOf(open, same)).toBe('of-site');
  const confirmed = { ...open, literals: { same: 'confirmed' } };
  expect(valueOf(confirmed, same)).toBe('confirmed');
  expect(valueOf(confirmed, same, { same: '' })).toBe('');
  expect(valueOf(emptySession([first]), row('same', emptySession([first])))).toBe('one');
});

describe('the value of the last walk', () => {
  const told = (over: Partial<EarlierWalk>): EarlierWalk => ({
    ...{ id: 'w', at: '2026-01-01', mode: 'real', polls: new Map() },
    ...{ runbooks: ['a'], literals: {}, captures: {}, ...over },
  });

  it('is that of the newest which walked one of its runbooks and knew one', () => {
    const walks = [
      told({ id: 'other', runbooks: ['c'], literals: { same: 'other' } }),
      told({ id: 'empty', literals: { same: '' } }),
      told({ id: 'newest', runbooks: ['b'], literals: { same: 'newest' } }),
      told({ id: 'older', literals: { same: 'older' } }),
    ];
    expect(lastValueOf(row('same'), walks)).toMatchObject({ value: 'newest', walk: 'newest' });
    expect(lastValueOf(row('given'), walks)).toBeUndefined();
  });

  it('is what a block found rather than what was typed', () => {
    const walks = [
      told({
        literals: { fip: 'typed' },
        captures: { fip: { value: '10.0.0.1', block: 'a:1/2' } },
      }),
    ];
    expect(lastValueOf(row('fip'), walks)).toMatchObject({ value: '10.0.0.1', block: 'a:1/2' });
  });

  it('is known by any spelling', () => {
    expect(lastValueOf(row('chart-ver'), [told({ literals: { Chart_Ver: '9' } })])?.value).toBe(
      '9',
    );
  });
});
