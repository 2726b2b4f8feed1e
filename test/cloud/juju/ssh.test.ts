import { describe, expect, it } from 'vitest';
import { bareWorld } from '../bare-world.ts';

describe('juju ssh', () => {
  it('joins the words by blanks for the remote shell and hands over standard input', async () => {
    const world = bareWorld();
    const args = ['ssh', '-m', 'openstack', 'magnum/0', 'sudo', 'bash -c "id; hostname"'];
    await world.run('juju', args, { stdin: 'payload\nmore' });
    expect(world.ran).toEqual([
      {
        host: 'magnum/0',
        script: 'sudo bash -c "id; hostname"',
        options: { stdin: 'payload\nmore' },
      },
    ]);
  });

  it('leaves options after the target to the other side', async () => {
    const world = bareWorld();
    await world.run('juju', ['ssh', 'magnum/leader', 'ls', '-m', '--pty=true']);
    expect(world.ran[0]?.script).toBe('ls -m --pty=true');
  });

  it('passes the remote exit status through and prints nothing about it', async () => {
    const world = bareWorld();
    world.reply = { stdout: 'out\n', stderr: 'err\n', exitCode: 42 };
    expect(await world.run('juju', 'ssh magnum/0 false')).toEqual(world.reply);
  });

  it('merges the streams with CRLF on a pseudo-terminal, and only there', async () => {
    const world = bareWorld();
    world.reply = { stdout: 'out\n', stderr: 'err\n', exitCode: 0 };
    expect(await world.run('juju', 'ssh --pty=true magnum/0 true')).toEqual({
      stdout: 'out\r\nerr\r\n',
      stderr: '',
      exitCode: 0,
    });
    expect(await world.run('juju', 'ssh --pty=false magnum/0 true')).toEqual(world.reply);
  });

  it.each([
    ['ssh magnum/9 true', 'ERROR unit "magnum/9" not found\n', 1],
    ['ssh -m nope magnum/0 true', 'ERROR model ctl:admin/nope not found\n', 1],
    ['ssh --frobnicate magnum/0 true', 'ERROR option provided but not defined: --frobnicate\n', 2],
  ])('refuses `juju %s`', async (args, stderr, exitCode) => {
    const world = bareWorld();
    expect(await world.run('juju', args)).toEqual({ stdout: '', stderr, exitCode });
    expect(world.ran).toEqual([]);
  });

  it('says of a unit without a machine in training that it is not known', async () => {
    const answer = await bareWorld().run('juju', 'ssh keystone/0 keystone-status');
    expect(answer).toMatchObject({ exitCode: 2 });
    expect(answer.stderr).toBe('simulated cloud: not known: juju ssh keystone/0 keystone-status\n');
  });

  it('lets only the first bytes of a payload arrive when the model says so', async () => {
    const world = bareWorld();
    world.model.juju.stdinLimit = 4;
    await world.run('juju', 'ssh magnum/0 cat', { stdin: 'abcdefgh' });
    expect(world.ran[0]?.options.stdin).toBe('abcd');
  });
});

describe('juju exec', () => {
  it('runs as root and gives both streams on standard output', async () => {
    const world = bareWorld();
    world.reply = { stdout: 'out\n', stderr: 'err\n', exitCode: 0 };
    const answer = await world.run('juju', ['exec', '--unit', 'magnum/0', '--', 'uptime; id']);
    expect(answer).toEqual({ stdout: 'out\nerr\n', stderr: '', exitCode: 0 });
    expect(world.ran[0]).toEqual({
      host: 'magnum/0',
      script: 'uptime; id',
      options: { user: 'root' },
    });
  });

  it('quotes several words, so that each is one word there', async () => {
    const world = bareWorld();
    await world.run('juju', ['exec', '--unit', 'magnum/0', '--', 'echo', 'a b']);
    expect(world.ran[0]?.script).toBe("echo 'a b'");
  });

  it('turns any remote failure into status 1', async () => {
    const world = bareWorld();
    world.reply = { stdout: '', stderr: '', exitCode: 3 };
    expect(await world.run('juju', ['exec', '--unit', 'magnum/0', '--', 'exit 3'])).toEqual({
      stdout: '',
      stderr:
        'ERROR the following task failed:\n - id "2" with return code 3\n\n' +
        "use 'juju show-task' to inspect the failure\n",
      exitCode: 1,
    });
  });

  it.each([
    [
      'exec -- id',
      'ERROR You must specify a target, either through --all, --machine, --application or --unit\n',
    ],
    [
      'exec --unit x -- id',
      'ERROR The following exec targets are not valid:\n  "x" is not a valid unit name\n',
    ],
  ])('refuses `juju %s` with status 2', async (args, stderr) => {
    expect(await bareWorld().run('juju', args)).toEqual({ stdout: '', stderr, exitCode: 2 });
  });
});

describe('juju scp', () => {
  it('writes on the unit what it read here, in silence', async () => {
    const world = bareWorld();
    world.reply = { stdout: 'content', stderr: '', exitCode: 0 };
    expect(await world.run('juju', 'scp a.txt magnum/0:/tmp/b')).toEqual({
      stdout: '',
      stderr: '',
      exitCode: 0,
    });
    expect(world.ran.map(({ host, options }) => [host, options.stdin])).toEqual([
      ['jumphost', ''],
      ['magnum/0', 'content'],
    ]);
  });

  it('puts what scp said in parentheses when it fails', async () => {
    const world = bareWorld();
    world.reply = { stdout: '', stderr: 'bash: /etc/x: Permission denied\n', exitCode: 1 };
    expect(await world.run('juju', 'scp /etc/x magnum/0:/tmp/b')).toEqual({
      stdout: '',
      stderr: 'ERROR exit status 1 (scp: /etc/x: Permission denied)\n',
      exitCode: 1,
    });
  });
});
