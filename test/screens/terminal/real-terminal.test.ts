import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram, type Bundled } from '../../support/bundle.ts';
import { hasTmux, startInTmux, type TmuxPane } from '../../support/tmux.ts';

/** `HANDRAIL_STORMS=20` for the long run. */
const storms = Number(process.env.HANDRAIL_STORMS ?? '6');

describe.skipIf(!hasTmux)('the screens in a real terminal (needs tmux)', () => {
  let program: Bundled;
  let folder: string;
  let pane: TmuxPane | undefined;

  beforeAll(async () => {
    program = await bundleProgram(
      new URL('../../support/programs/screens.ts', import.meta.url).pathname,
    );
    folder = await mkdtemp(join(tmpdir(), 'handrail-screens-'));
  });
  afterEach(async () => pane?.close());
  afterAll(async () => {
    await program.remove();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(
    env: Readonly<Record<string, string>> = {},
    command: readonly string[] = [process.execPath, program.file],
  ): Promise<TmuxPane> {
    pane = await startInTmux({
      command,
      env: { LANG: 'C.UTF-8', TEST_OUTPUT_FILE: join(folder, 'output'), ...env },
    });
    return pane;
  }

  it('draws although CI is set', async () => {
    const at = await start({ CI: '1' });
    await at.sees('TRAINING');
    expect(await at.value('#{alternate_on}')).toBe('1');
  });

  it('picks the third item when Down Down Enter arrive in one write', async () => {
    const at = await start({ TEST_HOME: '1' });
    await at.sees('Open a Markdown file');
    await at.keys('Down', 'Down', 'Enter');
    await at.sees('Path of a Markdown runbook');
  });

  it('never takes a paste for keys, not even one with the end mark in it', async () => {
    const at = await start({ TEST_HOME: '1' });
    await at.sees('Open a Markdown file');
    await at.paste('jj\rq');
    await at.sees('Pasted text is taken only where text is asked for.');
    await at.keys('Escape');
    await at.sees('Open a Markdown file');
    expect(await at.value('#{pane_dead}')).toBe('0');
  });

  it(`looks like a fresh screen after ${storms} storms of resizes`, async () => {
    const at = await start();
    await at.sees('TRAINING');
    await at.keys('b');
    await at.sees('rollback/2');
    const fresh = await at.frame();
    for (let storm = 0; storm < storms; storm += 1) {
      for (let blow = 0; blow < 15; blow += 1)
        await at.resize(
          40 + ((storm * 37 + blow * 53) % 160),
          10 + ((storm * 11 + blow * 17) % 50),
        );
      await at.resize(80, 24);
      await at.until((frame) => frame === fresh, 'look like a fresh screen');
    }
  }, 120_000);

  it('shows the whole output in the pager and comes back to the same screen', async () => {
    const at = await start({ PAGER: `sh -c 'cat "$0"; read -r line'` });
    await at.sees('TRAINING');
    await at.keys('k');
    const before = await at.sees('exit status 0');
    await at.keys('l');
    await at.until((frame) => !frame.includes('TRAINING'), 'see the pager');
    await at.sees('the whole output');
    await at.keys('Enter');
    await at.until((frame) => frame === before, 'come back to the screen before');
  });

  it('says so when there is no pager', async () => {
    const at = await start({ PAGER: '' }, [
      'env',
      `PATH=${folder}`,
      process.execPath,
      program.file,
    ]);
    await at.sees('TRAINING');
    await at.keys('k', 'l');
    await at.sees('No pager here');
  });

  it('ignores Ctrl-Z as the main process of a pane, and says why', async () => {
    const at = await start();
    await at.sees('TRAINING');
    await at.keys('C-z');
    await at.sees('no shell to go back to');
  });

  it('goes back to a shell on Ctrl-Z and comes back with fg', async () => {
    const at = await start({ PS1: 'prompt> ' }, ['bash', '--norc', '-i']);
    await at.sees('prompt>');
    await at.text(`'${process.execPath}' '${program.file}'`);
    await at.keys('Enter');
    const before = await at.sees('TRAINING');
    await at.keys('C-z');
    await at.sees('Stopped');
    await at.text('fg');
    await at.keys('Enter');
    await at.until((frame) => frame === before, 'draw the same screen again');
    await at.keys('b');
    await at.sees('rollback/2');
  });

  it('quits after two Ctrl-C and an Enter, and leaves the way back on the screen', async () => {
    const at = await start();
    await at.sees('TRAINING');
    await at.keys('C-c');
    await at.sees('Ctrl-C again within 2 seconds asks to quit.');
    await at.keys('C-c');
    await at.sees('Quit handrail?');
    await at.keys('Enter');
    // tmux's own last line about the dead pane may have scrolled the first of the two away.
    await at.until(
      (frame) => !frame.includes('Quit handrail?') && frame.includes('Come back with'),
      'leave',
    );
    const left = await at.history();
    expect(left).toContain('TRAINING: Tiny graft: 1 of 4, next is 7.1/1.');
    expect(left).toContain('Come back with: handrail resume 2026-01-02-tiny');
    expect(await at.value('#{alternate_on}')).toBe('0');
  });

  it.each(['TERM', 'HUP', 'INT'])('restores the terminal on SIG%s', async (signal) => {
    const at = await start({ PS1: 'prompt> ' }, ['bash', '--norc', '-i']);
    await at.sees('prompt>');
    await at.text(`'${process.execPath}' '${program.file}' & echo $! > '${folder}/pid'; fg`);
    await at.keys('Enter');
    await at.sees('TRAINING');
    await at.tmux('run-shell', `kill -${signal} $(cat '${folder}/pid')`);
    await at.until((frame) => !frame.includes(' TRAINING '), 'leave the alternate screen');
    await at.text('stty -a');
    await at.keys('Enter');
    const settings = await at.sees('icanon');
    expect(settings).not.toContain('-icanon');
    expect(await at.value('#{alternate_on}')).toBe('0');
    expect(await at.value('#{cursor_flag}')).toBe('1');
  });

  it('restores the terminal when a screen breaks', async () => {
    const at = await start({ TEST_CRASH: '1' });
    await at.sees('This screen broke on purpose.');
    expect(await at.value('#{alternate_on}')).toBe('0');
  });

  it('has no colour under NO_COLOR, and TRAINING still stands out', async () => {
    const at = await start({ NO_COLOR: '1' });
    await at.sees('TRAINING');
    const coloured = await at.colouredFrame();

    expect(coloured).not.toMatch(/\u001b\[[\d;]*\b(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])\b[\d;]*m/);

    expect(coloured).toMatch(/\u001b\[[\d;]*7[\d;]*m TRAINING /);
  });
});
