import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import {
  attemptsOf,
  goesOn,
  journalOf,
  pressOn,
  processesWith,
  seesWhole,
  sitDown,
  type Desk,
} from '../support/tmux-operator.ts';

/** Leaves a line in `ledger` each time something is changed; waits for files that the test makes. */
function runbook(folder: string): string {
  return `# Ledger

## Step 1 -- Look

**CHECK (read-only) -- jumphost**
\`\`\`bash
echo "ready $((40 + 2))"
\`\`\`

**GATE:** output contains \`ready 42\`.

## Step 2 -- Change

> **CAUTION:** this writes to \`ledger-one\` for good.

**RUN -- jumphost**
\`\`\`bash
echo one >> '${folder}/ledger'
bash -c 'until [ -e "$0" ]; do sleep 0.05; done' '${folder}/one-done'
echo all done
\`\`\`

**GATE:** the last line is \`all done\`.

## Step 3 -- Wait

**POLL -- jumphost** every 1 s, at most 900 times.
\`\`\`bash
echo look >> '${folder}/looks'
cat '${folder}/condition'
\`\`\`

**GATE:** yes when exit status is 0 and output contains \`SETTLED\`, no when exit status is 0 and output contains \`MOVING\`.

## Step 4 -- Change again

**RUN -- jumphost**
\`\`\`bash
echo two >> '${folder}/ledger'
\`\`\`

**GATE:** exit status is 0.
`;
}

const usual = { columns: 80, rows: 24 };

describe.skipIf(!hasTmux)('handrail killed with kill -9 in a real terminal (needs tmux)', () => {
  let desk: Desk | undefined;
  afterEach(async () => desk?.leaves());

  it('comes back after each kill where it was, loses nothing and runs nothing by itself', async () => {
    const at = await sitDown();
    desk = at;
    const { pane, folder } = at;
    const file = join(folder, 'ledger.md');
    writeFileSync(file, runbook(folder));
    writeFileSync(join(folder, 'condition'), 'MOVING\n');
    const ledger = () =>
      existsSync(join(folder, 'ledger')) ? readFileSync(join(folder, 'ledger'), 'utf8') : '';
    /** Kills, resumes, and holds that every event is still there, and that none but the resume was added. */
    const killAndResume = async (shows: string | RegExp) => {
      const before = journalOf(folder);
      await at.killsHandrail();
      // A look of a poll may have ended between reading and killing.
      const left = journalOf(folder);
      expect(left.slice(0, before.length)).toEqual(before);
      await at.types('handrail resume');
      const found = await goesOn(pane);
      expect(found).toContain('it was killed, or its pane was closed.');
      await pane.sees(shows);
      const frame = await seesWhole(pane, usual);
      const after = journalOf(folder);
      expect(after.slice(0, left.length)).toEqual(left);
      // By itself nothing is started but looks at the check that had passed.
      const started = after.slice(left.length).filter((line) => line.includes('block-started'));
      expect(started.filter((line) => !/"block":"ledger:1\/1".*"recheck":true/.test(line))).toEqual(
        [],
      );
      return { frame, found };
    };

    await at.types(`handrail walk ${file}`);
    await pressOn(pane, 'passed 1/1');
    await pressOn(pane, 'Type ledger-one to run it');
    await pane.text('ledger-on');
    await pane.sees('Still missing: e');

    // In a typed prompt: the prompt is gone, the block has not run, and what had passed still has.
    const { frame: atPrompt } = await killAndResume('to do 2/1');
    expect(atPrompt).toMatch(/1 of 4/);
    expect(ledger()).toBe('');
    await pane.keys('Up');
    await pane.sees('passed 1/1');
    await pane.sees('ready 42');
    await pane.keys('Down');

    // In a running block: the block goes on, is found running, and its effect happened once.
    await pressOn(pane, /running 2\/1/);
    await pane.until(() => ledger() === 'one\n', 'have the first effect');
    const { frame: inBlock, found: foundRunning } = await killAndResume('running 2/1');
    expect(foundRunning).toMatch(/2\/1 is still running, since \d/);
    expect(foundRunning).toContain('Checks that had passed are not looked at again by themselves');
    expect(inBlock).toContain('x stop');
    await pane.keys('Enter');
    await pane.sees('2/1 is running; x stops it.');
    writeFileSync(join(folder, 'one-done'), '');
    await pane.sees('passed 2/1');
    await pane.sees('all done');
    expect(ledger()).toBe('one\n');

    // In a poll: it goes on with its looks and its clock, as the one attempt it was.
    await pressOn(pane, /look 3 of 900/);
    const looks = () => readFileSync(join(folder, 'looks'), 'utf8').length;
    const { frame: inPoll, found: foundPoll } = await killAndResume('running 3/1');
    expect(foundPoll).toMatch(/3\/1 is still running, since \d/);
    expect(inPoll).toContain('x stop it');
    const seen = looks();
    await pane.until(() => looks() > seen, 'look again by itself');
    await pane.keys('Down');
    await pane.sees('to do 4/1');
    await pane.keys('Up');
    await pane.sees('running 3/1');
    writeFileSync(join(folder, 'condition'), 'SETTLED\n');
    await pane.sees('passed 3/1');
    const looked = journalOf(folder).flatMap(
      (line) => /"poll-looked","attempt":\d+,"look":\{"number":(\d+)/.exec(line)?.[1] ?? [],
    );
    expect(new Set(looked).size).toBe(looked.length);
    expect(looked.length).toBeGreaterThan(3);
    expect(
      journalOf(folder).filter((line) => /block-started.*ledger:3\/1/.test(line)),
    ).toHaveLength(1);

    // In a typed reason: nothing was skipped.
    await pressOn(pane, 'to do 4/1');
    await pane.keys('s');
    await pane.sees('Why is this block skipped?');
    await pane.text('because');
    await pane.sees('Reason because');
    const { frame: inReason } = await killAndResume('to do 4/1');
    expect(inReason).toMatch(/3 of 4/);
    expect(journalOf(folder).join('\n')).not.toContain('because');

    // In a confirmation: nothing ran. Confirmed after that, it runs once.
    await pane.keys('Enter');
    await pane.sees('Enter run 4/1');
    await killAndResume('to do 4/1');
    expect(ledger()).toBe('one\n');
    await pressOn(pane, 'passed 4/1');
    expect(ledger()).toBe('one\ntwo\n');
    expect(numbersOf(journalOf(folder))).toEqual(journalOf(folder).map((_, index) => index + 1));
  }, 120_000);

  it('kills a training walk in the middle of a block, and takes the cloud up as it was', async () => {
    const at = await sitDown();
    desk = at;
    const { pane, folder } = at;
    await at.types('handrail train --route fresh');
    await pressOn(pane, 'to do prerequisites/9');
    await pane.keys('Enter');
    await pane.sees('running prerequisites/9');
    const before = journalOf(folder);
    await at.killsHandrail();
    await at.types('handrail resume');
    await goesOn(pane);
    await pane.sees('prerequisites/9, block 9 of 9');
    const back = await seesWhole(pane, { ...usual, training: true });
    expect(back).toContain('Enter run the check');
    expect(back).toMatch(/8 of 50/);
    expect(journalOf(folder).slice(0, before.length)).toEqual(before);
    await pressOn(pane, 'passed 7.0/1');
  }, 60_000);

  it('does after q what the quit screen said: the block goes on, and resume sees it to its end', async () => {
    const at = await sitDown();
    desk = at;
    const { pane, folder } = at;
    const file = join(folder, 'ledger.md');
    writeFileSync(file, runbook(folder));
    await at.types(`handrail walk ${file}`);
    await pressOn(pane, 'running 2/1');
    // The journal says that it runs before the process is there.
    const found = (): readonly number[] => processesWith(`${folder}/one-done`);
    await pane.until(() => found().length > 0, 'start its process');
    const [waiting] = found();
    await pane.keys('q');
    const said = await pane.sees('Quit handrail?');
    expect(said).toContain('2/1 is running: it goes on by itself, and resume finds it again.');
    await pane.keys('Enter');
    const shell = await pane.sees(/Come back with: handrail resume \S+\s+desk\$/);
    expect(processesWith(`${folder}/one-done`)).toContain(waiting);
    const wayBack = /handrail resume \S+/.exec(shell)?.[0] ?? '';

    // Taken up while it runs: it is the same run, and stays so over a second quit.
    await at.types(`clear; ${wayBack}`);
    expect(await goesOn(pane)).toContain('2/1 is still running');
    await pane.sees('running 2/1');
    await pane.keys('q');
    await pane.sees('2/1 is running: it goes on by itself');
    await pane.keys('Enter');
    await pane.sees(/Come back with: handrail resume \S+\s+desk\$/);
    expect(processesWith(`${folder}/one-done`)).toContain(waiting);
    writeFileSync(join(folder, 'one-done'), '');
    await pane.until(
      () => existsSync(join(attemptsOf(folder), '0002', 'exit')),
      'end while nobody looks',
    );

    // Taken up after its end: that is taken in, and the walk stands at what is next.
    await at.types(`clear; ${wayBack}`);
    const ended = await goesOn(pane);
    expect(ended).toContain('Left just now: you left it.');
    expect(ended).toMatch(/✓ 2\/1 ended meanwhile, exit status 0: success; passed/);
    await pane.sees('to do 3/1');
    await pane.keys('Up');
    await pane.sees('passed 2/1');
    await pane.sees('all done');
    expect(readFileSync(join(folder, 'ledger'), 'utf8')).toBe('one\n');
  }, 60_000);

  it('goes on when the tmux server dies, and is watched to its end from a new one', async () => {
    const first = await sitDown();
    const { folder } = first;
    const file = join(folder, 'ledger.md');
    writeFileSync(file, runbook(folder));
    await first.types(`handrail walk ${file}`);
    await pressOn(first.pane, 'running 2/1');
    const found = (): readonly number[] => processesWith(`${folder}/one-done`);
    await first.pane.until(() => found().length > 0, 'start its process');
    await first.pane.close();
    const second = await sitDown({ env: { XDG_STATE_HOME: join(folder, 'state') } });
    desk = { ...second, leaves: async () => (await first.leaves(), second.leaves()) };
    expect(found()).not.toEqual([]);
    await second.types('handrail resume');
    expect(await goesOn(second.pane)).toContain('2/1 is still running');
    await second.pane.sees('running 2/1');
    writeFileSync(join(folder, 'one-done'), '');
    await second.pane.sees('all done');
    await second.pane.sees('passed 2/1');
    expect(readFileSync(join(folder, 'ledger'), 'utf8')).toBe('one\n');
  }, 60_000);

  it('tells a reboot in the middle of a block by its name, and starts nothing again', async () => {
    const at = await sitDown();
    desk = at;
    const { pane, folder } = at;
    const file = join(folder, 'ledger.md');
    writeFileSync(file, runbook(folder));
    await at.types(`handrail walk ${file}`);
    await pressOn(pane, 'running 2/1');
    const started = () => readFileSync(join(attemptsOf(folder), '0002', 'started'), 'utf8');
    await pane.until(() => started().endsWith('\n'), 'write down that it began');
    await at.killsHandrail();
    // A reboot takes the shell around the block with it as well.
    const attempt = join(attemptsOf(folder), '0002');
    for (const id of processesWith(attempt))
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It went with the one before it.
      }
    await pane.until(() => processesWith(attempt).length === 0, 'be rid of the block');
    expect(existsSync(join(attempt, 'exit'))).toBe(false);
    writeFileSync(join(attempt, 'started'), started().replace(/\S+\n$/, 'another-boot\n'));
    await at.types('handrail resume');
    expect((await goesOn(pane)).replace(/\s+/g, ' ')).toContain(
      '2/1 began, and its end was not seen: the machine was rebooted before it ended',
    );
    await pane.sees('Enter settle its end');
    await pane.keys('Enter');
    await pane.sees('was started and its end was not seen');
    await pane.sees(/the machine was rebooted before\s+it ended/);
    expect(readFileSync(join(folder, 'ledger'), 'utf8')).toBe('one\n');
  }, 60_000);
});

function numbersOf(journal: readonly string[]): readonly unknown[] {
  return journal.map((line) => (JSON.parse(line) as { readonly seq?: number }).seq);
}
