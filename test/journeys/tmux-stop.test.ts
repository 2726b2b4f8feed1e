import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import { journalOf, pressOn, processesWith, sitDown, type Desk } from '../support/tmux-operator.ts';

/** Blocks that never end by themselves; what they start carries a mark in its environment. */
function runbook(mark: string): string {
  return `# Endless

## Step 1 -- Many

**RUN -- jumphost**
\`\`\`bash
export DESK_MARK='${mark}-many'
sleep 100041 &
setsid sleep 100042 &
echo begun
sleep 100043
\`\`\`
`;
}

describe.skipIf(!hasTmux)('stopping what runs, in a real terminal (needs tmux)', () => {
  let desk: Desk | undefined;
  afterEach(async () => desk?.leaves());

  it('x and Ctrl-C end the block and all that it started, and the screen says who stopped it', async () => {
    const at = await sitDown();
    desk = at;
    const { pane, folder } = at;
    const file = join(folder, 'endless.md');
    writeFileSync(file, runbook(folder));
    await at.types(`handrail walk ${file}`);
    await pressOn(pane, 'running 1/1');
    await pane.sees('begun');
    await pane.until(() => processesWith(`${folder}-many`).length >= 3, 'have three programs run');
    await pane.keys('x');
    const stopped = await pane.sees('stopped by you', 30_000);
    expect(stopped).toContain('failed 1/1');
    expect(processesWith(`${folder}-many`)).toEqual([]);
    await pane.keys('x');
    await pane.sees('Nothing is running');

    await pane.keys('r');
    await pressOn(pane, 'running 1/1');
    await pane.until(() => processesWith(`${folder}-many`).length >= 3, 'have them run again');
    await pane.keys('C-c');
    await pane.until(
      (frame) => frame.includes('stopped by you') && frame.includes('failed 1/1'),
      'stop by Ctrl-C',
      30_000,
    );
    expect(processesWith(`${folder}-many`)).toEqual([]);
    expect(await pane.value('#{alternate_on}')).toBe('1');

    // Twice within two seconds asks to quit; it does not quit.
    await pane.keys('C-c', 'C-c');
    await pane.sees('Quit handrail?');
    await pane.keys('Escape');
    await pane.sees('failed 1/1');
    expect(journalOf(folder).filter((line) => line.includes('cancelled'))).toHaveLength(2);
  }, 60_000);
});
