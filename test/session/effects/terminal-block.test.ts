import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOutputTail } from '../../../src/session/effects/attempt-output.ts';
import { attachBlock } from '../../../src/session/effects/attach-block.ts';
import { findLiving, markOf } from '../../../src/session/effects/block-processes.ts';
import { createBashRunner } from '../../../src/session/effects/run-block.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { memoryFolder } from './support/carrying.ts';
import { leaksOf } from './support/leaks.ts';
import { canRunTypeScript, firstLine, killHard, startProgram } from './support/node-program.ts';
import { askingCommand, canary, startOnTerminal } from './support/on-terminal.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const asks = (prompt: string, more = '') => `IFS= read -rsp '${prompt} ' x; echo; ${more}`;

describe('a block on a terminal of its own', () => {
  it('gets the secret at its prompt, and its output is in its file', async () => {
    const { block, out, folder } = await startOnTerminal(
      `echo first; ${asks('Key:')} [[ $x == '${canary}' ]] && echo right; exit 3`,
      ['Key:'],
    );
    expect(await block.ended).toEqual({ type: 'exited', status: 3 });
    expect(out()).toBe('first\nKey: \nright\n');
    expect(block.printedSecret?.()).toBe(false);
    expect(block.unproven).toBeUndefined();
    expect(readFileSync(join(folder, 'exit'), 'utf8')).toBe('3\n');
    expect(readFileSync(join(folder, 'stderr'), 'utf8')).toBe('');
  });

  it('has a terminal of 80 by 24, and runs under the wrapper as any other', async () => {
    const { block, out, folder } = await startOnTerminal(
      'tty >/dev/null && stty size; ulimit -c; ps -o pgid=,sid= -p $$; echo "$HANDRAIL_ATTEMPT"',
      [],
    );
    expect(await block.ended).toEqual({ type: 'exited', status: 0 });
    const pid = String(block.process?.pid);
    expect(
      out()
        .split('\n')
        .map((line) => line.trim().replace(/ +/, ' ')),
    ).toEqual(['24 80', '0', `${pid} ${pid}`, folder, '']);
    expect(readFileSync(join(folder, 'started'), 'utf8')).toMatch(new RegExp(`^${pid} `));
  });

  it('starts with what blocks before it have left, and leaves nothing', async () => {
    const memory = memoryFolder();
    const runner = createBashRunner({
      env: { PATH: process.env['PATH'] },
      cwd: '/',
      carriedIn: () => ({ type: 'memory', folder: memory }),
    });
    const base = temporaryFolder();
    const run = async (number: string, script: string, environment: 'carried' | 'read') => {
      const folder = join(base, number);
      const command = { ...askingCommand(script, []), environment };
      await (
        await runner.start(command, folder)
      ).ended;
      return readFileSync(join(folder, 'stdout'), 'utf8');
    };
    await run('1', 'GREETING=hello', 'carried');
    expect(await run('2', 'echo $GREETING; GREETING=bye', 'read')).toBe('hello\n');
    expect(await run('3', 'echo $GREETING', 'read')).toBe('hello\n');
  });

  it('masks a secret that the program prints, and tells of it', async () => {
    const { block, out } = await startOnTerminal(
      `${asks('Key:')} echo "got $x"; printf '%s\\n' "\${x:0:9}" "\${x:9}"; printf %s "$x" | base64`,
      ['Key:'],
    );
    expect(await block.ended).toEqual({ type: 'exited', status: 0 });
    expect(out()).toMatch(/^Key: \ngot \[masked\]\n\[masked\]\n\[masked\]=*\n$/);
    expect(block.printedSecret?.()).toBe(true);
  });

  it('shows what it has said while it runs', async () => {
    const { block, folder } = await startOnTerminal(
      'printf "\\033[1mone\\033[0m\\ntwo: "; sleep 60',
      [],
    );
    const size = { rows: 10, columns: 80, offset: 0 };
    await until(() => readOutputTail(folder, size).lines.join('|') === 'one|two: ');
    block.cancel();
    expect(await block.ended).toEqual({ type: 'cancelled', status: 130 });
    expect(findLiving({ pid: undefined, startTime: undefined, mark: markOf(folder) })).toEqual([]);
  });

  it('can be stopped by the operator, who is not told of a missing prompt then', async () => {
    const { block, out } = await startOnTerminal('echo ready; sleep 60', ['Key:']);
    await until(() => out() === 'ready\n');
    block.cancel();
    expect(await block.ended).toEqual({ type: 'cancelled', status: 130 });
  });

  it.each([
    ['does not come', 'sleep 60', /^it did not ask `Key` within 0.3 s of its start/],
    ['does not come among much else', 'yes', /^it did not ask `Key` within 0.3 s/],
    ['comes twice', `${asks('Key:')} ${asks('Key:')}`, /^it asked `Key` a second time/],
    ['shows what is typed', 'read -rp "Key: " x', /^it asked `Key` and would have shown/],
    ['is not named', asks('Word:'), /^it asked `Word`, which the runbook does not name/],
    ['is of juju', 'printf "please enter password for a on b: "; cat', /^juju asked for its own/],
    ['never comes, as it ends', 'exit 4', /^it ended with exit status 4 before it asked `Key`/],
  ])('is stopped when a prompt %s', async (_, script, why) => {
    const { block, folder } = await startOnTerminal(script, ['Key:'], {
      patience: { prompt: /did not ask/.test(why.source) ? 300 : 60_000, echo: 300, unnamed: 300 },
    });
    const outcome = await block.ended;
    expect(outcome).toMatchObject({ type: 'cancelled', why: expect.stringMatching(why) as string });
    expect(findLiving({ pid: undefined, startTime: undefined, mark: markOf(folder) })).toEqual([]);
  });

  it('says what can not be proven where its terminal may be far away', async () => {
    const { block, out } = await startOnTerminal(`: ssh; ${asks('Key:')} echo "\${#x}"`, ['Key:']);
    expect(block.unproven).toMatch(/^Over ssh nobody here can see/);
    await block.ended;
    expect(out()).toBe(`Key: \n${canary.length}\n`);
    const keygen = await startOnTerminal('ssh-keygen -l -f /nonexistent', ['Key:']);
    expect(keygen.block.unproven).toBeUndefined();
    await keygen.block.ended;
  });

  it.each([
    ['longer than a line of a terminal', 'x'.repeat(4096), /longer than the 4095 bytes/],
    ['with a key in it', 'abc\x03', /a key of its own/],
  ])('does not start with a secret %s', async (_, secret, reason) => {
    const { block, folder } = await startOnTerminal('cat', ['Key:'], { secret });
    expect(await block.ended).toMatchObject({
      type: 'not-started',
      reason: expect.stringMatching(reason) as string,
    });
    expect(existsSync(folder)).toBe(false);
  });

  it('types the longest that a terminal takes', async () => {
    const { block, out } = await startOnTerminal(`${asks('Key:')} echo "\${#x}"`, ['Key:'], {
      secret: 'x'.repeat(4095),
    });
    await block.ended;
    expect(out()).toBe('Key: \n4095\n');
  });

  it('says that bash is missing', async () => {
    const { block } = await startOnTerminal('true', [], { env: { PATH: temporaryFolder() } });
    expect(await block.ended).toEqual({
      type: 'not-started',
      reason: 'bash was not found on the PATH; install it or put its folder there.',
    });
  });

  it('does not start without its secrets', async () => {
    const runner = createBashRunner({ env: process.env, cwd: '/' });
    const folder = join(temporaryFolder(), '0001');
    const wiped = new Secret(Buffer.from('x'));
    wiped.wipe();
    for (const given of [[], [wiped]])
      expect(await (await runner.start(askingCommand('cat', ['K:']), folder, given)).ended).toEqual(
        {
          type: 'not-started',
          reason: 'The secrets that it asks for were not given.',
        },
      );
  });

  it('shows the secret in no argument, environment or file', async () => {
    const { block, folder, out } = await startOnTerminal(
      `${asks('Key:')} echo ready; echo "$x"; sleep 1`,
      ['Key:'],
    );
    const found = new Set<string>();
    const look = () => leaksOf('canary-5f1d', folder).forEach((leak) => found.add(leak));
    await until(() => {
      look();
      return out().includes('ready');
    });
    await block.ended;
    look();
    expect([...found]).toEqual([]);
  });
});

describe('the operator at its terminal', () => {
  it('sees what it shows so far and from then on, raw, and answers it', async () => {
    const { block, out } = await startOnTerminal(
      'printf "\\033[1mName:\\033[0m "; read -r name; stty size; echo "hello $name"',
      [],
    );
    await until(() => out().includes('Name:'));
    let screen = '';
    const detach = block.terminal?.attach((bytes) => {
      screen += Buffer.from(bytes).toString();
    });
    expect(screen).toBe('\x1b[1mName:\x1b[0m ');
    block.terminal?.resize(100, 30);
    block.terminal?.type(Buffer.from('Ann\r'));
    await block.terminal?.ended;
    detach?.();
    expect(await block.ended).toEqual({ type: 'exited', status: 0 });
    expect(screen).toBe('\x1b[1mName:\x1b[0m Ann\r\n30 100\r\nhello Ann\r\n');
    expect(out()).toBe('\x1b[1mName:\x1b[0m Ann\n30 100\nhello Ann\n');
    // Nothing of it does anything any more.
    block.terminal?.type(Buffer.from('x'));
    block.terminal?.resize(80, 24);
  });

  it('keeps secrets from being typed while they look, and from being stopped', async () => {
    const { block, out } = await startOnTerminal(
      `read -r go; ${asks('Key:')} echo "\${#x}"`,
      ['Key:'],
      { patience: { prompt: 500 } },
    );
    const detach = block.terminal?.attach(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(existsSync(`/proc/${block.process?.pid}`)).toBe(true);
    detach?.();
    detach?.();
    expect(await block.ended).toMatchObject({
      why: expect.stringMatching(/did not ask/) as string,
    });
    expect(out()).not.toContain(String(canary.length));
  });

  it('has the answers once they have typed', async () => {
    const { block, out } = await startOnTerminal(`read -r go; ${asks('Key:')} echo "[$x]"`, [
      'Key:',
    ]);
    const detach = block.terminal?.attach(() => undefined);
    block.terminal?.type(Buffer.from('go\r'));
    detach?.();
    await until(() => out().includes('Key:'));
    block.terminal?.type(Buffer.from('mine\r'));
    expect(await block.ended).toEqual({ type: 'exited', status: 0 });
    expect(out()).toContain('[mine]');
  });

  it('never sees a secret that was given', async () => {
    const { block } = await startOnTerminal(`${asks('Key:')} echo "it is $x"`, ['Key:']);
    let screen = '';
    await new Promise<void>((resolve) => {
      void block.ended.then(() => resolve());
    });
    block.terminal?.attach((bytes) => {
      screen += Buffer.from(bytes).toString();
    });
    expect(screen).toMatch(/it is .{0,3}\[masked\]/);
  });
});

describe.skipIf(!canRunTypeScript)('when handrail dies', () => {
  it.each([
    ['reads the end', 'echo ready; cat; exit 5', 5],
    ['goes on to its end', 'echo ready; sleep 1; exit 7', 7],
  ])('its block %s, and how it ended is written down', async (_, script, status) => {
    const folder = join(temporaryFolder(), '0001');
    const handrail = startProgram('run-on-terminal.ts', [folder, script]);
    await firstLine(handrail);
    await until(() => readFileSync(join(folder, 'stdout'), 'utf8').includes('ready'));
    await killHard(handrail);
    const block = await attachBlock(folder, undefined, 400);
    expect(await block.ended).toEqual({ type: 'exited', status });
  });
});
