import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import {
  goesOn,
  journalOf,
  pressOn,
  sessionOf,
  sitDown,
  type Desk,
} from '../support/tmux-operator.ts';

/** A look, and a change that ends when the test says so. */
function runbook(folder: string): string {
  return `# Two panes

## 1 Look

**CHECK (read-only) -- jumphost**
\`\`\`bash
echo looked
\`\`\`

**GATE:** output contains \`looked\`.

## 2 Change

**RUN -- jumphost**
\`\`\`bash
echo begun | tee -a '${folder}/ledger'
until [ -e '${folder}/go-on' ]; do sleep 0.05; done
echo ended
\`\`\`

**GATE:** the last line is \`ended\`.
`;
}

describe.skipIf(!hasTmux)('two panes on one walk (needs tmux)', () => {
  const desks: Desk[] = [];
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.leaves();
  });

  async function twoDesks() {
    const first = await sitDown();
    desks.push(first);
    const second = await sitDown({ env: { XDG_STATE_HOME: join(first.folder, 'state') } });
    desks.push(second);
    writeFileSync(join(first.folder, 'two.md'), runbook(first.folder));
    return { first, second };
  }

  it('one walks, one watches; the first is killed, and the second takes over', async () => {
    const { first, second } = await twoDesks();
    const { folder } = first;
    await first.types('handrail walk two.md');
    await pressOn(first.pane, 'passed 1/1');

    // Told who has it and offered to look on.
    await second.types('clear; handrail resume');
    await second.pane.sees(/is being walked by process \d+ of \S+ on pts\/\d+/);
    await second.pane.sees('Enter watches it live, q leaves:');
    await second.pane.keys('q');
    await second.pane.sees(/desk\$\s*$/);
    await second.types('echo "status $?"');
    await second.pane.sees('status 2');

    const files = () => readdirSync(sessionOf(folder), { recursive: true }).sort();
    const before = files();
    await second.types('clear; handrail resume');
    await second.pane.sees('Enter watches it live, q leaves:');
    await second.pane.keys('Enter');
    await second.pane.sees(' WATCHING ');
    await second.pane.sees('to do 2/1');
    expect(files()).toEqual(before);

    // What the first one does is seen by the second, the output while it grows.
    await pressOn(first.pane, 'running 2/1');
    await second.pane.sees('RUNNING since');
    await second.pane.sees(/^[^|+\n]*│ begun/m);
    await second.pane.keys('x');
    await second.pane.sees(/You are watching; process \d+ of \S+ on pts\/\d+ walks it\./);

    process.kill(await first.handrail(), 'SIGKILL');
    await second.pane.sees('gone without leaving');
    await second.pane.keys('Enter');
    await second.pane.sees('Enter walks it here; Esc watches on.');
    await second.pane.keys('Enter');
    expect(await goesOn(second.pane)).toContain('2/1 is still running');
    await second.pane.sees('x stops it');
    expect(await second.pane.frame()).not.toContain('WATCHING');
    writeFileSync(join(folder, 'go-on'), '');
    await second.pane.sees('passed 2/1');

    const journal = journalOf(folder);
    expect(journal.filter((line) => line.includes('"session-resumed"'))).toHaveLength(1);
    expect(journal.find((line) => line.includes('"session-resumed"'))).toContain(
      '"after":"killed"',
    );
    expect(readFileSync(join(folder, 'ledger'), 'utf8')).toBe('begun\n');
  }, 90_000);

  it('hands over: quit here, resume there; whoever only watched leaves with 0 and no trace', async () => {
    const { first, second } = await twoDesks();
    const { folder } = first;
    await first.types('handrail walk two.md');
    await pressOn(first.pane, 'passed 1/1');
    await second.types('clear; handrail watch');
    await second.pane.sees(' WATCHING ');
    await second.pane.keys('q');
    await second.pane.sees(/watched\.\s+desk\$\s*$/);
    await second.types('echo "status $?"');
    await second.pane.sees('status 0');
    expect(journalOf(folder).some((line) => line.includes('session-quit'))).toBe(false);

    // From the home screen as well.
    await second.types('clear; handrail');
    await second.pane.sees(/Watch .*open in another handrail/);
    await second.pane.keys('Enter');
    await second.pane.sees(' WATCHING ');

    await first.pane.keys('q');
    await first.pane.sees('Quit handrail?');
    await first.pane.keys('Enter');
    await second.pane.sees('The walk was left there');
    await second.pane.keys('Enter');
    await second.pane.sees('Enter walks it here');
    await second.pane.keys('Enter');
    const found = await goesOn(second.pane);
    expect(found).toContain('Left just now: you left it.');
    expect(found).toContain('two.md is not found from this folder.');
    await second.pane.until(
      (frame) => !frame.includes('WATCHING') && /(passed|to do) \d\/1/.test(frame),
      'walk it',
    );
    const taken = journalOf(folder).findLast((line) => line.includes('"session-resumed"'));
    expect(taken).toContain('"after":"quit"');
    expect(existsSync(join(folder, 'ledger'))).toBe(false);
  }, 90_000);
});
