import { describe, expect, it } from 'vitest';
import { reachable } from '../../../src/cloud/reachable.ts';
import { bareWorld, openrc } from '../bare-world.ts';

describe('security groups', () => {
  it('list their rules with all columns in JSON', async () => {
    const world = bareWorld();
    const env = openrc(world, 'capi-mgmt');
    const show = await world.run('openstack', 'security group show capi-mgmt-sg -f value -c id', {
      env,
    });
    const answer = await world.run(
      'openstack',
      `security group rule list ${show.stdout.trim()} -f json`,
      { env },
    );
    const rules = JSON.parse(answer.stdout) as Record<string, unknown>[];
    expect(rules).toHaveLength(4);
    expect(rules[1]).toMatchObject({
      'IP Protocol': 'tcp',
      Ethertype: 'IPv4',
      'IP Range': '0.0.0.0/0',
      'Port Range': '6443:6443',
      Direction: 'ingress',
      'Remote Security Group': null,
    });
  });

  it('are not found under a wrong name', async () => {
    const world = bareWorld();
    const answer = await world.run('openstack', 'security group show x', { env: openrc(world) });
    expect(answer).toMatchObject({
      stderr: 'Error while executing command: No SecurityGroup found for x\n',
      exitCode: 1,
    });
  });

  it('of one name in several projects are too many for an admin token', async () => {
    const world = bareWorld();
    const answer = await world.run('openstack', 'security group show default', {
      env: openrc(world),
    });
    expect(answer.exitCode).toBe(1);
  });

  it('let a source in once a rule is added, and refuse the same rule twice', async () => {
    const world = bareWorld();
    world.model.network.rules = [];
    const env = openrc(world, 'capi-mgmt');
    const add = () =>
      world.run(
        'openstack',
        'security group rule create --proto tcp --dst-port 6443 --remote-ip 10.12.12.107/32 capi-mgmt-sg',
        { env },
      );
    expect(reachable(world, 'magnum/0', '10.12.7.222', 6443)).toBe(false);
    expect((await add()).stdout).toMatch(/\| remote_ip_prefix +\| 10\.12\.12\.107\/32 +\|/);
    expect(reachable(world, 'magnum/0', '10.12.7.222', 6443)).toBe(true);
    expect(reachable(world, 'jumphost', '10.12.7.222', 6443)).toBe(false);
    const again = await add();
    expect(again).toMatchObject({ stdout: '', exitCode: 1 });
    expect(again.stderr).toBe(
      `Error while executing command: ConflictException: 409, Security group rule already exists. Rule id is ${world.model.network.rules[0]?.id}.\n`,
    );
  });
});
