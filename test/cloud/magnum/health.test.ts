import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../src/cloud/model.ts';
import { bareWorld, goodOptions, graftConductor, type BareWorld } from '../bare-world.ts';

function graft(driver: string): BareWorld {
  const world = bareWorld({ graft: true });
  graftConductor(world, driver);
  return world;
}

function cluster(world: BareWorld): Cluster {
  const [one] = world.model.magnum.clusters;
  if (!one) throw new Error('no cluster');
  return one;
}

describe('the health of an existing cluster', () => {
  it('becomes HEALTHY at the next poll after driver 1.4.0 was started, not before', async () => {
    const world = graft('1.4.0');
    await world.clock.sleep(59_000);
    expect(cluster(world).healthStatus).toBe('UNHEALTHY');
    await world.clock.sleep(1_000);
    expect(cluster(world).healthStatus).toBe('HEALTHY');
    expect(new Set(Object.values(cluster(world).healthReason))).toEqual(new Set(['Ready']));
  });

  it('stays UNHEALTHY with driver 1.3.0, which asks for a version nobody serves', async () => {
    const world = graft('1.3.0');
    await world.clock.sleep(600_000);
    expect(cluster(world).healthStatus).toBe('UNHEALTHY');
    expect(cluster(world).healthReason['infrastructure']).toBe(
      'Infrastructure resource not found.',
    );
  });

  it('does not change by an installation without a restart', async () => {
    const world = graft('1.3.0');
    world.host('magnum/0').packages.set('magnum-capi-helm', '1.4.0');
    await world.clock.sleep(600_000);
    expect(cluster(world).healthStatus).toBe('UNHEALTHY');
    world.restart(goodOptions);
    await world.clock.sleep(60_000);
    expect(cluster(world).healthStatus).toBe('HEALTHY');
  });

  it('keeps its last value when the poll fails, and the log says so', async () => {
    const world = graft('1.4.0');
    await world.clock.sleep(60_000);
    world.model.mgmt.vmStatus = 'SHUTOFF';
    await world.clock.sleep(600_000);
    expect(cluster(world).healthStatus).toBe('HEALTHY');
    expect(world.host('magnum/0').files.read('/var/log/magnum/magnum-conductor.log')).toContain(
      `Skip pulling data from cluster ${cluster(world).uuid}`,
    );
  });

  it('waits for ever with the override to v1beta2', async () => {
    const world = graft('1.4.0');
    world.restart({
      ...goodOptions,
      api_resources: '{"Cluster": {"api_version": "cluster.x-k8s.io/v1beta2"}}',
    });
    await world.clock.sleep(60_000);
    expect(cluster(world).healthReason['cluster']).toMatch(/^Waiting on \['/);
    expect(cluster(world).healthStatus).toBe('UNHEALTHY');
  });

  it('is not polled by a driver whose options are no JSON: it is not there', async () => {
    const world = graft('1.4.0');
    world.restart({ ...goodOptions, api_resources: '{' });
    await world.clock.sleep(600_000);
    expect(world.model.magnum.conductor?.driver).toBeUndefined();
    expect(cluster(world).healthStatus).toBe('UNHEALTHY');
  });
});

describe('magnum-driver-manage', () => {
  const drivers = (world: BareWorld, args = 'list-drivers', user = 'root') =>
    world.run('magnum-driver-manage', args, { host: 'magnum/0', user });

  it('lists the driver that is installed, as a table and as JSON', async () => {
    const world = graft('1.4.0');
    expect((await drivers(world)).stdout).toBe(
      '+----------------------+\n| Name                 |\n+----------------------+\n' +
        '| k8s_capi_helm_v1     |\n| k8s_fedora_coreos_v1 |\n+----------------------+\n',
    );
    expect(JSON.parse((await drivers(world, 'list-drivers -f json')).stdout)).toEqual([
      { Name: 'k8s_capi_helm_v1' },
      { Name: 'k8s_fedora_coreos_v1' },
    ]);
  });

  it('does not list it where the package is missing', async () => {
    expect((await drivers(bareWorld())).stdout).not.toContain('k8s_capi_helm_v1');
  });

  it('needs to read magnum.conf', async () => {
    expect((await drivers(graft('1.4.0'), 'list-drivers', 'ubuntu')).exitCode).toBe(1);
  });
});
