import { describe, expect, it } from 'vitest';
import { freshModel } from '../../../src/cloud/fresh-model.ts';
import { becomeGraft } from '../../../src/cloud/graft.ts';
import { reachable } from '../../../src/cloud/reachable.ts';
import { bareWorld, domainSetup, goodOptions, openrc, type BareWorld } from '../bare-world.ts';

const minute = 60_000;

/** The operator's way through phase-07, as the services see it. */
class Operator {
  readonly world: BareWorld;

  constructor(world: BareWorld) {
    this.world = world;
  }

  openstack(args: string, project?: 'capi-mgmt') {
    return this.world.run('openstack', args, { env: openrc(this.world, project) });
  }

  kubectl(args: string) {
    return this.world.run('kubectl', `--kubeconfig /home/jessea123/capi-mgmt.kubeconfig ${args}`);
  }

  on(program: string, args: string, user: string) {
    return this.world.run(program, args, { host: 'magnum/0', user });
  }

  /** Steps 7.0 and 7.1. */
  async prepare() {
    const before = await this.openstack('coe service list');
    expect(before.stderr).toBe('keystone connection failed (HTTP 403)\n');
    expect((await domainSetup(this.world)).exitCode).toBe(0);
    const domain = await this.openstack('domain show magnum -f value -c id');
    expect(domain.stdout).toMatch(/^[0-9a-f]{32}\n$/);
    const user = await this.openstack(
      'user show magnum_domain_admin --domain magnum -f value -c id',
    );
    expect(user.stdout).toMatch(/^[0-9a-f]{32}\n$/);
    const rows = await this.openstack('coe service list -f value -c binary -c state');
    expect(rows.stdout).toBe('magnum-conductor up\n');
    expect(reachable(this.world, 'magnum/0', this.world.model.mgmt.fip, 6443)).toBe(true);
  }

  /** Steps 7.2 to 7.8: what they leave on the unit. */
  async install() {
    const unit = this.world.host('magnum/0');
    const source = this.world.host('jumphost').files.read('/home/jessea123/capi-mgmt.kubeconfig');
    unit.files.write('/etc/magnum/kubeconfig', source ?? '', {
      mode: 0o600,
      owner: 'magnum:magnum',
    });
    const served = (await this.kubectl('api-versions')).stdout.split('\n');
    expect(served).toContain('infrastructure.cluster.x-k8s.io/v1beta1');
    unit.files.write('/usr/bin/helm', 'helm', { mode: 0o755 });
    const releases = await this.on(
      'helm',
      'list -A -o json --kubeconfig /etc/magnum/kubeconfig',
      'magnum',
    );
    // Those of the platform, and one for each workload cluster.
    expect(JSON.parse(releases.stdout)).toHaveLength(6 + this.world.model.magnum.clusters.length);
    unit.packages.set('magnum-capi-helm', '1.4.0');
    this.world.restart(goodOptions);
    const drivers = await this.on('magnum-driver-manage', 'list-drivers -f value', 'root');
    expect(drivers.stdout).toContain('k8s_capi_helm_v1\n');
  }
}

describe('phase-07, as the services see it', () => {
  it('on a fresh deploy ends with a driver and without a cluster or a template', async () => {
    const operator = new Operator(bareWorld());
    await operator.prepare();
    await operator.install();
    expect((await operator.openstack('coe cluster list -f json', 'capi-mgmt')).stdout).toBe('[]\n');
    const template = await operator.openstack(
      'coe cluster template show capi-k8s-v1-34',
      'capi-mgmt',
    );
    expect(template.stderr).toBe('ClusterTemplate capi-k8s-v1-34 could not be found (HTTP 404)\n');
  });

  it('on an existing cloud turns its cluster healthy and still creates and deletes one', async () => {
    const world = bareWorld();
    const operator = new Operator(world);
    await operator.prepare();
    await becomeGraft(world);
    await becomeGraft(world);
    expect(world.model.magnum.clusters).toHaveLength(1);
    expect(world.host('magnum/0').packages.get('magnum-capi-helm')).toBe('1.3.0');
    await operator.install();
    const health = async () =>
      JSON.parse(
        (await operator.openstack('coe cluster show capi-test-1 -f json', 'capi-mgmt')).stdout,
      ) as {
        health_status: string;
        health_status_reason: Record<string, string>;
      };
    expect((await health()).health_status).toBe('UNHEALTHY');
    await world.clock.sleep(minute);
    expect(await health()).toMatchObject({
      health_status: 'HEALTHY',
      health_status_reason: { infrastructure: 'Ready' },
    });
    const create =
      'coe cluster create capi-fix-check --cluster-template capi-k8s-v1-34 --keypair capi-mgmt-key --master-count 1 --node-count 1';
    await operator.openstack(create, 'capi-mgmt');
    await world.clock.sleep(14 * minute);
    const status = 'coe cluster show capi-fix-check -f value -c status';
    expect((await operator.openstack(status, 'capi-mgmt')).stdout).toBe('CREATE_COMPLETE\n');
    await operator.openstack('coe cluster delete capi-fix-check', 'capi-mgmt');
    await world.clock.sleep(3 * minute);
    expect((await operator.openstack(status, 'capi-mgmt')).stderr).toBe(
      'Cluster capi-fix-check could not be found (HTTP 404)\n',
    );
  });

  it('rolled back to 1.3.0 turns the cluster unhealthy again, for a reason that is said', async () => {
    const world = bareWorld({ graft: true });
    const operator = new Operator(world);
    await operator.prepare();
    await operator.install();
    await world.clock.sleep(minute);
    world.host('magnum/0').packages.set('magnum-capi-helm', '1.3.0');
    world.restart(goodOptions);
    await world.clock.sleep(minute);
    const [cluster] = world.model.magnum.clusters;
    expect(cluster?.healthStatus).toBe('UNHEALTHY');
    expect(cluster?.healthReason['infrastructure']).toBe('Infrastructure resource not found.');
  });
});

describe('a fresh model', () => {
  it('is the same for the same seed, identifier for identifier, and another for another', () => {
    expect(freshModel(3)).toEqual(freshModel(3));
    expect(freshModel(3).keystone.projects[2]?.id).not.toBe(freshModel(4).keystone.projects[2]?.id);
  });

  it('shares nothing with another one', () => {
    const one = freshModel(3);
    one.mgmt.apiVersions.length = 0;
    one.juju.units.length = 0;
    expect(freshModel(3).mgmt.apiVersions.length).toBeGreaterThan(10);
    expect(freshModel(3).juju.units.length).toBeGreaterThan(10);
  });
});
