import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import {
  goesOn,
  journalOf,
  pressOn,
  seesWhole,
  sitDown,
  type Desk,
} from '../support/tmux-operator.ts';
import { twoPolls } from '../support/two-polls.ts';

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 160, rows: 50 },
];

describe.skipIf(!hasTmux)('two polls at once while the walk goes on (needs tmux)', () => {
  let desk: Desk | undefined;
  afterEach(async () => desk?.leaves());

  /** How often the bell rang since the pane was tapped. */
  const bells = (tap: string) => readFileSync(tap, 'latin1').split('\u0007').length - 1;
  /** The last rows above the footer, where the strip stands. */
  const strip = (frame: string) => frame.trimEnd().split('\n').slice(-3, -1).join('\n');

  async function atDesk(size: { readonly columns: number; readonly rows: number }) {
    const at = await sitDown(size);
    desk = at;
    const file = join(at.folder, 'book.md');
    writeFileSync(file, twoPolls(at.folder, { every: 1, atMost: 600 }));
    const tap = join(at.folder, 'tap');
    await at.pane.tmux('pipe-pane', '-t', 'main:0', `cat >> '${tap}'`);
    await at.types(`handrail walk ${file}`);
    return {
      ...at,
      tap,
      put: (name: string, text: string) => writeFileSync(join(at.folder, name), `${text}\n`),
    };
  }

  /** Leaves both running, one after the other, and stands on what may be done beside them. */
  async function leavesBoth({ pane }: Desk): Promise<void> {
    await pressOn(pane, 'to do 2/1');
    await pane.keys('Enter');
    await pane.sees('look 1 of 600');
    await pane.sees('Enter leave it, on to 3/1');
    await pane.keys('Enter');
    await pane.until(
      (frame) => /» 2\/1 NOTHING .*next|» 2\/1 NOTHING .*looking/.test(strip(frame)),
      'tell of the first',
    );
    await pane.sees('to do 3/1');
    await pane.keys('Enter');
    await pane.sees('Enter leave it, on to 4/1');
    await pane.keys('Enter');
    await pane.until((frame) => /2\/1 .*3\/1 /.test(strip(frame)), 'tell of both');
  }

  it.each(sizes)(
    'survives leaving and coming back, tells each end once, and comes to its end at $columns x $rows',
    async (size) => {
      const at = await atDesk(size);
      const { pane, tap, put, folder } = at;
      await leavesBoth(at);
      const both = await seesWhole(pane, size);
      expect(both).toContain('to do 4/1');
      await pressOn(pane, 'passed 4/1');
      expect(strip(await pane.frame())).toMatch(/2\/1 .*3\/1 /);

      await pane.keys('q');
      await pane.sees('their time goes on meanwhile');
      await pane.keys('Enter');
      await pane.sees('Left running, and looked at again when you come back: 2/1, 3/1.');
      await at.types('clear; handrail resume');
      await pane.sees('Resume');
      await goesOn(pane);
      await pane.until((frame) => /2\/1 .*3\/1 /.test(strip(frame)), 'tell of both again');
      expect(bells(tap)).toBe(0);

      // Somebody works in another window when the first one comes.
      await pressOn(pane, 'passed 4/2');
      // tmux 3.3 dies of a new window whose size is its own affair.
      await pane.tmux('set-option', '-g', 'window-size', 'latest');
      await pane.tmux('new-window', '-d', '-t', 'main:1', 'sleep 600');
      await pane.tmux('select-window', '-t', 'main:1');
      const flag = async () =>
        (await pane.tmux('display-message', '-p', '-t', 'main:0', '#{window_bell_flag}')).trim();
      expect(await flag()).toBe('0');
      put('first', 'READY');
      await untilIt(async () => (await flag()) === '1', 'mark the window');
      await pane.tmux('select-window', '-t', 'main:0');
      await pane.tmux('set-option', '-g', 'window-size', 'manual');
      await pane.resize(size.columns, size.rows);
      expect(await flag()).toBe('0');
      // The block under the cursor had passed, so that nothing was read there: it has come to the front.
      await pane.sees('passed 2/1');
      expect(bells(tap)).toBe(1);

      await pressOn(pane, 'Run 5/1?');
      put('second', 'UP');
      await pane.until((frame) => strip(frame).includes('3/1 PASSED'), 'tell of the second');
      await pane.sees('Run 5/1?');
      expect(bells(tap)).toBe(2);
      await pressOn(pane, 'passed 5/1');
      await pane.keys('g');
      await pane.until(
        (frame) => frame.includes('passed 3/1') && !strip(frame).includes('PASSED'),
        'show the second, and tell of it no more',
      );
      await pane.resize(100, 30);
      await pane.resize(size.columns, size.rows);
      await seesWhole(pane, size);
      expect(bells(tap)).toBe(2);
      await pressOn(pane, 'FINISHED, passed');

      const journal = journalOf(folder);
      const count = (type: string) => journal.filter((line) => line.includes(`"${type}"`)).length;
      expect(count('poll-left')).toBe(2);
      expect(count('session-resumed')).toBe(1);
      // Each change was made once.
      expect(
        readFileSync(join(folder, 'effects'), 'utf8')
          .split('\n')
          .map((line) => line[0])
          .join(''),
      ).toBe('145');
    },
    180_000,
  );
});

async function untilIt(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await holds())) if (Date.now() > end) throw new Error(`waited 15 s to ${what}`);
}
