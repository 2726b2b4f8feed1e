import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBashRunner } from '../../../src/session/effects/run-block.ts';
import { commandFor } from './support/command-for.ts';
import { canMount, smallDisk } from './support/small-disk.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** Starts a script in a new attempt. */
async function start(
  script: string,
  env: Record<string, string | undefined> = process.env,
  base = temporaryFolder(),
) {
  const folder = join(base, 'attempts', '0001');
  const block = await createBashRunner({ env, cwd: '/' }).start(commandFor(script), folder);
  return { folder, block, output: outputOf(folder) };
}

function outputOf(folder: string) {
  return { stdout: () => readFileSync(join(folder, 'stdout'), 'utf8') };
}

describe('a block that can not start', () => {
  it.skipIf(!canMount())('says that its start could not be written down', async () => {
    const base = smallDisk('64k');
    // The script takes the one page that is left.
    writeFileSync(join(base, 'filler'), Buffer.alloc(60 * 1024));
    const { block, folder, output } = await start('echo ran', process.env, base);
    expect(await block.ended).toEqual({
      type: 'not-started',
      reason: `Its start could not be written down in ${folder}: the disk may be full.`,
    });
    expect(output.stdout()).toBe('');
  });

  it('says that bash is missing', async () => {
    const { block } = await start('true', { PATH: temporaryFolder() });
    expect(block.process).toBeUndefined();
    expect(await block.ended).toEqual({
      type: 'not-started',
      reason: 'bash was not found on the PATH; install it or put its folder there.',
    });
  });

  it('says that the folder it starts in is gone', async () => {
    const runner = createBashRunner({ env: process.env, cwd: '/nonexistent' });
    const block = await runner.start(commandFor('true'), join(temporaryFolder(), '0001'));
    expect(await block.ended).toMatchObject({
      reason: expect.stringContaining('/nonexistent') as string,
    });
  });

  it('never starts into the files of another attempt', async () => {
    const { folder, block } = await start('echo first');
    await block.ended;
    const runner = createBashRunner({ env: process.env, cwd: '/' });
    const again = await runner.start(commandFor('echo second'), folder);
    expect(await again.ended).toMatchObject({ type: 'not-started' });
    expect(outputOf(folder).stdout()).toBe('first\n');
  });

  it('says that its files can not be written', async () => {
    const file = join(temporaryFolder(), 'attempts');
    writeFileSync(file, '');
    const runner = createBashRunner({ env: process.env, cwd: '/' });
    const block = await runner.start(commandFor('true'), join(file, '0001'));
    expect(await block.ended).toMatchObject({
      type: 'not-started',
      reason: expect.stringContaining('part of the path is a file') as string,
    });
  });

  it('says that the environment is too large', async () => {
    const { block } = await start('true', {
      PATH: process.env['PATH'],
      BIG: 'x'.repeat(3_000_000),
    });
    expect(await block.ended).toEqual({
      type: 'not-started',
      reason: 'bash did not start: the environment is too large.',
    });
  });
});
