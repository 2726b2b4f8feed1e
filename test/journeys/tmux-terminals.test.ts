import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import { journalOf, pressOn, seesWhole, sitDown, type Desk } from '../support/tmux-operator.ts';

const usual = { columns: 80, rows: 24 };

/** One block that passes, one that waits for a file, one that changes something, one that fails. */
const runbook = (folder: string): string => `# Four ends

## Step 1 -- Look

**CHECK (read-only) -- jumphost**
\`\`\`bash
echo ready
\`\`\`

**GATE:** output contains \`ready\`.

## Step 2 -- Wait

**CHECK (read-only) -- jumphost**
\`\`\`bash
bash -c 'until [ -e "$0" ]; do sleep 0.05; done' '${folder}/go-on'
\`\`\`

## Step 3 -- Change

**RUN -- jumphost**
\`\`\`bash
echo changed >> '${folder}/changes'
\`\`\`

## Step 4 -- Fail

**CHECK (read-only) -- jumphost**
\`\`\`bash
printf 'no\\nnot even this\\n'
\`\`\`

**GATE:** output contains \`yes\`.
`;

async function walksFour(desk: Desk): Promise<void> {
  writeFileSync(join(desk.folder, 'four.md'), runbook(desk.folder));
  await desk.types('handrail walk four.md');
}

describe.skipIf(!hasTmux)('terminals of every kind (needs tmux)', () => {
  let desk: Desk | undefined;
  afterEach(async () => desk?.leaves());

  it('NO_COLOR and CI: drawn all the same, with no colour; states differ by mark and by word', async () => {
    desk = await sitDown({ env: { NO_COLOR: '1', CI: '1' } });
    const { pane, folder } = desk;
    writeFileSync(join(folder, 'go-on'), '');
    await walksFour(desk);
    const frame = await pressOn(pane, 'failed 4/1');
    expect(await pane.value('#{alternate_on}')).toBe('1');
    expect(frame).toMatch(/✓ 1 Look +passed/);
    expect(frame).toMatch(/✗ 4 Fail +failed/);
    await pane.keys('?');
    await pane.sees('On this screen');
    for (const key of ['Escape', 'b', 'n']) {
      await pane.keys(key);
      expect(coloursOf(await pane.colouredFrame())).toEqual([]);
    }
  }, 30_000);

  it('LANG=C: nothing but ASCII, and the walk is the same', async () => {
    desk = await sitDown({ env: { LANG: 'C', LC_ALL: 'C' } });
    const { pane, folder } = desk;
    writeFileSync(join(folder, 'go-on'), '');
    await walksFour(desk);
    const ascii = async () => expect(await pane.frame()).toMatch(/^[\x00-\x7f]*$/);
    await pressOn(pane, 'failed 4/1', ascii);
    await ascii();
    // The same colours as ever: only the signs are others.
    expect(coloursOf(await pane.colouredFrame())).not.toEqual([]);
    await pane.keys('q');
    await pane.sees('Quit handrail?');
    await pane.keys('Enter');
    await pane.sees(/Come back with: handrail resume \S+\s+desk\$/);
    await desk.types('clear; handrail train');
    await pane.sees('TRAINING');
    await ascii();
  }, 30_000);

  it('TERM=dumb: one sentence, and nothing is drawn', async () => {
    desk = await sitDown();
    const { pane } = desk;
    for (const command of ['handrail', 'handrail walk phase-07']) {
      await desk.types(`clear; TERM=dumb ${command}; echo "status $?"`);
      const said = await pane.sees(/status \d/);
      expect(said.replace(/\n/g, '')).toMatch(/^handrail: [^.]*TERM=dumb[^.]*status 2/);
      expect(await pane.value('#{alternate_on}')).toBe('0');
    }
    // Training goes by lines there.
    await desk.types('clear; TERM=dumb handrail train');
    await pane.sees('juju-model [openstack]');
    expect(await pane.value('#{alternate_on}')).toBe('0');
  }, 30_000);
});

describe.skipIf(!hasTmux)('keys ahead of the screen (needs tmux)', () => {
  let desk: Desk | undefined;
  afterEach(async () => desk?.leaves());

  it('picks the last item but one of the home screen when Downs and Enter come in one write', async () => {
    desk = await sitDown();
    const { pane } = desk;
    await desk.types('handrail');
    await pane.sees('Open a Markdown file');
    // Three built-in runbooks and all of them as one, to train and to walk.
    await pane.keys(...Array.from({ length: 8 }, () => 'Down'), 'Enter');
    await pane.sees('Path of a Markdown runbook');
  }, 30_000);

  it('never takes what was typed while a block ran, or was pasted, for a yes', async () => {
    const at = await sitDown();
    desk = at;
    const { pane, folder } = at;
    const changes = () =>
      existsSync(join(folder, 'changes')) ? readFileSync(join(folder, 'changes'), 'utf8') : '';
    await walksFour(at);
    await pressOn(pane, 'to do 2/1');
    // Impatience while the block runs, and as it ends.
    await pane.keys('Enter', 'Enter', 'Enter', 'y', 'Enter');
    await pane.sees('running 2/1');
    await pane.keys('Enter', 'y', 'Enter', 'Enter');
    writeFileSync(join(folder, 'go-on'), '');
    await pane.sees('2 of 4');
    const after = await seesWhole(pane, usual);
    expect(after).not.toContain('passed 3/1');
    expect(changes()).toBe('');

    // Keys are heard in turn: with the help on the screen, all of them have been.
    await pane.keys('?');
    await pane.sees('On this screen');
    for (let tries = 0; tries < 50 && !/Enter (ask|go to)/.test(await pane.frame()); tries++)
      await pane.keys('Escape');
    expect(changes()).toBe('');

    // The same in one write on the next block: to its confirmation, and no further.
    await pressOn(pane, 'to do 3/1');
    await pane.keys('Enter', 'Enter', 'Enter', 'Enter');
    await pane.sees('That key came before this was on the screen');
    expect(changes()).toBe('');

    // A paste into the confirmation, also one that ends itself early.
    for (const text of ['y\r', 'yes\r\r\r', `x\u001b[201~\r`, `x\u001b[201~y\r`]) {
      await pane.paste(text);
      await pane.sees(/Pasted text is taken only|right after a paste/);
      expect(await pane.frame()).toContain('Run 3/1?');
    }
    expect(changes()).toBe('');
    expect(journalOf(folder).filter((line) => line.includes('block-started'))).toHaveLength(2);

    // Asked for with the screen in view, it runs, once.
    // A key in the shadow of a paste is not taken, not even Esc.
    for (let tries = 0; tries < 50 && !(await pane.frame()).includes('to do 3/1'); tries++)
      await pane.keys('Escape');
    await pressOn(pane, 'passed 3/1');
    expect(changes()).toBe('changed\n');
  }, 30_000);
});

/** The sequences of a captured frame that set a colour; bold and reverse are none. */
function coloursOf(coloured: string): readonly string[] {
  return (coloured.match(/\u001b\[[0-9;:]*m/g) ?? []).filter((one) =>
    /[[;](?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;:m]/.test(one),
  );
}
