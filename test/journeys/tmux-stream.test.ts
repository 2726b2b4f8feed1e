import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import {
  attemptsOf,
  goesOn,
  pressOn,
  seesWhole,
  sitDown,
  type Desk,
} from '../support/tmux-operator.ts';

/** As much as `seq 1 15000000` prints. */
const wanted = 124_000_000;
/** kB of memory that the process may ever have held. */
const most = 250_000;
/** Milliseconds within which a key shows, on a machine that does other things too. */
const answersWithin = 3000;

/** A pager that says what it got: its beginning, and how much it was. */
const pager = `show() { head -c 300 "$1" | tee paged; wc -c <"$1" >>paged; echo the pager showed it; read -r _; }; show`;

/** Without it the walk still pages with whatever PAGER says. */
const hasLess = spawnSync('less', ['--version']).status === 0;

function runbook(folder: string): string {
  return `# Much

## Step 1 -- Much

**RUN -- jumphost**
\`\`\`bash
echo the first line
until [ -e '${folder}/enough' ]; do seq 1 100000; sleep 0.01; done
echo the last line
\`\`\`

**GATE:** exit status is 0.
`;
}

describe.skipIf(!hasTmux)('a block that prints 124 MB, in a real terminal (needs tmux)', () => {
  let desk: Desk | undefined;
  afterEach(async () => desk?.leaves());

  it('leaves the keys alive and the memory flat, and the pager shows all of it', async () => {
    const at = await sitDown({ env: { PAGER: pager } });
    desk = at;
    const { pane, folder } = at;
    const file = join(folder, 'much.md');
    writeFileSync(file, runbook(folder));
    await at.types(`handrail walk ${file}`);
    await pressOn(pane, /running 1\/1[^]*\n.*\d{4,}/);
    const pid = await at.handrail();
    const output = () => join(attemptsOf(folder), '0001', 'stdout');

    // While it streams, a screen opens and closes for each pair of keys.
    let pairs = 0;
    while (statSync(output()).size < wanted) {
      await pane.keys('?');
      await pane.sees('On this screen', answersWithin);
      await pane.keys('Escape');
      await pane.sees('running 1/1', answersWithin);
      pairs += 1;
    }
    expect(pairs).toBeGreaterThanOrEqual(2);
    writeFileSync(join(folder, 'enough'), '');
    const ended = await pane.sees('passed 1/1');
    await seesWhole(pane, { columns: 80, rows: 24 });
    expect(ended).toContain('the last line');
    expect(peakOf(pid)).toBeLessThan(most);

    // The pager has all of it, from the first line to the last, and not at the price of memory.
    await pane.keys('l');
    await pane.sees('the pager showed');
    const read = readFileSync(join(folder, 'paged'), 'utf8').trimEnd().split('\n');
    expect(read.slice(0, 3)).toEqual(['-- standard output --', 'the first line', '1']);
    expect(Number(read.at(-1))).toBeGreaterThan(wanted);
    expect(peakOf(pid)).toBeLessThan(most);
    await pane.keys('Enter');
    await pane.sees('passed 1/1');
    await seesWhole(pane, { columns: 80, rows: 24 });

    if (!hasLess) return;
    // And less, on the terminal it was given; the screen is whole again after it.
    await pane.keys('q');
    await pane.sees('Quit handrail?');
    await pane.keys('Enter');
    await pane.sees(/Come back with: handrail resume \S+\s+desk\$/);
    await at.types('clear; PAGER=less handrail resume');
    await goesOn(pane);
    await pane.until((frame) => !frame.includes('Resume'), 'show the walk itself');
    await pane.keys('l');
    await pane.sees('-- standard output --');
    await pane.keys('G');
    await pane.sees('(END)', 30_000);
    await pane.keys('q');
    await pane.sees('1 of 1 settled');
    await seesWhole(pane, { columns: 80, rows: 24 });
  }, 120_000);
});

/** The most memory that a process has held, in kB. */
function peakOf(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
