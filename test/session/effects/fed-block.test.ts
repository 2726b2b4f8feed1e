import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareAttempt } from '../../../src/session/effects/attempt-files.ts';
import { createBashRunner } from '../../../src/session/effects/run-block.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import type { Command } from '../../../src/steps/command.ts';
import { AHEAD_OF_SECRET } from '../../../src/steps/ship.ts';
import { memoryFolder } from './support/carrying.ts';
import { fedCommand } from './support/command-for.ts';
import { leaksOf } from './support/leaks.ts';
import { canRunTypeScript, killHard, startProgram } from './support/node-program.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const canary = 'canary-5f1d "quoted" \\ sésame';

async function start(
  script: string,
  {
    over = {},
    json,
    env = {},
    carriedIn,
  }: {
    over?: Partial<Command>;
    json?: string;
    env?: Readonly<Record<string, string>>;
    carriedIn?: string;
  } = {},
) {
  const folder = join(temporaryFolder(), 'attempts', '0001');
  const runner = createBashRunner({
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env },
    cwd: '/',
    graceMilliseconds: 400,
    ...(carriedIn === undefined
      ? {}
      : { carriedIn: () => ({ type: 'memory', folder: carriedIn }) as const }),
  });
  const command = { ...fedCommand(script, json === undefined ? {} : { json }), ...over };
  const secret = new Secret(Buffer.from(canary));
  const block = await runner.start(command, folder, [secret]);
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { folder, block, secret, out: () => text('stdout'), err: () => text('stderr') };
}

describe('a block that is given a secret on standard input', () => {
  it('reads one line and then the end', async () => {
    const { block, out, secret } = await start('IFS= read -r line; echo "$line"; cat; echo end');
    expect(await block.ended).toEqual({ type: 'exited', status: 0 });
    expect(out()).toBe(`${canary}\nend\n`);
    // It is searched for in what was printed: whoever gave it wipes it.
    expect(secret.isWiped).toBe(false);
  });

  it('reads it as JSON', async () => {
    const { block, out } = await start('cat', { json: 'key' });
    await block.ended;
    expect(JSON.parse(out())).toEqual({ key: canary });
  });

  it('reads a line of no worth first where it is shipped', async () => {
    const { block, out } = await start('cat', { over: { via: 'juju-ssh' } });
    await block.ended;
    expect(out()).toBe(`${AHEAD_OF_SECRET}${canary}\n`);
  });

  it('can open it by its name, as it is a pipe', async () => {
    const { block, out } = await start('stat -L -c %F /dev/stdin; cat /dev/stdin');
    await block.ended;
    expect(out()).toBe(`fifo\n${canary}\n`);
  });

  it('is the only one that reads it, also where an environment comes before it', async () => {
    const { block, out } = await start('cat', {
      over: { environment: 'read' },
      carriedIn: memoryFolder(),
    });
    await block.ended;
    expect(out()).toBe(`${canary}\n`);
  });

  it('is no login from afar: no file of the operator is read ahead of it', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, '.bashrc'), 'cat; echo bashrc\n');
    const { block, out } = await start('cat', { env: { HOME: home } });
    await block.ended;
    expect(out()).toBe(`${canary}\n`);
  });

  it.each([
    ['does not read', 'exit 3'],
    ['shuts it first', 'exec <&-; sleep 0.3; exit 3'],
    ['reads half of it', 'read -r -n 5 five; exit 3'],
    ['leaves a child behind', 'sleep 2 <&- >/dev/null 2>&1 & exit 3'],
  ])('has its own end when it %s', async (_, script) => {
    const { block, folder, err } = await start(script);
    expect(await block.ended).toEqual({ type: 'exited', status: 3 });
    expect(err()).toBe('');
    expect(leaksOf('canary-5f1d', folder)).toEqual([]);
    block.cancel();
  });

  it('can be stopped', async () => {
    const { block, out } = await start('echo ready; sleep 60');
    await until(() => out() === 'ready\n');
    block.cancel();
    expect(await block.ended).toMatchObject({ type: 'cancelled' });
  });

  it('shows it in no argument, environment or file', async () => {
    const { block, folder, out } = await start('read -r line; echo ready; sleep 1');
    const found = new Set<string>();
    const look = () => leaksOf('canary-5f1d', folder).forEach((leak) => found.add(leak));
    let looks = 0;
    await until(() => {
      look();
      looks += 1;
      return out() === 'ready\n';
    });
    look();
    await block.ended;
    look();
    expect(looks).toBeGreaterThan(0);
    expect([...found]).toEqual([]);
  });

  it('is one whose leaks are found', async () => {
    const { block, folder } = await start('read -r line; bash -c "sleep 0.5; :" "$line" & wait');
    await until(() => leaksOf('canary-5f1d', folder).some((leak) => leak.endsWith('cmdline')));
    await block.ended;
    writeFileSync(join(folder, 'left'), canary);
    expect(leaksOf('canary-5f1d', folder)).toContain(join(folder, 'left'));
  });

  it('does not begin without its secret', async () => {
    const folder = join(temporaryFolder(), '0001');
    const block = await createBashRunner({ env: process.env, cwd: '/' }).start(
      fedCommand('cat'),
      folder,
    );
    expect(await block.ended).toEqual({
      type: 'not-started',
      reason: 'The secret that it reads was not given.',
    });
  });

  it.skipIf(!canRunTypeScript)(
    'reads the end when handrail dies before it was written',
    async () => {
      const folder = join(temporaryFolder(), '0001');
      mkdirSync(folder, { recursive: true });
      prepareAttempt(folder, 'echo ready; cat; echo "end $?"').close();
      const handrail = startProgram('feed-never.ts', [folder]);
      const out = () => readFileSync(join(folder, 'stdout'), 'utf8');
      await until(() => out() === 'ready\n');
      await killHard(handrail);
      await until(() => readdirSync(folder).includes('exit'));
      expect(out()).toBe('ready\nend 0\n');
    },
  );
});
