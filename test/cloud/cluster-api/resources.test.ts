import { describe, expect, it } from 'vitest';
import type { BareWorld } from '../bare-world.ts';
import { admin, cluster, clusterWorld, json, minute, tenant } from '../openstack/cluster-world.ts';

const name = 'capi-test-1';

/** Everything in OpenStack whose name tells that it belongs to the cluster. */
function traces({ model }: BareWorld, stackId: string): string[] {
  const { catalog, compute, network, octavia } = model;
  const named = [
    ...catalog.networks,
    ...network.subnets,
    ...network.routers,
    ...network.securityGroups,
    ...compute.servers,
    ...octavia.loadBalancers,
  ].map((one) => one.name);
  const addresses = network.floatingIps.map((ip) => ip.description);
  return [...named, ...addresses].filter((text) => text.includes(stackId));
}

describe('the deletion of a cluster', () => {
  it('takes away everything that was made for it, and then magnum answers 404', async () => {
    const world = await clusterWorld();
    const made = cluster(world, name);
    expect(traces(world, made.stackId)).toHaveLength(10);
    await tenant(world, `coe cluster delete ${name}`);
    await world.clock.sleep(minute);
    expect(made.status).toBe('DELETE_IN_PROGRESS');
    await world.clock.sleep(3 * minute);
    expect(await tenant(world, `coe cluster show ${name}`)).toMatchObject({
      stderr: `Cluster ${name} could not be found (HTTP 404)\n`,
      exitCode: 1,
    });
    expect(traces(world, made.stackId)).toEqual([]);
    expect(world.model.octavia.amphorae).toEqual([]);
    expect(world.model.keystone.applicationCredentials).toEqual([]);
    expect(world.model.mgmt.clusters).toEqual([]);
  });

  it('halts while the management VM is off', async () => {
    const world = await clusterWorld();
    await tenant(world, `coe cluster delete ${name}`);
    await world.clock.sleep(30_000);
    world.model.mgmt.vmStatus = 'SHUTOFF';
    await world.clock.sleep(60 * minute);
    expect(cluster(world, name).status).toBe('DELETE_IN_PROGRESS');
  });

  it('puts back a finalizer that is taken from a cluster nobody deletes', async () => {
    const world = await clusterWorld();
    const [resource] = world.model.mgmt.openstackClusters;
    if (resource) resource.finalizers = [];
    await world.clock.sleep(10_000);
    expect(resource?.finalizers).toHaveLength(2);
    expect(world.model.mgmt.openstackClusters).toHaveLength(1);
  });
});

describe('a deletion that is wedged', () => {
  async function wedged() {
    const world = await clusterWorld('delete-wedged');
    const made = cluster(world, name);
    await tenant(world, `coe cluster delete ${name}`);
    await world.clock.sleep(60 * minute);
    return { world, made };
  }

  it('stays under way for ever, with the refusal of octavia on its resource', async () => {
    const { world, made } = await wedged();
    expect(made.status).toBe('DELETE_IN_PROGRESS');
    const [resource] = world.model.mgmt.openstackClusters;
    expect(resource).toMatchObject({ name: made.stackId });
    expect(resource?.deletionTimestamp).not.toBeNull();
    expect(resource?.message).toContain('but got 403 instead');
    expect(world.model.mgmt.releases.map((one) => one.name)).not.toContain(made.stackId);
    expect(world.model.octavia.loadBalancers).toHaveLength(1);
  });

  it('leaves everything behind when the finalizer is cleared, to be removed in order', async () => {
    const { world, made } = await wedged();
    const [resource] = world.model.mgmt.openstackClusters;
    if (resource) resource.finalizers = [];
    await world.clock.sleep(30_000);
    expect(world.model.mgmt.clusters).toEqual([]);
    expect((await tenant(world, `coe cluster show ${name}`)).stderr).toContain('HTTP 404');
    // The worker servers went before it wedged.
    expect(traces(world, made.stackId)).toHaveLength(8);

    const all = `k8s-clusterapi-cluster-magnum-${made.project}-${made.stackId}`;
    const refused = async (args: string, says: RegExp) => {
      const answer = await tenant(world, args);
      expect(answer.exitCode).toBe(1);
      expect(answer.stderr).toMatch(says);
    };
    const done = async (args: string) =>
      expect(await tenant(world, args)).toEqual({ stdout: '', stderr: '', exitCode: 0 });
    await refused(
      `network delete ${all}`,
      /ports still in use[^]*1 of 1 networks failed to delete/,
    );
    await refused(
      `subnet delete ${all}`,
      /have an IP allocation[^]*1 of 1 subnets failed to delete/,
    );
    await refused(`router delete ${all}`, /still has ports\n1 of 1 routers failed to delete/);
    await refused(`router remove subnet ${all} ${all}`, /required by one or more floating IPs/);
    await refused(`router unset --external-gateway ${all}`, /required by one or more floating IPs/);
    const group = `k8s-cluster-magnum-${made.project}-${made.stackId}-secgroup`;
    await refused(`security group delete ${group}-controlplane`, /in use\.\n1 of 1 groups failed/);
    await refused(`loadbalancer delete ${all}-kubeapi`, /it has children \(HTTP 400\)/);

    const ips = await json<{ ID: string; 'Floating IP Address': string }[]>(
      tenant(world, 'floating ip list -f json'),
    );
    const own = ips.find((ip) => ip['Floating IP Address'] === '10.12.7.180');
    await done(`loadbalancer delete --cascade ${all}-kubeapi`);
    await refused(`subnet delete ${all}`, /have an IP allocation/);
    await world.clock.sleep(30_000);
    await done(`floating ip delete ${own?.ID ?? ''}`);
    const servers = await json<{ ID: string }[]>(
      tenant(world, `server list --name ${made.stackId} -f json`),
    );
    expect(servers).toHaveLength(1);
    await done(`server delete ${servers[0]?.ID ?? ''}`);
    await done(`router remove subnet ${all} ${all}`);
    await done(`router unset --external-gateway ${all}`);
    await done(`router delete ${all}`);
    await done(`subnet delete ${all}`);
    await done(`network delete ${all}`);
    await done(`security group delete ${group}-controlplane ${group}-worker`);
    expect(traces(world, made.stackId)).toEqual([]);

    const keys = await json<{ Name: string }[]>(
      tenant(world, 'application credential list -f json'),
    );
    expect(keys).toHaveLength(1);
    expect(keys[0]?.Name).toMatch(new RegExp(`^magnum-${made.uuid}-`));
    await done(`application credential delete ${keys[0]?.Name ?? ''}`);
    expect((await admin(world, 'application credential list -f value')).stdout).toBe('');
  });
});
