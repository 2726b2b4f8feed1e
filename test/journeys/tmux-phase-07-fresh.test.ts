import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import { journalOf, pressOn, seesWhole, sitDown, type Desk } from '../support/tmux-operator.ts';

const small = { columns: 40, rows: 12, training: true } as const;
const usual = { columns: 80, rows: 24, training: true } as const;
const large = { columns: 200, rows: 60, training: true } as const;

describe.skipIf(!hasTmux)('phase-07 by keyboard on the fresh route (needs tmux)', () => {
  let desk: Desk | undefined;
  afterEach(async () => desk?.leaves());

  it('goes from the home screen to the exit gate, while the terminal is resized', async () => {
    desk = await sitDown();
    const { pane, folder } = desk;
    const whole = () => seesWhole(pane, usual);
    const resized = async (size: typeof small | typeof usual | typeof large, shows: string) => {
      await pane.resize(size.columns, size.rows);
      await pane.sees(shows);
      return seesWhole(pane, size);
    };

    await desk.types('handrail');
    // The first screen explains itself: what this is, what can be done, and what Enter would do now.
    const home = await pane.sees('Train  phase-07');
    await seesWhole(pane, { columns: 80, rows: 24 });
    for (const words of [
      'walks you through a Markdown runbook',
      'training',
      'simulated cloud',
      'Walk for real  phase-07',
      'Open a Markdown file',
      'Enter train (simulated)',
      '? keys',
    ])
      expect(home).toContain(words);
    await pane.keys('Enter');
    await pane.sees('All confirmed: go on');
    await whole();
    await pane.keys('Enter');
    await pane.sees('fresh deploy or an existing-cluster graft?');
    await whole();
    await resized(small, 'fresh deploy');
    await resized(usual, 'Leaves 7.8/6 to phase-08');
    await pane.keys('Enter');

    await pane.sees('to do prerequisites/1');
    await whole();
    await pressOn(pane, 'passed prerequisites/2', whole);
    await resized(small, 'passed prerequisites/2');
    // What forty columns fold away can be paged to: the prose is the last of it.
    for (let page = 0; page < 12; page++) await pane.keys('NPage');
    await seesWhole(pane, small);
    await resized(large, 'Only this file is believed');
    await pane.resize(30, 8);
    const refused = await pane.sees('Terminal too small');
    expect(refused).toContain('handrail needs 40x10');
    await pane.keys('Enter');
    expect(await pane.frame()).toContain('Terminal too small');
    const grown = await resized(usual, 'captured mgmt_fip');
    // What was true of the small terminal is not said on the large one.
    expect(grown).not.toContain('larger');
    await pane.keys('Escape');
    await pane.sees('passed prerequisites/2');

    // A wrong name, and then a name that is right but for its end: nothing runs.
    await pressOn(pane, 'Type /etc/magnum/kubeconfig to run it');
    const told = journalOf(folder).length;
    await pane.text('magnum/0');
    await pane.keys('Enter');
    await pane.sees('That is not /etc/magnum/kubeconfig');
    await whole();
    await pane.keys('C-u');
    await pane.text('/etc/magnum/kubeconfi');
    await pane.keys('Enter');
    await pane.sees('Still missing: g');
    await resized(small, 'CAUTION');
    await resized(usual, 'Still missing: g');
    expect(journalOf(folder)).toHaveLength(told);
    await pane.keys('C-u');
    await pressOn(pane, 'passed 7.2/3');
    expect(journalOf(folder).length).toBeGreaterThan(told);

    await pressOn(pane, 'passed 7.4/9', whole);
    await resized(large, 'passed 7.4/9');
    // Every gate of the block with the most of them stands on the large screen.
    expect((await pane.frame()).match(/✓ GATE holds/g)).toHaveLength(6);
    await resized(usual, 'passed 7.4/9');
    const gate = await pressOn(pane, '› Exit gate', whole);
    expect(gate).toContain('5 of 7 passed, 2 DEFERRED (not passed)');
    await resized(small, 'DEFERRED');
    await resized(large, '7.8/6 DEFERRED to phase-08 step 8.2');
    await resized(usual, 'Enter finishes the walk');
    await pane.keys('Enter');
    await pane.sees('FINISHED, passed. 5 of 7 passed, 2 DEFERRED (not passed)');
    await pane.keys('q');
    await pane.sees('Enter quits');
    await pane.keys('Enter');
    const left = await pane.sees('finished, exit gate passed');
    expect(left).toContain('TRAINING: Phase 07 -- Magnum conductor graft');
    expect(await pane.value('#{alternate_on}')).toBe('0');
    // The pane's history holds nothing of the screens.
    expect(await pane.history()).not.toContain('settled');
    expect(journalOf(folder).at(-1)).toContain('finished');
  }, 120_000);
});
