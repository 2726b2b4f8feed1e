import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import { journalOf, pressOn, seesWhole, sitDown, type Desk } from '../support/tmux-operator.ts';

/** Three checks about files that the test changes, a change between them, and one more to come. */
function runbook(folder: string): string {
  const check = (step: number, title: string, file: string) => `## Step ${step} -- ${title}

**CHECK (read-only) -- jumphost**
\`\`\`bash
cat '${folder}/${file}'
\`\`\`

**GATE:** output contains \`up\`.
`;
  return `# Ledger

${check(1, 'Look at the first', 'first')}
${check(2, 'Look at the second', 'second')}
## Step 3 -- Change

**RUN -- jumphost**
\`\`\`bash
echo one >> '${folder}/ledger'
\`\`\`

**GATE:** exit status is 0.

${check(4, 'Look at the third', 'third')}
## Exit gate

- **GATE:** steps 1, 2, 3 and 4 passed.
`;
}

const usual = { columns: 80, rows: 24 };

describe.skipIf(!hasTmux)('a walk taken up after the world went on (needs tmux)', () => {
  let desk: Desk | undefined;
  afterEach(async () => desk?.leaves());

  /** Walks to the fourth block, is killed there, and the world changes. */
  async function killedAtFour(): Promise<Desk & { readonly file: string }> {
    const at = await sitDown();
    desk = at;
    const { pane, folder } = at;
    const file = join(folder, 'ledger.md');
    writeFileSync(file, runbook(folder));
    for (const name of ['first', 'second', 'third']) writeFileSync(join(folder, name), 'up\n');
    await at.types(`handrail walk ${file}`);
    await pressOn(pane, 'to do 4/1');
    await at.killsHandrail();
    return { ...at, file };
  }

  it('names what drifted and which blocks differ, walks the drifted one again, and goes on', async () => {
    const at = await killedAtFour();
    const { pane, folder, file } = at;
    writeFileSync(join(folder, 'second'), 'down\n');
    writeFileSync(
      file,
      runbook(folder)
        .replace('echo one', 'echo more')
        .replace("third'\n```", "third'\ntrue\n```\n\n**RUN -- jumphost**\n```bash\nextra\n```"),
    );
    await at.types('handrail resume');
    await pane.sees('2 of 2 looked at again');
    const frame = await seesWhole(pane, usual);
    const said = frame.replace(/\s+/g, ' ');
    expect(said).toContain('3 of 4 settled; next is 4/1, CHECK, in 4 Look at the third');
    expect(said).toMatch(/Left (just now|\d+ min ago): it was killed, or its pane was closed\./);
    expect(said).toContain('2 of 2 looked at again: 1 still holds, 1 DRIFTED');
    expect(said).toContain('✓ 1/1 still holds');
    expect(said).toMatch(/~ DRIFTED 2\/1 passed \d\d.*, not at .* UTC: .*up/);
    expect(said).toContain('ledger.md was changed since: 2 blocks changed, 1 new.');
    expect(said).toContain('changed, still to come: 4/1 (command, gate)');
    expect(said).toContain('done, changed since: 3/1 (command)');
    expect(said).toContain('done and unchanged: 1/1; 2/1');
    expect(said).toContain('new: 4/2 at the end');
    expect(readFileSync(join(folder, 'ledger'), 'utf8')).toBe('one\n');

    // To the block that has drifted: it says so, and r runs it again as an attempt that counts.
    await pane.keys('Down');
    await pane.keys('Down');
    await pane.sees('Enter see the drift');
    await pane.keys('Enter');
    await pane.sees('~ drifted 2/1');
    const block = (await seesWhole(pane, usual)).replace(/\s+/g, ' ');
    expect(block).toContain('drifted: passed');
    await pane.keys('r');
    await pane.sees('failed 2/1');
    writeFileSync(join(folder, 'second'), 'up\n');
    await pane.keys('r');
    await pane.sees('passed 2/1');
    await pressOn(pane, 'Enter finishes the walk.');
    expect(journalOf(folder).filter((line) => line.includes('"recheck":true'))).toHaveLength(2);
    expect(readFileSync(join(folder, 'ledger'), 'utf8')).toBe('one\n');
  }, 120_000);

  it('is skipped with Esc in the middle, says that Enter waits, and forgets what a kill cut off', async () => {
    const at = await killedAtFour();
    const { pane, folder } = at;
    // A check that takes as long as the operator likes: a pipe that nobody writes to.
    const slow = `rm '${folder}/first'; mkfifo '${folder}/first'; clear`;
    await at.types(slow);
    await at.types('handrail resume');
    await pane.sees('1/1 running');
    await pane.keys('Enter');
    await pane.sees('Enter goes on when the checks were looked at; Esc skips the rest');
    await at.killsHandrail();

    // Its look had no end, and is looked anew: nothing is unknown.
    await at.types('handrail resume');
    const again = await pane.sees('1/1 running');
    expect(again).not.toContain('end was not seen');
    await pane.keys('Escape');
    await pane.sees('0 of 2 looked at again, the rest skipped.');
    const frame = await seesWhole(pane, usual);
    expect(frame).toContain('2/1 not looked at');
    await pane.keys('Enter');
    await pane.sees('to do 4/1');
    await pane.keys('Up');
    await pane.keys('Up');
    await pane.keys('Up');
    await pane.sees('passed 1/1');
  }, 120_000);
});
