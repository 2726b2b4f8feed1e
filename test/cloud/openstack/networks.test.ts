import { describe, expect, it } from 'vitest';
import { bareWorld } from '../bare-world.ts';
import { admin, clusterWorld, json, tenant } from './cluster-world.ts';

describe('the network service', () => {
  it('shows the external network to every project, and the rest to its own', async () => {
    const world = bareWorld();
    expect((await tenant(world, 'network list -f value -c Name')).stdout).toBe(
      'provider-ext\ncapi-mgmt-net\n',
    );
    expect((await admin(world, 'network list --external -f value -c Name')).stdout).toBe(
      'provider-ext\n',
    );
    const shown = await json<object>(tenant(world, 'network show provider-ext -f json'));
    expect(shown).toMatchObject({ 'router:external': true, status: 'ACTIVE' });
    expect((await admin(world, 'subnet list -f value -c Name')).stdout).toContain('lb-mgmt');
    expect((await tenant(world, 'subnet list -f value -c Name')).stdout).not.toContain('lb-mgmt');
  });

  it.each([
    ['network show x', 'Error while executing command: No Network found for x\n'],
    ['subnet show x', 'No Subnet found for x\n'],
    ['router show x', 'No Router found for x\n'],
    ['port show x', 'No Port found for x\n'],
    ['floating ip show x', 'Error while executing command: No FloatingIP found for x\n'],
    [
      'network delete x',
      "Failed to delete network with name or ID 'x': No Network found for x\n1 of 1 networks failed to delete.\n",
    ],
    [
      'security group delete x',
      "Failed to delete group with name or ID 'x': No SecurityGroup found for x\n1 of 1 groups failed to delete.\n",
    ],
  ])('answers `%s` in its own words', async (args, stderr) => {
    expect(await tenant(bareWorld(), args)).toEqual({ stdout: '', stderr, exitCode: 1 });
  });

  it('gives the management VM a port and an address from outside', async () => {
    const world = bareWorld();
    const ports = await json<Record<string, unknown>[]>(
      tenant(world, 'port list --network capi-mgmt-net --device-owner compute: -f json'),
    );
    expect(ports).toHaveLength(1);
    expect(ports[0]).toMatchObject({
      'Fixed IP Addresses': [{ ip_address: '10.20.0.14' }],
      Status: 'ACTIVE',
    });
    const ip = await json<object>(tenant(world, 'floating ip show 10.12.7.222 -f json'));
    expect(ip).toMatchObject({ fixed_ip_address: '10.20.0.14', status: 'ACTIVE' });
    const router = await json<{ interfaces_info: object[] }>(
      tenant(world, 'router show capi-mgmt-router -f json'),
    );
    expect(router.interfaces_info).toHaveLength(1);
  });

  it('leaves the port of a router to the router, and the default group alone', async () => {
    const world = bareWorld();
    const ports = await json<{ ID: string }[]>(
      tenant(world, 'port list --router capi-mgmt-router -f json'),
    );
    const answer = await tenant(world, `port delete ${ports[0]?.ID ?? ''}`);
    expect(answer.exitCode).toBe(1);
    expect(answer.stderr).toContain(
      'cannot be deleted directly via the port API: has device owner network:router_interface.',
    );
    expect((await tenant(world, 'security group delete default')).stderr).toContain(
      'Removing default security group not allowed.',
    );
    expect(
      (await tenant(world, 'router remove subnet capi-mgmt-router provider-ext-subnet')).stderr,
    ).toMatch(/^NotFoundException: 404: .* has no interface on subnet \S+\n$/);
  });

  it('tells with --long whose a port is, and where a floating IP comes out', async () => {
    const world = await clusterWorld();
    const network = world.model.octavia.loadBalancers[0]?.vipNetwork ?? '';
    const ports = await json<Record<string, unknown>[]>(
      tenant(world, `port list --long --network ${network} -f json`),
    );
    const owners = ports.map((port) => port['Device Owner']);
    expect(owners).toHaveLength(6);
    expect(owners.toSorted()).toEqual([
      'Octavia',
      ...Array<string>(4).fill('compute:nova'),
      'network:router_interface',
    ]);
    const ips = await json<Record<string, unknown>[]>(
      tenant(world, 'floating ip list --long --network provider-ext -f json'),
    );
    expect(ips.map((ip) => [ip['Floating IP Address'], ip['Status']])).toEqual([
      ['10.12.7.222', 'ACTIVE'],
      ['10.12.7.180', 'ACTIVE'],
    ]);
    const router = await tenant(world, 'router show capi-mgmt-router -f value -c id');
    expect(ips[0]?.['Router']).toBe(router.stdout.trim());
    expect((await tenant(world, 'floating ip list --network x')).stderr).toBe(
      'No Network found for x\n',
    );
  });

  it('frees a floating IP when the port behind it goes', async () => {
    const world = await clusterWorld();
    const port = world.model.octavia.loadBalancers[0]?.vipPort ?? '';
    expect((await tenant(world, `port delete ${port}`)).exitCode).toBe(0);
    expect((await tenant(world, 'floating ip list --status DOWN -f json')).stdout).toContain(
      '10.12.7.180',
    );
  });
});
