import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findLiving, markOf } from '../../../src/session/effects/block-processes.ts';
import { startTimeOf } from '../../../src/session/effects/boot.ts';
import { createBashRunner } from '../../../src/session/effects/run-block.ts';
import { commandFor } from './support/command-for.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const started: string[] = [];

/** Starts a script in a new attempt; short graces, as every test of a stubborn block waits for them. */
async function start(script: string, env: Record<string, string | undefined> = process.env) {
  const folder = join(temporaryFolder(), 'attempts', '0001');
  const runner = createBashRunner({ env, cwd: '/', graceMilliseconds: 400 });
  const block = await runner.start(commandFor(script), folder);
  if (existsSync(folder)) started.push(folder);
  return { folder, block, output: outputOf(folder) };
}

function outputOf(folder: string) {
  return {
    stdout: () => readFileSync(join(folder, 'stdout'), 'utf8'),
    stderr: () => readFileSync(join(folder, 'stderr'), 'utf8'),
  };
}

function livingIn(folder: string): readonly number[] {
  return findLiving({ pid: undefined, startTime: undefined, mark: markOf(folder) });
}

/** Waits until the block has printed `ready`: its traps are set and its children run. */
async function untilReady(folder: string): Promise<void> {
  await until(() => outputOf(folder).stdout().includes('ready\n'));
}

afterEach(() => {
  for (const folder of started.splice(0)) {
    if (existsSync(folder)) for (const pid of livingIn(folder)) process.kill(pid, 'SIGKILL');
  }
});

describe('a block that runs to its end', () => {
  it.each([
    ['true', 0],
    ['exit 7', 7],
    ['/dev/null', 126],
    ['no-such-program', 127],
    ['kill -TERM $$', 143],
    ['kill -KILL $$', 137],
    ['if', 2],
  ])('has the exit status that bash gives it: %s', async (script, status) => {
    const { block } = await start(script);
    expect(await block.ended).toEqual({ type: 'exited', status });
  });

  it('leaves its output, its script and its status in files of its own', async () => {
    const { folder, block, output } = await start('echo out\necho err >&2\nprintf end');
    await block.ended;
    expect(output.stdout()).toBe('out\nend');
    expect(output.stderr()).toBe('err\n');
    expect(readFileSync(join(folder, 'script'), 'utf8')).toBe(
      'echo out\necho err >&2\nprintf end\n',
    );
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of ['script', 'stdout', 'stderr', 'started', 'exit']) {
      expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
    }
  });

  it('runs what the command says it runs, byte for byte', async () => {
    const script =
      "printf '%s|' \"a  b\" 'c\\d' $'\\x41' \"$((1+1))\" <<'X'\n$HOME\nX\ncat <<'Y'\n\tÄ`\"'\nY";
    const { block, output } = await start(script);
    await block.ended;
    expect(output.stdout()).toBe('a  b|c\\d|A|2|\tÄ`"\'\n');
  });

  it('starts in the given folder, with the given environment and nothing to read', async () => {
    const { block, output } = await start('pwd; env; cat; echo "cat: $?"', {
      PATH: process.env['PATH'],
      GREETING: 'a b\nc',
      NOTHING: undefined,
    });
    await block.ended;
    const names = [...output.stdout().matchAll(/^([A-Z_]+)=/gm)].map((found) => found[1]).sort();
    expect(output.stdout()).toMatch(/^\/\n/);
    expect(output.stdout()).toContain('GREETING=a b\nc\n');
    expect(output.stdout()).toContain('cat: 0\n');
    // PWD, OLDPWD, SHLVL and _ are what bash sets by itself.
    expect(names.filter((name) => name !== 'OLDPWD')).toEqual([
      'GREETING',
      'HANDRAIL_ATTEMPT',
      'PATH',
      'PWD',
      'SHLVL',
      '_',
    ]);
  });

  it('is a session of its own, without a terminal', async () => {
    const { block, output } = await start('ps -o pgid= -o sid= -o tty= -p $$');
    await block.ended;
    expect(output.stdout().trim().split(/\s+/)).toEqual([
      String(block.process?.pid),
      String(block.process?.pid),
      '?',
    ]);
  });

  it('has ended when its shell has, though a child in the background still writes', async () => {
    const { folder, block } = await start('sleep 60 & echo $! ; exit 3');
    expect(await block.ended).toEqual({ type: 'exited', status: 3 });
    expect(livingIn(folder)).toHaveLength(1);
  });

  it('names its process while it runs', async () => {
    const { block, folder } = await start('echo ready; sleep 60');
    await untilReady(folder);
    const { pid, startTime } = block.process ?? { pid: 0, startTime: '' };
    expect(startTimeOf(pid)).toBe(startTime);
    block.cancel();
    await block.ended;
    expect(startTimeOf(pid)).toBeUndefined();
  });

  it(
    'writes 124 MB without any of it passing through this process',
    { timeout: 120_000 },
    async () => {
      const before = process.memoryUsage().rss;
      const { folder, block } = await start('seq 1 15000000');
      expect(await block.ended).toEqual({ type: 'exited', status: 0 });
      expect(statSync(join(folder, 'stdout')).size).toBe(123_888_897);
      expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
    },
  );
});

describe('a block that is stopped', () => {
  it('ends on SIGINT, with its status, and nothing of it is left', async () => {
    const { folder, block } = await start('echo ready; sleep 60; echo never');
    await untilReady(folder);
    block.cancel();
    block.cancel();
    expect(await block.ended).toEqual({ type: 'cancelled', status: 130 });
    expect(outputOf(folder).stdout()).toBe('ready\n');
    expect(livingIn(folder)).toEqual([]);
  });

  it('may clean up before it ends', async () => {
    const { folder, block, output } = await start(
      'trap "echo cleaned; exit 5" INT\necho ready\nwhile :; do sleep 0.05; done',
    );
    await untilReady(folder);
    block.cancel();
    expect(await block.ended).toEqual({ type: 'cancelled', status: 5 });
    expect(output.stdout()).toBe('ready\ncleaned\n');
  });

  it('ends on SIGTERM when it does not heed SIGINT', async () => {
    const { folder, block } = await start('trap "" INT\necho ready\nwhile :; do sleep 0.05; done');
    await untilReady(folder);
    block.cancel();
    expect(await block.ended).toEqual({ type: 'cancelled', status: 143 });
    expect(livingIn(folder)).toEqual([]);
  });

  it('ends on SIGKILL when it heeds neither', async () => {
    const { folder, block } = await start(
      'trap "" INT TERM\necho ready\nwhile :; do sleep 0.05; done',
    );
    await untilReady(folder);
    block.cancel();
    expect(await block.ended).toEqual({ type: 'cancelled', status: undefined });
    expect(livingIn(folder)).toEqual([]);
  });

  it('takes its children in the background with it', async () => {
    const { folder, block } = await start(
      '(trap "" INT TERM; sleep 60) & sleep 60 & echo ready; wait',
    );
    await untilReady(folder);
    expect(livingIn(folder).length).toBeGreaterThan(2);
    block.cancel();
    expect(await block.ended).toMatchObject({ type: 'cancelled' });
    expect(livingIn(folder)).toEqual([]);
  });

  it('takes those with it that made a session of their own', async () => {
    const { folder, block } = await start(
      'setsid bash -c "trap \'\' INT TERM; echo ready; sleep 60; sleep 60" & wait',
    );
    await untilReady(folder);
    block.cancel();
    expect(await block.ended).toMatchObject({ type: 'cancelled' });
    expect(livingIn(folder)).toEqual([]);
  });

  it('takes those with it that dropped the environment but stayed in the group', async () => {
    const { folder, block } = await start('env -i sleep 61.7 & echo ready; wait');
    await untilReady(folder);
    const { pid, startTime } = block.process ?? {};
    block.cancel();
    expect(await block.ended).toMatchObject({ type: 'cancelled' });
    expect(findLiving({ pid, startTime, mark: markOf(folder) })).toEqual([]);
  });

  it('does not reach another block that runs at the same time', async () => {
    const one = await start('echo ready; sleep 60');
    const other = await start('echo ready; sleep 60');
    await untilReady(one.folder);
    await untilReady(other.folder);
    one.block.cancel();
    await one.block.ended;
    expect(livingIn(other.folder)).not.toEqual([]);
    other.block.cancel();
    expect(await other.block.ended).toEqual({ type: 'cancelled', status: 130 });
  });

  it('is not called stopped when it had ended by itself', async () => {
    const { folder, block } = await start('exit 4');
    await until(() => existsSync(join(folder, 'exit')));
    block.cancel();
    expect(await block.ended).toEqual({ type: 'exited', status: 4 });
    block.cancel();
  });
});

describe('a block whose shell is killed from outside', () => {
  it('was signalled when nothing of it is left', async () => {
    const { folder, block } = await start('echo ready; sleep 60');
    await untilReady(folder);
    process.kill(-(block.process?.pid ?? 0), 'SIGKILL');
    expect(await block.ended).toEqual({ type: 'signalled', signal: 'SIGKILL' });
  });

  it('is unknown when the block itself still runs', async () => {
    const { folder, block } = await start('echo ready; sleep 60');
    await untilReady(folder);
    process.kill(block.process?.pid ?? 0, 'SIGKILL');
    expect(await block.ended).toMatchObject({
      type: 'unknown',
      reason: expect.stringMatching(
        /^the shell around it was killed \(SIGKILL\), and .* of it still runs$/,
      ) as string,
    });
  });
});

it('leaves no file of an attempt open in this process', async () => {
  const { folder, block } = await start('true');
  await block.ended;
  const open = readdirSync('/proc/self/fd').map((name) => linkOf(`/proc/self/fd/${name}`));
  expect(open.filter((target) => target.startsWith(folder))).toEqual([]);
  // What would be found if something were open.
  const descriptor = openSync(join(folder, 'stdout'), 'r');
  expect(linkOf(`/proc/self/fd/${descriptor}`)).toBe(join(folder, 'stdout'));
  closeSync(descriptor);
});

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
