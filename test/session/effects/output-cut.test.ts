import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findLiving, markOf } from '../../../src/session/effects/block-processes.ts';
import { createBashRunner } from '../../../src/session/effects/run-block.ts';
import { commandFor } from './support/command-for.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const started: string[] = [];

/** Starts a script in a new attempt whose outputs may grow to 1000 bytes. */
async function limited(script: string) {
  const folder = join(temporaryFolder(), 'attempts', '0001');
  const runner = createBashRunner({ env: process.env, cwd: '/', outputLimit: 1000 });
  const block = await runner.start(commandFor(script), folder);
  started.push(folder);
  const read = (name: string) => () => readFileSync(join(folder, name), 'utf8');
  return { folder, block, output: { stdout: read('stdout'), stderr: read('stderr') } };
}

function livingIn(folder: string): readonly number[] {
  return findLiving({ pid: undefined, startTime: undefined, mark: markOf(folder) });
}

afterEach(() => {
  for (const folder of started.splice(0)) {
    if (existsSync(folder)) for (const pid of livingIn(folder)) process.kill(pid, 'SIGKILL');
  }
});

describe('an output that grows past its limit', () => {
  const note =
    '\n-- handrail cut the output here: it had grown past 1000 bytes; the block went on --\n';

  it('is cut when the block ends, with a note, and the block keeps its status', async () => {
    const { folder, block, output } = await limited('seq 1 1000; echo small >&2; exit 3');
    expect(await block.ended).toEqual({ type: 'exited', status: 3 });
    const whole = Array.from({ length: 1000 }, (_, index) => `${index + 1}\n`).join('');
    expect(output.stdout()).toBe(whole.slice(0, 1000) + note);
    expect(output.stderr()).toBe('small\n');
    expect(existsSync(join(folder, 'stdout.cut'))).toBe(true);
    expect(statSync(join(folder, 'stdout.cut')).mode & 0o777).toBe(0o600);
    expect(existsSync(join(folder, 'stderr.cut'))).toBe(false);
  });

  it('is left alone as long as it is not past it', async () => {
    const { folder, block, output } = await limited('head -c 1000 /dev/zero; seq 1 200 >&2');
    await block.ended;
    expect(output.stdout()).toHaveLength(1000);
    expect(existsSync(join(folder, 'stdout.cut'))).toBe(false);
  });

  it('stops growing while the block goes on, again and again, and is whole at its end', async () => {
    const { block, folder, output } = await limited(
      'n=0; until [ -e "${0%/*}/go" ]; do n=$((n + 1)); echo "line $n" >&2; done; echo out; exit 4',
    );
    await until(() => existsSync(join(folder, 'stderr.cut')));
    const { ino } = statSync(join(folder, 'stderr'));
    const size = (): number => statSync(join(folder, 'stderr')).size;
    // Between two looks it grows past the limit, and is cut again.
    const grown = await until(() => size() > 1000 + note.length && size());
    await until(() => size() < grown);
    writeFileSync(join(folder, 'go'), '');
    expect(await block.ended).toEqual({ type: 'exited', status: 4 });
    expect(output.stderr()).toMatch(/^line 1\nline 2\n/);
    expect(output.stderr().slice(1000)).toBe(note);
    expect(output.stdout()).toBe('out\n');
    expect(statSync(join(folder, 'stderr')).ino).toBe(ino);
  });

  it('is watched by nothing that outlives the shell around the block, or counts as part of it', async () => {
    const { block, folder, output } = await limited('echo ready; exec sleep 60');
    await until(() => output.stdout().includes('ready\n'));
    const { pid } = block.process ?? { pid: 0 };
    // The watcher, the shell that became the sleep, and the shell around both.
    expect(livingIn(folder)).toHaveLength(3);
    process.kill(pid, 'SIGKILL');
    expect(await block.ended).toMatchObject({
      reason: expect.stringMatching(/and process \d+ of it still runs$/) as string,
    });
    expect(livingIn(folder)).toHaveLength(1);
  });
});
