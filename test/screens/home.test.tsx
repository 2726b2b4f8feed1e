import { afterEach, describe, expect, it } from 'vitest';
import { fakeWalker } from '../support/fake-walker.ts';
import { operator, type Operator, type OperatorOptions } from '../support/operator.ts';
import { sampleSession } from '../support/sample-runbook.ts';
import type { HomeFacts } from '../../src/screens/contract.ts';

const home: HomeFacts = {
  sessions: [
    {
      id: 's-1',
      runbooks: ['phase-07'],
      mode: 'training',
      where: '7 of 31, at 7.4 Install helm',
      age: '2 h ago',
      state: 'walking',
    },
    {
      id: 's-2',
      runbooks: ['phase-07'],
      mode: 'real',
      where: '1 of 31',
      age: '3 d ago',
      state: 'held',
    },
    {
      id: 's-3',
      runbooks: ['phase-07'],
      mode: 'real',
      where: '31 of 31',
      age: '9 d ago',
      state: 'finished',
    },
  ],
  runbooks: [{ id: 'phase-07', title: 'Magnum conductor graft' }],
  version: '0.1.0',
};

let op: Operator | undefined;
const opened: string[] = [];
async function atHome(over: OperatorOptions = {}): Promise<Operator> {
  opened.length = 0;
  op = await operator({
    home,
    open: async (how, runbooks) => {
      const files = runbooks.join(' ');
      opened.push(`${how} ${files}`);
      return `No file ${files}.`;
    },
    resume: async (id) => {
      opened.push(`resume ${id}`);
      return 'It is gone.';
    },
    watch: async (id) => {
      opened.push(`watch ${id}`);
      return 'It can not be watched.';
    },
    ...over,
  });
  return op;
}
afterEach(async () => op?.goes());

describe('the home screen', () => {
  it('tells somebody who has never seen handrail what it is', async () => {
    const { frame } = await atHome();
    expect(frame()).toContain('handrail walks you through a Markdown runbook');
    expect(frame()).toContain('you can stop at any moment and resume');
  });

  it('offers what was left with where, age and state, and not what is finished', async () => {
    const { frame } = await atHome();
    expect(frame()).toContain('Resume TRAINING 7 of 31, at 7.4 Install helm, 2 h ago');
    expect(frame()).toContain('(open in another handrail)');
    expect(frame()).not.toContain('31 of 31');
  });

  it('picks the third item when Down Down Enter arrive in one write, twenty times over', async () => {
    for (let round = 0; round < 20; round += 1) {
      const at = await atHome();
      await at.sends('\u{1B}[B\u{1B}[B\r');
      expect(opened).toEqual(['train phase-07']);
      await at.goes();
    }
  });

  it('picks the third item when j j Enter arrive as plain text in one write', async () => {
    await (await atHome()).sends('jj\r');
    expect(opened).toEqual(['train phase-07']);
  });

  it('selects nothing on a digit, and says so', async () => {
    const at = await atHome();
    for (const digit of '123456789') await at.presses(digit);
    expect(opened).toEqual([]);
    expect(at.frame()).toContain('No such key here: ? shows the keys.');
  });

  it('shows the sentence when a walk can not be opened, and stays', async () => {
    const at = await atHome();
    await at.presses('down', 'down', 'down', 'enter');
    expect(opened).toEqual(['walk phase-07']);
    await at.sees('No file phase-07.');
    expect(at.frame()).toContain('handrail walks you through');
  });

  it('watches what another handrail holds, and does not resume it', async () => {
    const at = await atHome();
    expect(at.frame()).toContain('Watch 1 of 31, 3 d ago (open in another handrail)');
    await at.presses('down', 'enter');
    expect(opened).toEqual(['watch s-2']);
    await at.sees('It can not be watched.');
  });

  it('opens a file of the operator, first in training, for real after Tab', async () => {
    const at = await atHome();
    await at.presses('down', 'down', 'down', 'down', 'enter');
    await at.sees('Path of a Markdown runbook');
    await at.types('~/my book.md');
    await at.presses('enter');
    await at.presses('tab', 'enter');
    expect(opened).toEqual(['train ~/my book.md', 'walk ~/my book.md']);
    expect(at.frame()).toContain('No file ~/my book.md.');
  });

  it('goes from an opened walk to its literals, its question and the walk', async () => {
    const session = sampleSession({ literals: undefined, answers: {} });
    const walker = fakeWalker({
      session,
      onSend(intent, own) {
        if (intent.type === 'confirm-literals') own.changeSession({ literals: intent.values });
        if (intent.type === 'answer-question')
          own.changeSession({ answers: { [intent.question]: intent.option } });
      },
    });
    const at = await atHome({ open: async () => ({ walker }) });
    await at.presses('down', 'down', 'enter');
    await at.sees('All confirmed: go on');
    // It opens at what needs a person; what goes on says so as well.
    await at.presses('pagedown', 'enter');
    expect(at.frame()).toContain('ENV(mgmt-ip) has no value and 7.1/1 reads it');
    await at.presses('tab', 'enter');
    await at.types('10.0.0.9');
    await at.presses('enter', 'tab', 'enter');
    await at.sees('Is this a fresh deploy');
    expect(at.frame()).toContain('Leaves 7.2/1 to phase-08 step 8.2.');
    await at.presses('down', 'enter');
    await at.sees(/0 of \d+\n/);
    expect(walker.intents).toEqual([
      {
        type: 'confirm-literals',
        values: { model: 'openstack', 'mgmt-ip': '10.0.0.9', 'chart-ver': '0.25.1' },
      },
      { type: 'answer-question', question: 'route', option: 'graft' },
    ]);
  });

  it('leaves on q, as nothing is open that could be lost', async () => {
    const at = await atHome();
    await at.presses('q');
    await at.left;
    expect(at.terminal.isAlternate()).toBe(false);
    expect(at.terminal.stdin.isRaw()).toBe(false);
  });
});
