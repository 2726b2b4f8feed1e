import { afterEach, describe, expect, it } from 'vitest';
import { everyScreen } from '../support/every-screen.ts';
import { fakeWalker } from '../support/fake-walker.ts';
import { operator, type Operator } from '../support/operator.ts';
import * as state from './support/walk-states.ts';

let op: Operator | undefined;
afterEach(async () => op?.goes());

/** Under these something is typed unseen, or there is no walk. */
const without: readonly string[] = ['secret', 'password', 'home'];

describe.each([
  [80, 24],
  [120, 40],
  [200, 60],
  [40, 14],
])('the strip of a poll that runs on, at %ix%i', (columns, rows) => {
  it('stands right above the footer of every screen of the walk, and pushes nothing away', async () => {
    const attempts = [state.checkPassed, state.runPassed, state.cautiousRan, state.pollUnderWay];
    const session = state.walkWith(attempts, { background: [4], mode: 'training' });
    const walker = fakeWalker({ session, background: [state.pollLive], now: () => 1_070_000 });
    op = await operator({ walker, columns, rows });
    for (const screen of Object.values(everyScreen)) {
      if (screen.type === 'home') continue;
      await op.app.shell.perform([
        { type: 'go', screen: { type: 'walk' } },
        ...(screen.type === 'walk' ? [] : [{ type: 'push', screen } as const]),
      ]);
      await op.settles();
      const lines = op.frame().split('\n');
      expect(lines, screen.type).toHaveLength(rows);
      expect(lines[0], screen.type).toContain('TRAINING');
      expect(lines.at(-1), screen.type).toMatch(/TRAINING.*(?:Enter|Esc|\bq\b)/);
      for (const line of lines.slice(1, -1)) expect(line.startsWith('║'), screen.type).toBe(true);
      // Where it is narrow the short form of the words comes before a time is left out.
      const shows = /\? 7\.2\/1 (?:question failed|no answer) 1:10, next/.test(lines.at(-2) ?? '');
      expect(shows, screen.type).toBe(!without.includes(screen.type));
    }
  });
});
