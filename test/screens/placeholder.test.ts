import { afterEach, describe, expect, it } from 'vitest';
import { placeholderScreen } from '../../src/screens/placeholder.tsx';
import { emptySession, type Session } from '../../src/session/session.ts';
import { update } from '../../src/session/update.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { contextOf, drawn } from '../support/drawn.tsx';
import { fakeWalker, type FakeWalker } from '../support/fake-walker.ts';
import { operator, type Operator } from '../support/operator.ts';

let op: Operator | undefined;
afterEach(async () => op?.goes());

const book = readRunbook(
  '# B\n\n## Step 1 -- x\n\n**RUN -- jumphost**\n\n```bash\necho first\nshow <cluster> "<ip>"\n```\n\n' +
    '**RUN -- jumphost**\n\n```bash\ndrop <cluster>\n```\n\n## Step 2 -- y\n\n**CHECK -- jumphost**\n\n' +
    '```bash\nlogin <password>\n```\n',
  'b.md',
);
const walking = (over: Partial<Session> = {}): Session => ({
  ...emptySession([book]),
  literals: {},
  ...over,
});
/** What is given stands in the session at once, as the engine sees to it. */
const taking = (session = walking()): FakeWalker =>
  fakeWalker({
    session,
    onSend(intent, walker) {
      if (intent.type !== 'give-values') return;
      const event = {
        type: 'placeholder-given',
        block: intent.block,
        values: intent.values,
      } as const;
      walker.changeSession(update(walker.store.getState().session, { seq: 1, at: '', event }));
    },
  });

describe('a block that leaves something open', () => {
  it('is asked about by Enter, one after the other, and shown with the values before it runs', async () => {
    const walker = taking();
    op = await operator({ walker });
    await op.sees('asks for <cluster>');
    await op.presses('enter');
    await op.sees('1/1 does not say what <cluster> is (1 of 2)');
    expect(op.frame()).toContain('line 2: show >><cluster><< "<ip>"');
    await op.types('c-1');
    await op.presses('enter');
    await op.sees('what <ip> is (2 of 2)');
    await op.types('web');
    await op.presses('enter');
    await op.sees('<ip> has to be an IP address, as 10.0.0.5.');
    await op.presses('ctrl-u');
    await op.types('10.0.0.7');
    await op.presses('enter');
    await op.sees('= show c-1 "10.0.0.7"');
    expect(op.frame()).toContain('nothing has run');
    await op.presses('enter');
    await op.sees('Run 1/1? It has not started.');
    expect(op.frame()).toContain('given <cluster> = c-1');
    expect(walker.intents.filter(({ type }) => type === 'run')).toEqual([]);
    await op.presses('enter');
    expect(walker.intents.map(({ type }) => type)).toEqual(['give-values', 'give-values', 'run']);
  });

  it('takes the proposal that is shown when Enter is pressed on nothing', async () => {
    const walker = taking(walking({ captures: { cluster: { value: 'c-9', block: 'b:0/1' } } }));
    op = await operator({ walker });
    await op.presses('enter');
    await op.sees('Enter alone takes c-9 ($cluster, found by 0/1).');
    await op.presses('enter');
    expect(walker.intents).toEqual([
      { type: 'give-values', block: 'b:1/1', values: { '<cluster>': 'c-9' } },
    ]);
  });

  it('goes back by Esc with nothing given, and says what Enter on nothing lacks', async () => {
    const walker = taking();
    op = await operator({ walker });
    await op.presses('enter', 'enter');
    await op.sees('Type what stands for <cluster>');
    await op.types('half');
    await op.presses('escape');
    await op.sees('Enter fill it in');
    expect(walker.intents).toEqual([]);
  });

  it('is given other values by i, and nothing is sent for the same one', async () => {
    const walker = taking(
      walking({ given: { 'b:1/1': { '<cluster>': 'c-1', '<ip>': '10.0.0.7' } } }),
    );
    op = await operator({ walker });
    await op.sees('= show c-1');
    await op.presses('i');
    await op.sees('Enter alone takes c-1 (as given before).');
    await op.presses('enter');
    await op.sees('= show c-1');
    expect(walker.intents).toEqual([]);
    await op.presses('i', 'down');
    await op.sees('what <ip> is');
    await op.types('10.0.0.8');
    await op.presses('enter');
    await op.sees('"10.0.0.8"');
  });

  it('is never asked for a secret', async () => {
    op = await operator({ walker: taking() });
    await op.presses('down', 'down', 'down', 'down', 'down');
    await op.sees('refused <password> stands for a secret');
    await op.presses('i');
    await op.sees('No placeholder of this block can be filled in.');
  });
});

it.each([
  [80, 20],
  [40, 8],
  [120, 36],
])('fits into %i x %i', (columns, rows) => {
  const screen = { type: 'placeholder', block: 'b:1/1', text: '<cluster>' } as const;
  const context = contextOf(taking(), { ui: { stack: [screen] }, columns, rows });
  const lines = drawn(placeholderScreen, screen, context, { unicode: false }).split('\n');
  expect(lines.length).toBeLessThanOrEqual(rows);
  expect(lines.join('\n')).toContain('>><cluster><<');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
});
