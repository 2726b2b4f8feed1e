import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findLiving, markOf } from '../../../src/session/effects/block-processes.ts';
import { startTimeOf } from '../../../src/session/effects/boot.ts';
import { createBashRunner } from '../../../src/session/effects/run-block.ts';
import { NOT_BEGUN, wrapperWords } from '../../../src/session/effects/wrapper.ts';
import type { RunningBlock } from '../../../src/session/runner.ts';
import { canRunTypeScript, firstLine, killHard, startProgram } from './support/node-program.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const folders: string[] = [];
const runner = createBashRunner({ env: process.env, cwd: '/', graceMilliseconds: 400 });

/** An attempt whose handrail was killed with kill -9 after `ready` was printed. */
async function orphan(script: string) {
  const base = temporaryFolder();
  const folder = join(base, 'attempts', '0001');
  folders.push(folder);
  const handrail = startProgram('run-block.ts', [folder, script]);
  const process = JSON.parse(await firstLine(handrail)) as NonNullable<RunningBlock['process']>;
  await until(() => stdoutOf(folder).includes('ready\n'));
  await killHard(handrail);
  return { base, folder, process };
}

function stdoutOf(folder: string): string {
  const file = join(folder, 'stdout');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function livingIn(folder: string): readonly number[] {
  return findLiving({ pid: undefined, startTime: undefined, mark: markOf(folder) });
}

/** A folder as an attempt leaves it that never ended. */
function unfinishedAttempt(): string {
  const folder = join(temporaryFolder(), '0001');
  mkdirSync(folder);
  writeFileSync(join(folder, 'script'), 'true\n');
  for (const name of ['stdout', 'stderr']) writeFileSync(join(folder, name), '');
  return folder;
}

/** What the wrapper wrote when the block began, with another word for the boot. */
function asOfAnotherBoot(folder: string): void {
  const file = join(folder, 'started');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\S+\n$/, 'another-boot\n'));
}

/** It may have ended by itself since it was seen. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

afterEach(() => {
  for (const folder of folders.splice(0)) {
    if (existsSync(folder)) for (const pid of livingIn(folder)) killIfThere(pid);
  }
});

describe.skipIf(!canRunTypeScript)('a block whose handrail was killed', () => {
  const waitsForGo =
    'echo ready; until [ -e "${0%/*}/go" ]; do sleep 0.05; done; echo done; exit 42';

  it('runs on to its end and is taken in again with its status', async () => {
    const { folder, process } = await orphan(waitsForGo);
    const block = await runner.attach(folder, process);
    expect(block.process).toEqual(process);
    expect(startTimeOf(process.pid)).toBe(process.startTime);
    writeFileSync(join(folder, 'go'), '');
    expect(await block.ended).toEqual({ type: 'exited', status: 42 });
    expect(stdoutOf(folder)).toBe('ready\ndone\n');
  });

  it('is taken in again when it ended while nobody watched', async () => {
    const { folder, process } = await orphan(waitsForGo);
    writeFileSync(join(folder, 'go'), '');
    await until(() => existsSync(join(folder, 'exit')));
    const block = await runner.attach(folder, process);
    expect(await block.ended).toEqual({ type: 'exited', status: 42 });
  });

  it('is found by what its wrapper wrote when the journal never learned its number', async () => {
    const { folder, process } = await orphan(waitsForGo);
    const block = await runner.attach(folder, undefined);
    expect(block.process).toEqual(process);
    writeFileSync(join(folder, 'go'), '');
    expect(await block.ended).toEqual({ type: 'exited', status: 42 });
  });

  it('is found by its mark when its number was never written down at all', async () => {
    const { folder, process } = await orphan(waitsForGo);
    rmSync(join(folder, 'started'));
    const block = await runner.attach(folder, undefined);
    expect(block.process).toEqual(process);
    writeFileSync(join(folder, 'go'), '');
    expect(await block.ended).toEqual({ type: 'exited', status: 42 });
  });

  it('is found through another name of the state directory', async () => {
    const { base, folder, process } = await orphan(waitsForGo);
    const link = join(temporaryFolder(), 'link');
    symlinkSync(base, link);
    const block = await runner.attach(join(link, 'attempts', '0001'), process);
    writeFileSync(join(folder, 'go'), '');
    expect(await block.ended).toEqual({ type: 'exited', status: 42 });
  });

  it('can be stopped by the next handrail', async () => {
    const { folder, process } = await orphan(
      'setsid bash -c "trap \'\' INT TERM; echo ready; sleep 60; sleep 60" & wait',
    );
    const block = await runner.attach(folder, process);
    block.cancel();
    expect(await block.ended).toMatchObject({ type: 'cancelled' });
    expect(livingIn(folder)).toEqual([]);
  });

  it('is unknown when it was killed, too', async () => {
    const { folder, process: wrapper } = await orphan('echo ready; sleep 60');
    const block = await runner.attach(folder, wrapper);
    process.kill(-wrapper.pid, 'SIGKILL');
    expect(await block.ended).toEqual({
      type: 'unknown',
      reason:
        'it was killed: it is not running any more and left no exit status, and the machine has been up all the time',
    });
  });

  it('is unknown when the machine was rebooted, whatever has its number now', async () => {
    const { folder, process: wrapper } = await orphan('echo ready; sleep 60');
    asOfAnotherBoot(folder);
    const rebooted = {
      type: 'unknown',
      reason: expect.stringContaining('the machine was rebooted before it ended') as string,
    };
    expect(await (await runner.attach(folder, wrapper)).ended).toEqual(rebooted);
    expect(await (await runner.attach(folder, undefined)).ended).toEqual(rebooted);
    expect(startTimeOf(wrapper.pid)).toBe(wrapper.startTime);
  });

  it('has its exit status when that was written before the reboot', async () => {
    const { folder, process } = await orphan('echo ready; exit 3');
    await until(() => existsSync(join(folder, 'exit')));
    asOfAnotherBoot(folder);
    const block = await runner.attach(folder, process);
    expect(await block.ended).toEqual({ type: 'exited', status: 3 });
  });

  it('is unknown, and said to run still, when only its shell was killed', async () => {
    const { folder, process: wrapper } = await orphan('echo ready; sleep 60');
    process.kill(wrapper.pid, 'SIGKILL');
    await until(() => startTimeOf(wrapper.pid) === undefined);
    const block = await runner.attach(folder, wrapper);
    expect(await block.ended).toMatchObject({
      type: 'unknown',
      reason: expect.stringMatching(/left no exit status, but .* of it still runs$/) as string,
    });
  });
});

describe('an attempt that is looked at again', () => {
  it('never began when its script was not written', async () => {
    const block = await runner.attach(join(temporaryFolder(), '0001'), undefined);
    expect(await block.ended).toEqual({
      type: 'not-started',
      reason: 'handrail ended before it was started.',
    });
  });

  it('never began when nothing was started into its files, and never does after that', async () => {
    const folder = unfinishedAttempt();
    writeFileSync(join(folder, 'script'), 'touch "${0%/*}/ran"\n');
    writeFileSync(join(folder, 'started'), '');
    const block = await runner.attach(folder, undefined);
    expect(await block.ended).toMatchObject({ type: 'not-started' });
    // A wrapper that comes to life only now.
    expect(spawnSync('bash', wrapperWords(folder, 1000)).status).toBe(NOT_BEGUN);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
    expect(await (await runner.attach(folder, undefined)).ended).toMatchObject({
      type: 'not-started',
    });
  });

  it('may have been killed or gone down with the machine when an older handrail began it', async () => {
    const block = await runner.attach(unfinishedAttempt(), undefined);
    expect(await block.ended).toEqual({
      type: 'unknown',
      reason:
        'it is not running any more and left no exit status: it was killed, or the machine went down',
    });
  });

  it('is unknown when its files are gone but a process was written down', async () => {
    const folder = unfinishedAttempt();
    rmSync(folder, { recursive: true });
    const block = await runner.attach(folder, { pid: process.pid, startTime: '1' });
    expect(await block.ended).toMatchObject({ type: 'unknown' });
    block.cancel();
  });

  it('does not take another process for its own that got its number', async () => {
    const folder = unfinishedAttempt();
    const { pid } = process;
    const other = await runner.attach(folder, { pid, startTime: '1' });
    expect(await other.ended).toMatchObject({ type: 'unknown' });
    // After a reboot even the start time may be the same.
    const same = await runner.attach(folder, { pid, startTime: startTimeOf(pid) ?? '' });
    expect(await same.ended).toMatchObject({ type: 'unknown' });
  });

  it('takes an exit status only when all of it was written', async () => {
    const folder = unfinishedAttempt();
    for (const half of ['', '1', '4x\n', '\n', '-1\n']) {
      writeFileSync(join(folder, 'exit'), half);
      const block = await runner.attach(folder, undefined);
      expect(await block.ended, JSON.stringify(half)).toMatchObject({ type: 'unknown' });
    }
    writeFileSync(join(folder, 'exit'), '12\n');
    const block = await runner.attach(folder, undefined);
    expect(await block.ended).toEqual({ type: 'exited', status: 12 });
  });
});
