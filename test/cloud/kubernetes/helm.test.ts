import { describe, expect, it } from 'vitest';
import { bareWorld, graftConductor, type BareWorld } from '../bare-world.ts';

const list = (world: BareWorld, args = 'list -A', user = 'magnum') =>
  world.run('helm', `--kubeconfig /etc/magnum/kubeconfig ${args}`, { host: 'magnum/0', user });

describe('helm', () => {
  it('is of the version of its file', async () => {
    const world = bareWorld();
    expect((await world.run('helm', 'version --short')).stdout).toBe('v3.17.3+ge4da497\n');
    const old = await world.run('helm', 'version --short', { version: 'v3.14.0' });
    expect(old.stdout).toMatch(/^v3\.14\.0\+g/);
  });

  it('lists the releases as the user that may read the kubeconfig', async () => {
    const world = bareWorld();
    graftConductor(world);
    const lines = (await list(world)).stdout.split('\n').slice(0, -1);
    expect(lines[0]?.split('\t').map((cell) => cell.trim())).toEqual([
      'NAME',
      'NAMESPACE',
      'REVISION',
      'UPDATED',
      'STATUS',
      'CHART',
      'APP VERSION',
    ]);
    expect(lines.slice(1).map((line) => line.split('\t')[0]?.trim())).toEqual([
      'cert-manager',
      'ck-dns',
      'ck-network',
      'cluster-api-addon-provider',
      'cluster-api-janitor-openstack',
      'metrics-server',
    ]);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });

  it('gives JSON, an empty list where nothing is', async () => {
    const world = bareWorld();
    graftConductor(world);
    expect(JSON.parse((await list(world, 'list -A -o json')).stdout)).toHaveLength(6);
    expect((await list(world, 'list -n nowhere -o json')).stdout).toBe('[]\n');
  });

  it('does not see a release that hangs, unless asked for all', async () => {
    const world = bareWorld();
    graftConductor(world);
    const [first] = world.model.mgmt.releases;
    if (first) first.status = 'pending-install';
    expect((await list(world)).stdout).not.toContain('cert-manager');
    expect((await list(world, 'list -A -a')).stdout).toContain('pending-install');
  });

  it('says who may not read the kubeconfig', async () => {
    const world = bareWorld();
    graftConductor(world);
    expect(await list(world, 'list -A', 'ubuntu')).toEqual({
      stdout: '',
      stderr:
        'Error: Kubernetes cluster unreachable: error loading config file "/etc/magnum/kubeconfig": open /etc/magnum/kubeconfig: permission denied\n',
      exitCode: 1,
    });
  });

  it('can not reach a cluster that is off', async () => {
    const world = bareWorld();
    graftConductor(world);
    world.model.mgmt.vmStatus = 'SHUTOFF';
    expect((await list(world)).stderr).toBe(
      'Error: Kubernetes cluster unreachable: Get "https://10.12.7.222:6443/version": dial tcp 10.12.7.222:6443: connect: no route to host\n',
    );
  });
});
