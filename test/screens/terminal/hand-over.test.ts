import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram, type Bundled } from '../../support/bundle.ts';
import { hasTmux, startInTmux, type TmuxPane } from '../../support/tmux.ts';

/** `HANDRAIL_ROUNDS=50` for the long run. */
const rounds = Number(process.env.HANDRAIL_ROUNDS ?? '20');

describe.skipIf(!hasTmux)('handing the terminal over (needs tmux)', () => {
  let program: Bundled;
  let folder: string;
  let pane: TmuxPane | undefined;

  beforeAll(async () => {
    program = await bundleProgram(
      new URL('../../support/programs/hand-over.tsx', import.meta.url).pathname,
    );
    folder = await mkdtemp(join(tmpdir(), 'handrail-hand-over-'));
  });
  afterEach(async () => pane?.close());
  afterAll(async () => {
    await program.remove();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(log: string, env: Readonly<Record<string, string>> = {}) {
    pane = await startInTmux({
      command: [process.execPath, program.file],
      env: { TEST_LOG: join(folder, log), ...env },
    });
    await pane.sees('IDLE after 0');
    return pane;
  }

  it(`gives every line typed ahead to the program, ${rounds} rounds long`, async () => {
    const at = await start('lines');
    const expected: string[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      await at.text('h');
      await at.sees(`READY ${round}`);
      // The program is not reading yet: this is type-ahead.
      const line = `line ${round} h q x`;
      expected.push(line);
      await at.text(line);
      await at.keys('Enter');
      await at.sees(`IDLE after ${round}, heard []`);
    }
    const lines = (await readFile(join(folder, 'lines'), 'utf8')).trimEnd().split('\n');
    expect(lines).toEqual(expected);
  }, 120_000);

  it('hears its own keys again afterwards, and the first row is whole', async () => {
    const at = await start('after');
    await at.text('h');
    await at.sees('READY 1');
    await at.keys('Enter');
    await at.sees('IDLE after 1');
    await at.text('abc');
    const frame = await at.sees('IDLE after 1, heard [abc]');
    expect(frame.trim()).toBe('IDLE after 1, heard [abc]');
    expect(await at.value('#{alternate_on}')).toBe('1');
  });

  it('hears nothing that was typed into the program and that it did not read', async () => {
    const goOn = join(folder, 'go-on');
    const at = await start('unread', { TEST_GO_ON: goOn });
    await at.text('h');
    await at.sees('READY 1');
    await at.keys('Enter');
    // A line, half a line, and the start of a sequence, all left in the terminal.
    await at.text('unread');
    await at.keys('Enter', 'Enter');
    await at.text('too');
    await at.sees('too');
    await writeFile(goOn, '');
    await at.sees('IDLE after 1');
    await at.text('a');
    const frame = await at.sees('IDLE after 1, heard [a');
    expect(frame.trim()).toBe('IDLE after 1, heard [a]');
  });

  it('shows what the program asks on its error output, where ours goes into a file', async () => {
    const said = join(folder, 'said');
    pane = await startInTmux({
      command: ['bash', '-c', 'exec "$0" "$1" 2>"$2"', process.execPath, program.file, said],
      env: { TEST_LOG: join(folder, 'asked'), TEST_READY_ON: '2' },
    });
    await pane.sees('IDLE after 0');
    await pane.text('h');
    await pane.sees('READY 1');
    await pane.keys('Enter');
    await pane.sees('IDLE after 1');
    expect(await readFile(said, 'utf8')).not.toContain('READY');
  });

  it('survives Ctrl-C in the program', async () => {
    const at = await start('interrupt');
    await at.text('h');
    await at.sees('READY 1');
    await at.keys('C-c');
    await at.sees('IDLE after 1');
    await at.text('q');
    await at.sees('LEFT');
    expect(await at.value('#{alternate_on}')).toBe('0');
  });
});
