import { describe, expect, it } from 'vitest';
import { hostWithRoom } from '../../../src/cloud/openstack/compute.ts';
import {
  createServiceLoadBalancer,
  removeServiceLoadBalancer,
  serviceAddress,
  serviceLoadBalancer,
} from '../../../src/cloud/openstack/service-balancers.ts';
import type { BareWorld } from '../bare-world.ts';
import { admin, cluster, clusterWorld, json, minute, tenant } from './cluster-world.ts';

const service = (world: BareWorld) => ({
  cluster: cluster(world, 'capi-test-1').stackId,
  namespace: 'default',
  service: 'rr',
});

function makeService(world: BareWorld) {
  return createServiceLoadBalancer(
    world,
    {
      ...service(world),
      ports: [{ port: 80, nodePort: 31_234 }],
      nodes: [{ name: 'w1', address: '10.20.16.31' }],
    },
    world.clock.now(),
  );
}

const states = async (world: BareWorld, id: string) =>
  (
    await admin(
      world,
      `loadbalancer show ${id} -f value -c provisioning_status -c operating_status`,
    )
  ).stdout;

function apiId(world: BareWorld): string {
  return world.model.octavia.loadBalancers[0]?.id ?? '';
}

async function loadBalancers(world: BareWorld) {
  return json<Record<string, string>[]>(tenant(world, 'loadbalancer list -f json'));
}

describe('loadbalancer', () => {
  it('lists the API of a cluster by the name of its provider', async () => {
    const world = await clusterWorld();
    const { project, stackId } = cluster(world, 'capi-test-1');
    expect(await loadBalancers(world)).toEqual([
      {
        id: apiId(world),
        name: `k8s-clusterapi-cluster-magnum-${project}-${stackId}-kubeapi`,
        project_id: project,
        vip_address: expect.stringMatching(/^10\.20\.16\.\d+$/) as string,
        provisioning_status: 'ACTIVE',
        operating_status: 'ONLINE',
        provider: 'amphora',
      },
    ]);
  });

  it('shows in alphabetical order, whatever the order of -c', async () => {
    const world = await clusterWorld();
    expect(await states(world, apiId(world))).toBe('ONLINE\nACTIVE\n');
  });

  it('tells the tree of states down to the members', async () => {
    const world = await clusterWorld();
    const tree = await json<{ loadbalancer: { listeners: { pools: { members: object[] }[] }[] } }>(
      tenant(world, `loadbalancer status show ${apiId(world)}`),
    );
    expect(tree.loadbalancer.listeners[0]?.pools[0]?.members).toMatchObject([
      { protocol_port: 6443, operating_status: 'ONLINE' },
    ]);
  });

  it('refuses what is the administrator’s, and a token without a role of octavia', async () => {
    const world = await clusterWorld();
    const forbidden =
      /^Policy does not allow this request to be performed\. \(HTTP 403\) \(Request-ID: req-[0-9a-f-]{36}\)\n$/;
    for (const args of [
      `loadbalancer failover ${apiId(world)}`,
      'loadbalancer amphora list',
      'loadbalancer amphora show x',
    ]) {
      const answer = await tenant(world, args);
      expect(answer).toMatchObject({ stdout: '', exitCode: 1 });
      expect(answer.stderr).toMatch(forbidden);
    }
    const { keystone } = world.model;
    keystone.assignments = keystone.assignments.filter(
      (one) => one.role !== 'load-balancer_member',
    );
    expect((await tenant(world, 'loadbalancer list')).stderr).toMatch(forbidden);
  });

  it.each([
    ['loadbalancer show gone', 'Unable to locate gone in loadbalancers\n'],
    ['loadbalancer amphora show gone', 'Amphora gone not found (HTTP 404)\n'],
    ['loadbalancer member list gone', 'Unable to locate gone in pools\n'],
  ])('`%s` fails in its own words', async (args, stderr) => {
    expect(await admin(await clusterWorld(), args)).toEqual({ stdout: '', stderr, exitCode: 1 });
  });

  it('names the provider that phase 08 wants', async () => {
    const { stdout } = await tenant(
      await clusterWorld(),
      'loadbalancer provider list -f value -c name',
    );
    expect(stdout.split('\n')).toContain('amphora');
  });
});

describe('loadbalancer failover', () => {
  it('says nothing, is PENDING_UPDATE and ONLINE, and ACTIVE with another amphora 100 s later', async () => {
    const world = await clusterWorld();
    const id = apiId(world);
    const compute = async () =>
      (await admin(world, 'loadbalancer amphora list --long -f value -c compute_id')).stdout.trim();
    const before = await compute();
    expect(await admin(world, `loadbalancer failover ${id}`)).toEqual({
      stdout: '',
      stderr: '',
      exitCode: 0,
    });
    expect(await states(world, id)).toBe('ONLINE\nPENDING_UPDATE\n');
    expect(await admin(world, `loadbalancer failover ${id}`)).toMatchObject({
      stderr: `Load Balancer ${id} is immutable and cannot be updated. (HTTP 409)\n`,
      exitCode: 1,
    });
    // The new one is made before the old one goes.
    expect((await compute()).split('\n')).toHaveLength(2);
    await world.clock.sleep(90_000);
    expect(await states(world, id)).toBe('ONLINE\nPENDING_UPDATE\n');
    await world.clock.sleep(10_000);
    expect(await states(world, id)).toBe('ONLINE\nACTIVE\n');
    const after = await compute();
    expect(after.split('\n')).toHaveLength(1);
    expect(after).not.toBe(before);
    const servers = await json<{ ID: string; Name: string }[]>(
      admin(world, 'server list --all-projects --name amphora -f json'),
    );
    expect(servers.map((one) => one.ID)).toEqual([after]);
    const [amphora] = world.model.octavia.amphorae;
    expect(servers[0]?.Name).toBe(`amphora-${amphora?.id ?? ''}`);
  });

  it('ends in ERROR some 15 s later without room for one more, and leaves a server of nobody', async () => {
    const world = await clusterWorld('failover-no-headroom');
    const id = apiId(world);
    makeService(world);
    await world.clock.sleep(2 * minute);
    removeServiceLoadBalancer(world, service(world), world.clock.now());
    await world.clock.sleep(minute);
    expect(hostWithRoom(world, { memoryMb: 1024, vcpus: 1, diskGb: 8 })).toBeUndefined();
    expect(world.model.interference).toEqual([]);
    for (const zombies of [1, 2]) {
      await admin(world, `loadbalancer failover ${id}`);
      await world.clock.sleep(16_000);
      expect(await states(world, id)).toBe('ONLINE\nERROR\n');
      const rows = await json<{ compute_id: string }[]>(
        admin(world, 'loadbalancer amphora list --long -f json'),
      );
      const servers = await json<{ ID: string; Status: string }[]>(
        admin(world, 'server list --all-projects --name amphora- -f json'),
      );
      const stray = servers.filter((one) => !rows.some((row) => row.compute_id === one.ID));
      expect(stray.map((one) => one.Status)).toEqual(Array<string>(zombies).fill('ERROR'));
    }
    const show = await admin(world, 'server list --all-projects --status ERROR -f value -c ID');
    const [zombie = ''] = show.stdout.split('\n');
    expect((await admin(world, `server show ${zombie} -f value -c fault`)).stdout).toContain(
      'No valid host was found',
    );
    expect((await admin(world, `server delete ${zombie}`)).exitCode).toBe(0);
    expect((await admin(world, `server show ${zombie}`)).exitCode).toBe(1);
  });
});

describe('the load balancer of a Service', () => {
  it('has an address once it is ACTIVE, and takes it along', async () => {
    const world = await clusterWorld();
    const made = makeService(world);
    if (typeof made === 'string') throw new Error(made);
    expect(makeService(world)).toBe(made);
    expect(made.name).toBe(`kube_service_${service(world).cluster}_default_rr`);
    expect(serviceAddress(world.model, made)).toBeUndefined();
    removeServiceLoadBalancer(world, service(world), world.clock.now());
    expect(made.provisioning).toBe('PENDING_CREATE');
    await world.clock.sleep(2 * minute);
    expect(made.provisioning).toBe('ACTIVE');
    const address = serviceAddress(world.model, made);
    expect(address).toMatch(/^10\.12\.7\.1\d\d$/);
    const members = await tenant(
      world,
      `loadbalancer member list ${made.listeners[0]?.pool.id ?? ''} -f value -c address`,
    );
    expect(members.stdout).toBe('10.20.16.31\n');
    removeServiceLoadBalancer(world, service(world), world.clock.now());
    expect((await loadBalancers(world)).map((one) => one['provisioning_status'])).toEqual([
      'ACTIVE',
      'PENDING_DELETE',
    ]);
    await world.clock.sleep(30_000);
    expect(serviceLoadBalancer(world.model, service(world))).toBeUndefined();
    const ips = await tenant(world, 'floating ip list -f value');
    expect(ips.stdout).not.toContain(address);
  });

  it('is refused where the credential of the cluster lacks the role', async () => {
    const world = await clusterWorld();
    const [key] = world.model.keystone.applicationCredentials;
    if (key) key.roles = ['member', 'reader'];
    expect(makeService(world)).toMatch(/but got 403 instead/);
  });

  it('goes with its cluster, when nobody took it away before', async () => {
    const world = await clusterWorld();
    makeService(world);
    await world.clock.sleep(2 * minute);
    await tenant(world, 'coe cluster delete capi-test-1');
    await world.clock.sleep(5 * minute);
    expect(world.model.octavia.loadBalancers).toEqual([]);
    expect(world.model.network.floatingIps.map((ip) => ip.address)).toEqual(['10.12.7.222']);
  });
});
