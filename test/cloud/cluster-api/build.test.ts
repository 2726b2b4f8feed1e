import { describe, expect, it } from 'vitest';
import type { LoadBalancer } from '../../../src/cloud/openstack/model.ts';
import type { BareWorld } from '../bare-world.ts';
import { cluster, clusterWorld, create, json, minute, tenant } from '../openstack/cluster-world.ts';

const apiOf = (world: BareWorld, name: string): LoadBalancer | undefined =>
  world.model.octavia.loadBalancers.find((one) => one.name.includes(`-${name}-`));

describe('a cluster that is being built', () => {
  it('comes with the network, the load balancer, the servers and the credential of its name', async () => {
    const world = await clusterWorld();
    await create(world);
    await world.clock.sleep(45_000);
    const made = cluster(world, 'capi-new');
    const name = `k8s-clusterapi-cluster-magnum-${made.project}-${made.stackId}`;
    const { model } = world;
    expect(model.catalog.networks.map((one) => one.name)).toContain(name);
    expect(model.network.subnets.find((one) => one.name === name)?.cidr).toBe('10.20.16.0/24');
    expect(model.network.routers.map((one) => one.name)).toContain(name);
    expect(model.network.securityGroups.map((one) => one.name)).toEqual(
      expect.arrayContaining([
        `k8s-cluster-magnum-${made.project}-${made.stackId}-secgroup-controlplane`,
        `k8s-cluster-magnum-${made.project}-${made.stackId}-secgroup-worker`,
      ]),
    );
    expect(apiOf(world, made.stackId)).toMatchObject({
      name: `${name}-kubeapi`,
      provisioning: 'PENDING_CREATE',
      operating: 'OFFLINE',
    });
    expect(made.apiAddress).toBeNull();
    const key = model.keystone.applicationCredentials.find((one) => one.id === made.credential);
    expect(key?.name).toMatch(new RegExp(`^magnum-${made.uuid}-[0-9a-f]{8}$`));
    expect(key?.roles.toSorted()).toEqual(['load-balancer_member', 'member', 'reader']);
    expect(model.mgmt.openstackClusters.map((one) => one.name)).toContain(made.stackId);
  });

  it('has its address before its nodes, its control plane before its workers, and is then complete', async () => {
    const world = await clusterWorld();
    await create(world);
    const began = world.clock.now();
    const made = cluster(world, 'capi-new');
    const order: string[] = [];
    while (made.status === 'CREATE_IN_PROGRESS' && world.clock.now() < began + 20 * minute) {
      await world.clock.sleep(10_000);
      if (made.apiAddress !== null && !order.includes('address')) order.push('address');
      for (const { machine, status } of world.model.compute.servers) {
        if (machine?.cluster !== made.stackId || status !== 'ACTIVE') continue;
        if (!order.includes(machine.role)) order.push(machine.role);
      }
    }
    expect(order).toEqual(['address', 'control-plane', 'worker']);
    expect(made.status).toBe('CREATE_COMPLETE');
    const minutes = (world.clock.now() - began) / minute;
    expect(minutes).toBeGreaterThan(10);
    expect(minutes).toBeLessThan(14);
    const servers = await json<{ Name: string; Flavor: string; Networks: object }[]>(
      tenant(world, `server list --name ${made.stackId} -f json`),
    );
    expect(servers.map((one) => one.Flavor).toSorted()).toEqual([
      'capi.node',
      'capi.node',
      'gp.mid',
    ]);
    expect(JSON.stringify(servers[0]?.Networks)).toMatch(/10\.20\.16\.\d+/);
  });

  it('is the same whether time goes by at once or in small sleeps', async () => {
    const [once, often] = [await clusterWorld(), await clusterWorld()];
    for (const world of [once, often]) await create(world);
    await once.clock.sleep(20 * minute);
    for (let second = 0; second < 20 * 60; second += 7) await often.clock.sleep(7_000);
    const [one, other] = [cluster(once, 'capi-new'), cluster(often, 'capi-new')];
    expect(other).toMatchObject({ status: 'CREATE_COMPLETE', apiAddress: one.apiAddress });
    for (const stage of ['network', 'load-balancer', 'workers', 'ready'] as const) {
      // A look at the clock more or less is all the difference.
      const apart = (one.build.reached[stage] ?? 0) - (other.build.reached[stage] ?? 0);
      expect(Math.abs(apart)).toBeLessThan(15_000);
    }
  });

  it('stays in progress, and says why, when the creating user lacks the role of octavia', async () => {
    const world = await clusterWorld();
    const { keystone } = world.model;
    keystone.assignments = keystone.assignments.filter(
      (one) => one.role !== 'load-balancer_member',
    );
    await create(world);
    await world.clock.sleep(60 * minute);
    const made = cluster(world, 'capi-new');
    expect(made.status).toBe('CREATE_IN_PROGRESS');
    expect(made.build).toMatchObject({ doing: 'load-balancer' });
    expect(made.build.trouble).toContain('but got 403 instead');
    expect(apiOf(world, made.stackId)).toBeUndefined();
  });

  it('stays in progress when no host has room for its control plane', async () => {
    const world = await clusterWorld();
    const flavor = world.model.catalog.flavors.find((one) => one.name === 'gp.mid');
    if (flavor) flavor.ram = 65_536;
    await create(world);
    await world.clock.sleep(60 * minute);
    const made = cluster(world, 'capi-new');
    expect(made.status).toBe('CREATE_IN_PROGRESS');
    expect(made.build.trouble).toContain('No valid host was found');
    const servers = await json<{ Status: string }[]>(
      tenant(world, `server list --name ${made.stackId} -f json`),
    );
    expect(servers.map((one) => one.Status)).toEqual(['ERROR']);
  });

  it('never has its addons with a network driver that the chart does not know', async () => {
    const world = await clusterWorld('flannel-template');
    await create(world);
    await world.clock.sleep(60 * minute);
    const made = cluster(world, 'capi-new');
    expect(made.status).toBe('CREATE_IN_PROGRESS');
    expect(Object.keys(made.build.reached)).toEqual([
      'network',
      'load-balancer',
      'control-plane',
      'workers',
    ]);
  });

  it('fails with the words of helm when the charts can not be fetched', async () => {
    const world = await clusterWorld('create-failed');
    await create(world);
    await world.clock.sleep(minute);
    const made = cluster(world, 'capi-new');
    expect(made.status).toBe('CREATE_FAILED');
    expect(made.statusReason).toContain('is not a valid chart repository or cannot be reached');
    await tenant(world, 'coe cluster delete capi-new');
    await world.clock.sleep(minute);
    expect((await tenant(world, 'coe cluster show capi-new')).stderr).toContain('HTTP 404');
  });

  it('halts where it is while the management VM is off, and goes on when it is back', async () => {
    const world = await clusterWorld('mgmt-vm-dies');
    await create(world);
    await world.clock.sleep(30 * minute);
    const made = cluster(world, 'capi-new');
    expect(world.model.mgmt.vmStatus).toBe('SHUTOFF');
    expect(made).toMatchObject({ status: 'CREATE_IN_PROGRESS', build: { doing: 'control-plane' } });
    await tenant(world, 'server start capi-mgmt-v2');
    await world.clock.sleep(15 * minute);
    expect(made.status).toBe('CREATE_COMPLETE');
  });
});
