import { describe, expect, it } from 'vitest';
import { applyFault } from '../../src/cloud/faults.ts';
import { bareWorld, domainSetup, openrc, type BareWorld } from './bare-world.ts';
import {
  admin,
  cluster,
  clusterWorld,
  create,
  json,
  minute,
  tenant,
} from './openstack/cluster-world.ts';

const image = 'ubuntu-jammy-kube-v1.34.8';

async function fresh(fault: string): Promise<BareWorld> {
  const world = bareWorld();
  await domainSetup(world);
  await applyFault(fault, world);
  return world;
}

describe('a fault of phase 08', () => {
  it('image-stuck-queued: the image is there, and never gets on', async () => {
    const world = await fresh('image-stuck-queued');
    await world.clock.sleep(60 * minute);
    for (const run of [tenant, admin]) {
      expect((await run(world, `image show ${image} -f value -c status`)).stdout).toBe('queued\n');
    }
    // Deleting it is the way on.
    expect((await tenant(world, `image delete ${image}`)).exitCode).toBe(0);
  });

  it('image-stuck-queued: takes the place of the image of a cloud that had one', async () => {
    const world = await clusterWorld('image-stuck-queued');
    expect((await tenant(world, `image show ${image} -f value -c status`)).stdout).toBe('queued\n');
  });

  it('template-lookup-401: magnum takes no token any more, and the other services do', async () => {
    const world = await fresh('template-lookup-401');
    const template = 'coe cluster template show capi-k8s-v1-34';
    expect((await tenant(world, template)).stderr).toContain('could not be found (HTTP 404)');
    world.host('jumphost').files.write('/home/jessea123/k.qcow2', 'x', { owner: 'jessea123' });
    await tenant(
      world,
      `image create ${image} --file /home/jessea123/k.qcow2 --import --property kube_version=v1.34.8`,
    );
    expect(await tenant(world, template)).toEqual({
      stdout: '',
      stderr: 'The request you have made requires authentication. (HTTP 401)\n',
      exitCode: 1,
    });
    expect((await tenant(world, `image show ${image}`)).exitCode).toBe(0);
  });

  it('wrong-scope: what admin-openrc leads to is capi-mgmt, without the role of an administrator', async () => {
    const world = await fresh('wrong-scope');
    const text = world.host('jumphost').files.read('/home/jessea123/admin-openrc') ?? '';
    const env: Record<string, string> = {};
    for (const [, name = '', value = ''] of text.matchAll(/^export (\w+)="?([^"\n]*)"?$/gm)) {
      if (name !== 'OS_CACERT') env[name] = value;
    }
    const project = openrc(world, 'capi-mgmt')['OS_PROJECT_ID'];
    const token = await world.run('openstack', 'token issue -f value -c project_id', { env });
    expect(token.stdout).toBe(`${project ?? ''}\n`);
    const show = 'project show capi-mgmt --domain capi -f value -c id';
    expect((await world.run('openstack', show, { env })).stderr).toContain('(HTTP 403)');
  });

  it('flannel-template: the template is there, on either cloud, with the wrong driver', async () => {
    for (const world of [await fresh('flannel-template'), await clusterWorld('flannel-template')]) {
      const shown = await json<{ network_driver: string; image_id: string }>(
        tenant(world, 'coe cluster template show capi-k8s-v1-34 -f json'),
      );
      expect(shown.network_driver).toBe('flannel');
      const found = await json<{ id: string; status: string }>(
        tenant(world, `image show ${image} -f json`),
      );
      expect(found).toMatchObject({ id: shown.image_id, status: 'active' });
    }
  });

  it('health-never-healthy: a create is complete, and its health is UNHEALTHY for a reason', async () => {
    const world = await clusterWorld('health-never-healthy');
    await create(world);
    await world.clock.sleep(40 * minute);
    expect(cluster(world, 'capi-new')).toMatchObject({
      status: 'CREATE_COMPLETE',
      healthStatus: 'UNHEALTHY',
      healthReason: { controlplane: "Waiting on ['EtcdClusterHealthy']", infrastructure: 'Ready' },
    });
  });

  it('delete-wedged: says nothing until a deletion; health and the cluster’s own programs go on', async () => {
    const world = await clusterWorld('delete-wedged');
    await world.clock.sleep(10 * minute);
    const { credential, healthStatus, stackId } = cluster(world, 'capi-test-1');
    expect(healthStatus).toBe('HEALTHY');
    const resource = world.model.mgmt.openstackClusters.find((one) => one.name === stackId);
    expect(resource).toMatchObject({ message: null });
    expect(resource?.credential).not.toBe(credential);
    const keys = world.model.keystone.applicationCredentials;
    expect(keys.find((one) => one.id === resource?.credential)?.roles).toEqual([
      'member',
      'reader',
    ]);
  });
});
