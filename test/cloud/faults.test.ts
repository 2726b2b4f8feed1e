import { describe, expect, it } from 'vitest';
import { applyFault, faultNames } from '../../src/cloud/faults.ts';
import { createWorld } from '../../src/cloud/index.ts';
import { reachable } from '../../src/cloud/reachable.ts';
import { bareWorld, domainSetup, graftConductor, openrc, type BareWorld } from './bare-world.ts';

async function broken(name: string, graft = false): Promise<BareWorld> {
  const world = bareWorld({ graft });
  await applyFault(name, world);
  return world;
}

const kubeconfig = '--kubeconfig /home/jessea123/capi-mgmt.kubeconfig';

describe('the faults', () => {
  it('have one name and one sentence each, the five of the drill among them', () => {
    const names = faultNames.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'old-driver',
        'no-config-dir',
        'empty-kubeconfig',
        'helm-local-only',
        'no-trustee-domain',
      ]),
    );
    for (const { says } of faultNames) expect(says).toMatch(/^\S.*\.$/);
  });

  it('are refused by a wrong name, with the right ones', async () => {
    await expect(applyFault('nonsense', bareWorld())).rejects.toThrow(
      /no fault is called nonsense; there are: old-driver, /,
    );
  });

  it('all apply to either cloud', async () => {
    for (const { name } of faultNames) {
      await broken(name);
      await broken(name, true);
    }
  });
});

describe('a fault shows where it should', () => {
  it('old-driver: whatever is installed, 1.3.0 is there afterwards', async () => {
    const world = await broken('old-driver');
    const { packages } = world.host('magnum/0');
    expect(packages.get('magnum-capi-helm')).toBe('1.3.0');
    packages.set('magnum-capi-helm', '1.4.0');
    await world.clock.sleep(1);
    expect(packages.get('magnum-capi-helm')).toBe('1.3.0');
  });

  it('old-driver-index: nothing newer than 1.3.0 can be found', async () => {
    const world = await broken('old-driver-index');
    expect(world.model.internet.driverVersions.at(-1)).toBe('1.3.0');
    expect(world.host('magnum/0').packages.get('magnum-capi-helm')).toBe('1.3.0');
  });

  it('no-config-dir: the line does not stay in /etc/default/magnum-conductor', async () => {
    const world = await broken('no-config-dir');
    const { files } = world.host('magnum/0');
    const path = '/etc/default/magnum-conductor';
    files.write(path, 'DAEMON_ARGS="$DAEMON_ARGS --config-dir /etc/magnum/magnum.conf.d"\n');
    await world.clock.sleep(1);
    expect(files.read(path)).toBeDefined();
    expect(files.read(path)).not.toContain('--config-dir');
  });

  it('runbook-05-residue: the units are overridden, 99-capi.conf and driver 1.1.0 are there', async () => {
    const world = await createWorld({ faults: ['runbook-05-residue'] });
    const unit = world.hosts.get('magnum/0');
    expect(unit?.packages.get('magnum-capi-helm')).toBe('1.1.0');
    for (const name of ['magnum-conductor', 'magnum-api']) {
      const shown = await world.exec('magnum/0', `systemctl show ${name} -p ExecStart --value`);
      expect(shown.stdout).toContain(`argv[]=/usr/bin/${name} --config-file=`);
      const { stdout } = await world.exec('magnum/0', `ps -ww -C ${name} -o args=`);
      const lines = stdout.trim().split('\n');
      expect(lines).toHaveLength(3);
      for (const line of lines)
        expect(line).toMatch(/ --config-dir=\/etc\/magnum\/magnum\.conf\.d$/);
    }
    const { config } = unit?.services.get('magnum-conductor') ?? {};
    expect(config?.['DEFAULT']?.['enabled_drivers']).toBe('k8s_capi_helm_v1');
  });

  it('empty-kubeconfig: kubectl finds no cluster in the file', async () => {
    const world = await broken('empty-kubeconfig');
    expect(world.host('jumphost').files.read('/home/jessea123/capi-mgmt.kubeconfig')).toBe('');
    expect((await world.run('kubectl', `get nodes ${kubeconfig}`)).stderr).toContain(
      'localhost:8080',
    );
  });

  it('truncated-transfer: less arrives, and it still decodes', async () => {
    const world = await broken('truncated-transfer');
    const text = world.host('jumphost').files.read('/home/jessea123/capi-mgmt.kubeconfig') ?? '';
    const payload = (
      Buffer.from(text)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\n');
    await world.run('juju', 'ssh magnum/0 cat', { stdin: `${payload}\n` });
    const arrived = String(world.ran[0]?.options.stdin);
    expect(arrived.length).toBeLessThan(payload.length);
    expect(text.startsWith(Buffer.from(arrived, 'base64').toString())).toBe(true);
  });

  it('helm-local-only: the link in /usr/bin does not stay', async () => {
    const world = await broken('helm-local-only');
    const { files } = world.host('magnum/0');
    files.write('/usr/local/bin/helm', 'helm', { mode: 0o755 });
    files.write('/usr/bin/helm', 'helm', { mode: 0o755 });
    await world.clock.sleep(1);
    expect(files.read('/usr/bin/helm')).toBeUndefined();
    expect(files.read('/usr/local/bin/helm')).toBe('helm');
  });

  it('no-trustee-domain: domain-setup completes, and coe still answers 403', async () => {
    const world = await broken('no-trustee-domain');
    const run = await world.run('juju', 'run magnum/leader domain-setup --format json');
    expect(run.stdout).toContain('"status":"completed"');
    const env = openrc(world);
    expect((await world.run('openstack', 'domain show magnum', { env })).exitCode).toBe(1);
    expect((await world.run('openstack', 'coe service list', { env })).stderr).toBe(
      'keystone connection failed (HTTP 403)\n',
    );
  });

  it('mgmt-vm-off: the VM is SHUTOFF, and starting it mends that', async () => {
    const world = await broken('mgmt-vm-off');
    const env = openrc(world, 'capi-mgmt');
    const show = 'server show capi-mgmt-v2 -f value -c status';
    expect((await world.run('openstack', show, { env })).stdout).toBe('SHUTOFF\n');
    expect((await world.run('kubectl', `get --raw /readyz ${kubeconfig}`)).exitCode).toBe(1);
    await world.run('openstack', 'server start capi-mgmt-v2', { env });
    await world.clock.sleep(45_000);
    expect((await world.run('kubectl', `get --raw /readyz ${kubeconfig}`)).stdout).toBe('ok');
  });

  it('tcp-blocked: magnum/0 does not get through, the jumphost does', async () => {
    const world = await broken('tcp-blocked');
    expect(reachable(world, 'magnum/0', world.model.mgmt.fip, 6443)).toBe(false);
    expect(reachable(world, 'jumphost', world.model.mgmt.fip, 6443)).toBe(true);
  });

  it('macaroon-expired: a status with closed standard input fails', async () => {
    const world = await broken('macaroon-expired');
    const answer = await world.run('juju', 'status -m openstack --format=json');
    expect(answer.exitCode).toBe(1);
    expect(answer.stderr).toContain('cannot get discharge from');
  });

  it('no-egress: magnum/0 reaches neither index nor download', async () => {
    const world = await broken('no-egress');
    expect(reachable(world, 'magnum/0', 'pypi.org', 443)).toBe(false);
    expect(reachable(world, 'magnum/0', 'get.helm.sh', 443)).toBe(false);
  });

  it('bad-helm-checksum: the download is marked as not matching', async () => {
    expect((await broken('bad-helm-checksum')).model.internet.helmChecksumWrong).toBe(true);
  });

  it('v1beta2-only: the core groups lose v1beta1', async () => {
    const world = await broken('v1beta2-only');
    const lines = (await world.run('kubectl', `api-versions ${kubeconfig}`)).stdout.split('\n');
    for (const group of [
      'cluster',
      'controlplane.cluster',
      'bootstrap.cluster',
      'addons.cluster',
    ]) {
      expect(lines).not.toContain(`${group}.x-k8s.io/v1beta1`);
      expect(lines).toContain(`${group}.x-k8s.io/v1beta2`);
    }
    expect(lines).toContain('infrastructure.cluster.x-k8s.io/v1beta1');
  });

  it('services-flap: a conductor with the drop-ins has a reason to die, one without has none', async () => {
    const world = await broken('services-flap');
    const service = world.host('magnum/0').services.get('magnum-conductor');
    await world.clock.sleep(1);
    expect(service?.failure).toBeUndefined();
    if (service)
      service.args = ['/usr/bin/magnum-conductor --config-dir /etc/magnum/magnum.conf.d'];
    await world.clock.sleep(1);
    expect(service?.failure).toBeDefined();
  });

  it('health-stuck-unhealthy: driver 1.4.0 does not clear it', async () => {
    const world = await broken('health-stuck-unhealthy', true);
    graftConductor(world);
    await world.clock.sleep(300_000);
    const [cluster] = world.model.magnum.clusters;
    expect(cluster?.healthStatus).toBe('UNHEALTHY');
    expect(cluster?.healthReason).toMatchObject({
      infrastructure: 'Ready',
      controlplane: "Waiting on ['ControlPlaneComponentsHealthy']",
    });
  });

  it('keystone-401: the password of admin-openrc is not taken', async () => {
    const world = bareWorld();
    const env = openrc(world);
    await applyFault('keystone-401', world);
    expect((await world.run('openstack', 'token issue', { env })).stderr).toBe(
      'The request you have made requires authentication. (HTTP 401)\n',
    );
  });

  it('duplicate-conductor-row: two conductors are listed as up', async () => {
    const world = await broken('duplicate-conductor-row');
    await domainSetup(world);
    const args = 'coe service list -f value -c binary -c state';
    expect((await world.run('openstack', args, { env: openrc(world) })).stdout).toBe(
      'magnum-conductor up\nmagnum-conductor up\n',
    );
  });
});
