import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import { pressOn, seesWhole, sitDown, type Desk } from '../support/tmux-operator.ts';

const usual = { columns: 80, rows: 24, training: true } as const;

describe.skipIf(!hasTmux)('phase-07 by keyboard on the graft route (needs tmux)', () => {
  let desk: Desk | undefined;
  afterEach(async () => desk?.leaves());

  it('watches both clusters come and go, and shows a skip and an override for ever', async () => {
    desk = await sitDown();
    const { pane } = desk;
    await desk.types('handrail train');
    await pressOn(pane, 'fresh deploy or an existing-cluster graft?');
    await pane.keys('Down');
    await pane.sees('› existing-cluster graft');
    const whole = () => seesWhole(pane, usual);
    await pressOn(pane, 'to do 7.4/3', whole);

    // A skip wants a reason: none is no answer.
    await pane.keys('s');
    await pane.sees('Why is this block skipped?');
    await pane.keys('Enter');
    await pane.sees('Why is this block skipped?');
    await pane.text('the proxy is looked after');
    await pane.keys('Enter');
    await pane.sees('SKIPPED because the proxy is looked after');

    // 7.8's poll finds the cluster healthy; its strip of states says when.
    await pressOn(pane, 'to do 7.8/6', whole);
    await pane.keys('Enter');
    expect(await pane.sees('passed 7.8/6')).toMatch(/\d+:\d\d HEALTHY/);

    await pressOn(pane, 'to do 7.9/4', whole);
    await pane.keys('Enter');
    await pane.sees('CREATE_IN_PROGRESS');
    await pane.keys('Space');
    await pane.sees('PAUSED: no look until Space');
    await whole();
    const looks = lookOf(await pane.frame());
    await pane.keys('p');
    await pane.sees(`look ${looks + 1} of 120`);
    await pane.keys('p');
    const later = await pane.sees(`look ${looks + 2} of 120`);
    expect(later).toContain('PAUSED');
    expect(later).toMatch(/ of 1:00:00/);
    for (const [columns, rows] of [
      [40, 12],
      [200, 60],
      [80, 24],
    ] as const) {
      await pane.resize(columns, rows);
      const frame = await seesWhole(pane, { columns, rows, training: true });
      expect(frame).toContain('PAUSED');
      expect(frame).toContain('CREATE_IN_PROGRESS');
    }
    // Enter says what it would do instead of doing it.
    await pane.keys('Enter');
    await pane.sees('The runbook does not let the walk go on beside 7.9/4');
    await pane.keys('Space');
    const built = await pane.sees('passed 7.9/4', 60_000);
    expect(built).toMatch(/0:00 CREATE_IN_PROGRESS.*\d+:\d\d CREATE_COMPLETE/s);

    // Asked again, the name is not free any more: that is passed over, with a reason.
    await pane.keys('Up', 'Up');
    await pane.sees('passed 7.9/2');
    await pane.keys('r');
    await pane.sees('failed 7.9/2');
    await pane.keys('o');
    await pane.sees(/Why/);
    await pane.text('it is ours, from 7.9/3');
    await pane.keys('Enter');
    await pane.sees('OVERRIDDEN');
    await whole();

    // Its own name for the deletion, not the one of another thing.
    await pressOn(pane, 'Type capi-fix-check to run it');
    await pane.text('capi-test-1');
    await pane.keys('Enter');
    await pane.sees('That is not capi-fix-check');
    await pane.keys('C-u');
    await pressOn(pane, 'to do 7.9/6');
    await pane.keys('Enter');
    await pane.sees('passed 7.9/6', 60_000);
    const gate = await pressOn(pane, '› Exit gate', whole);
    // A skip is no pass: the exit gate does not hold by itself, and says what it is about.
    expect(gate).toContain('5 of 7 passed, 1 OVERRIDDEN, 1 not yet');
    expect(gate).toContain('7.4 has not passed');
    await pane.keys('Down', 'Down');
    await pane.sees('› ✗ not yet: The cluster serves');
    await pane.keys('o');
    await pane.sees(/Why/);
    await pane.text('the downloads were seen by hand');
    await pane.keys('Enter');
    await pane.sees('5 of 7 passed, 2 OVERRIDDEN');
    await pane.resize(200, 60);
    const all = await seesWhole(pane, { columns: 200, rows: 60, training: true });
    for (const reason of [
      'the proxy is looked after',
      'it is ours, from 7.9/3',
      'the downloads were seen by hand',
    ])
      expect(all).toContain(reason);
    await pane.keys('Enter');
    await pane.sees('FINISHED');
  }, 180_000);
});

/** `look 7 of 120` as a number. */
function lookOf(frame: string): number {
  return Number(/look (\d+) of/.exec(frame)?.[1]);
}
