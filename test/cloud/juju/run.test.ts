import { describe, expect, it } from 'vitest';
import { bareWorld, domainSetup } from '../bare-world.ts';

const progress = (operation: number) =>
  `Running operation ${operation} with 1 task\n  - task ${operation + 1} on unit-magnum-0\n\n` +
  `Waiting for task ${operation + 1}...\n`;

describe('juju run', () => {
  it('prints progress on stderr and what the action printed on stdout, after an empty line', async () => {
    const world = bareWorld();
    const answer = await domainSetup(world);
    expect(answer.exitCode).toBe(0);
    expect(answer.stderr).toBe(progress(1));
    expect(answer.stdout.startsWith('\n+-')).toBe(true);
    expect(answer.stdout).toContain("No domain with a name or ID of 'magnum' exists.");
  });

  it('really creates the domain and its administrator, once', async () => {
    const world = bareWorld();
    await domainSetup(world);
    const { domains, users } = world.model.keystone;
    const again = await domainSetup(world);
    expect(again.stderr).toBe(progress(3));
    expect(again.stdout).not.toContain('No domain');
    expect(domains.filter((domain) => domain.name === 'magnum')).toHaveLength(1);
    expect(users.filter((user) => user.name === 'magnum_domain_admin')).toHaveLength(1);
  });

  it('completes and does nothing where the unit lacks the credentials', async () => {
    const world = bareWorld();
    world.host('magnum/0').files.remove('/root/openrc_v3');
    const answer = await domainSetup(world);
    expect(answer).toEqual({ stdout: 'Task 2 completed\n', stderr: progress(1), exitCode: 0 });
    expect(world.model.keystone.domains.some((domain) => domain.name === 'magnum')).toBe(false);
  });

  it('gives JSON on one line, its keys in alphabetical order', async () => {
    const world = bareWorld();
    world.host('magnum/0').files.remove('/root/openrc_v3');
    const answer = await world.run('juju', 'run magnum/0 domain-setup --format json');
    expect(answer.stdout).toBe(
      '{"magnum/0":{"id":"2","results":{"return-code":0},"status":"completed","timing":' +
        '{"completed":"2026-07-02 09:00:02 +0000 UTC","enqueued":"2026-07-02 09:00:00 +0000 UTC",' +
        '"started":"2026-07-02 09:00:01 +0000 UTC"},"unit":"magnum/0"}}\n',
    );
    expect(answer.stderr).toBe(progress(1));
  });

  it('gives up waiting after the time it was given, while the action goes on', async () => {
    const world = bareWorld();
    const answer = await world.run('juju', 'run magnum/0 domain-setup --wait=5s');
    expect(answer).toEqual({
      stdout: '',
      stderr: `${progress(1)}ERROR timed out waiting for results from: unit magnum/0\n`,
      exitCode: 1,
    });
    expect(world.model.keystone.domains.some((domain) => domain.name === 'magnum')).toBe(true);
  });

  it('names the operation and the task in the background', async () => {
    const answer = await bareWorld().run('juju', 'run magnum/0 domain-setup --background');
    expect(answer.stderr).toBe(
      "Scheduled operation 1 with task 2\nCheck operation status with 'juju show-operation 1'\n" +
        "Check task status with 'juju show-task 2'\n",
    );
    expect(answer).toMatchObject({ stdout: '', exitCode: 0 });
  });

  it.each([
    ['run', 'ERROR no unit specified\n'],
    ['run magnum/0', 'ERROR no action specified\n'],
    ['run X domain-setup', 'ERROR invalid unit or action name "X"\n'],
    [
      'run magnum/0 domain-setup uh',
      'ERROR argument "uh" must be of the form key.key.key...=value\n',
    ],
    [
      'run magnum/0 domain-setup --wait=5m --background',
      'ERROR cannot specify both --wait and --background\n',
    ],
  ])('refuses `juju %s` with status 2', async (args, stderr) => {
    expect(await bareWorld().run('juju', args)).toEqual({ stdout: '', stderr, exitCode: 2 });
  });

  it('ends with 0 when an action can not be scheduled at all', async () => {
    const answer = await bareWorld().run('juju', 'run magnum/0 no-such-action');
    expect(answer.exitCode).toBe(0);
    expect(answer.stderr).toMatch(/^Operation 1 failed to schedule any tasks:\n/);
  });

  it('shows a finished operation, with its status', async () => {
    const world = bareWorld();
    await domainSetup(world);
    const answer = await world.run('juju', 'show-operation 1 --format json');
    expect(JSON.parse(answer.stdout)).toMatchObject({
      status: 'completed',
      tasks: { '2': { host: 'magnum/0' } },
    });
    expect(await world.run('juju', 'show-operation 666')).toEqual({
      stdout: '',
      stderr: 'ERROR operation "666" not found\n',
      exitCode: 1,
    });
    expect((await world.run('juju', 'show-operation test')).stderr).toBe(
      'ERROR operation ID "test" not valid\n',
    );
  });

  it('lists the actions of the charm as a table', async () => {
    const answer = await bareWorld().run('juju', 'actions magnum');
    expect(answer.stdout.split('\n')[0]).toBe('Action             Description');
    expect(answer.stdout).toContain('domain-setup');
  });
});

describe('a juju command nobody taught this cloud', () => {
  it('fails loudly', async () => {
    expect(await bareWorld().run('juju', 'deploy magnum')).toEqual({
      stdout: '',
      stderr: 'simulated cloud: not known: juju deploy magnum\n',
      exitCode: 2,
    });
  });
});
