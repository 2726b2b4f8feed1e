import { describe, expect, it } from 'vitest';
import { bareWorld, domainSetup, openrc, type BareWorld } from '../bare-world.ts';

const coe = (world: BareWorld, args: string, project?: 'capi-mgmt') =>
  world.run('openstack', `coe ${args}`, { env: openrc(world, project) });

async function graft(): Promise<BareWorld> {
  const world = bareWorld({ graft: true });
  await domainSetup(world);
  return world;
}

describe('coe without the trustee domain', () => {
  it.each(['service list', 'cluster list', 'cluster show x', 'cluster template show x'])(
    'answers %s with the 403 that means domain-setup',
    async (args) => {
      expect(await coe(bareWorld(), args)).toEqual({
        stdout: '',
        stderr: 'keystone connection failed (HTTP 403)\n',
        exitCode: 1,
      });
    },
  );
});

describe('coe service list', () => {
  it('has the conductor as up once domain-setup was run', async () => {
    const world = await graft();
    const { stdout } = await coe(world, 'service list -f json');
    const rows = JSON.parse(stdout) as Record<string, unknown>[];
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      id: 1,
      binary: 'magnum-conductor',
      state: 'up',
      disabled: false,
      disabled_reason: null,
    });
  });

  it('has it as down when the daemon does not run', async () => {
    const world = await graft();
    const service = world.host('magnum/0').services.get('magnum-conductor');
    if (service) service.state = 'inactive';
    expect((await coe(world, 'service list -f value -c state')).stdout).toBe('down\n');
  });

  it('is refused to others than administrators, with the other 403', async () => {
    expect(await coe(await graft(), 'service list', 'capi-mgmt')).toEqual({
      stdout: '',
      stderr: "Policy doesn't allow magnum-service:get_all to be performed (HTTP 403)\n",
      exitCode: 1,
    });
  });

  it('is not there when the API does not run', async () => {
    const world = await graft();
    const service = world.host('magnum/0').services.get('magnum-api');
    if (service) service.state = 'failed';
    expect((await coe(world, 'service list')).stderr).toBe('Service Unavailable (HTTP 503)\n');
  });
});

describe('coe cluster', () => {
  it('lists in the scope of its project only', async () => {
    const world = await graft();
    expect((await coe(world, 'cluster list -f value -c name', 'capi-mgmt')).stdout).toBe(
      'capi-test-1\n',
    );
    expect((await coe(world, 'cluster list -f value -c name')).stdout).toBe('');
  });

  it('shows health first, and in the order of the command', async () => {
    const world = await graft();
    const args =
      'cluster show capi-test-1 -f value -c api_address -c master_count -c node_count -c health_status';
    expect((await coe(world, args, 'capi-mgmt')).stdout).toBe(
      'UNHEALTHY\nhttps://10.12.7.180:6443\n2\n1\n',
    );
  });

  it('gives the reason as an object in JSON and as Python elsewhere', async () => {
    const world = await graft();
    const show = 'cluster show capi-test-1 -c health_status_reason';
    const json = await coe(world, `${show} -f json`, 'capi-mgmt');
    expect(JSON.parse(json.stdout)).toEqual({
      health_status_reason: {
        cluster: 'Ready',
        infrastructure: 'Infrastructure resource not found.',
        controlplane: 'Ready',
        nodegroup: 'Ready',
      },
    });
    const value = await coe(world, `${show} -f value`, 'capi-mgmt');
    expect(value.stdout).toBe(
      "{'cluster': 'Ready', 'infrastructure': 'Infrastructure resource not found.', 'controlplane': 'Ready', 'nodegroup': 'Ready'}\n",
    );
  });

  it.each([
    ['cluster show gone', 'Cluster gone could not be found (HTTP 404)'],
    ['cluster delete gone', 'Cluster gone could not be found (HTTP 404)'],
    ['cluster template show gone', 'ClusterTemplate gone could not be found (HTTP 404)'],
    [
      'cluster create x --cluster-template gone --keypair capi-mgmt-key',
      'ClusterTemplate gone could not be found (HTTP 404)',
    ],
    [
      'cluster create x --cluster-template capi-k8s-v1-34 --keypair none',
      'Unable to find keypair none (HTTP 404)',
    ],
    [
      'cluster create x --cluster-template capi-k8s-v1-34 --keypair capi-mgmt-key',
      'Cluster type (vm, ubuntu, kubernetes) not supported (HTTP 400)',
    ],
    [
      'cluster template create t --coe kubernetes --image ubuntu-jammy-kube-v1.99.0 --external-network provider-ext',
      'Image ubuntu-jammy-kube-v1 (HTTP 400)',
    ],
  ])('refuses `coe %s`', async (args, sentence) => {
    expect(await coe(await graft(), args, 'capi-mgmt')).toEqual({
      stdout: '',
      stderr: `${sentence}\n`,
      exitCode: 1,
    });
  });

  it('is ambiguous when two have one name', async () => {
    const world = await graft();
    const [first] = world.model.magnum.clusters;
    if (first) world.model.magnum.clusters.push({ ...first, uuid: 'other' });
    expect((await coe(world, 'cluster show capi-test-1', 'capi-mgmt')).stderr).toBe(
      'Multiple clusters exist with same name (HTTP 409)\n',
    );
  });

  it('refuses to delete a template in use on standard output, with status 0', async () => {
    const answer = await coe(await graft(), 'cluster template delete capi-k8s-v1-34', 'capi-mgmt');
    expect(answer).toEqual({
      stdout:
        'Delete for cluster template capi-k8s-v1-34 failed: ClusterTemplate UUID is referenced by one or multiple clusters (HTTP 400)\n',
      stderr: '',
      exitCode: 0,
    });
  });

  it('says where the configuration went, or that it could not be written', async () => {
    const world = await graft();
    world.reply = {
      stdout: '',
      stderr: 'bash: d/config: No such file or directory\n',
      exitCode: 1,
    };
    const failed = await coe(world, 'cluster config capi-test-1 --dir d', 'capi-mgmt');
    expect(failed).toMatchObject({
      stderr: "[Errno 2] No such file or directory: 'd/config'\n",
      exitCode: 1,
    });
    world.reply = { stdout: '', stderr: '', exitCode: 0 };
    const exists = await coe(world, 'cluster config capi-test-1 --dir d', 'capi-mgmt');
    expect(exists.stderr).toBe('File d/config exists, aborting.\n');
    const forced = await coe(world, 'cluster config capi-test-1 --dir d --force', 'capi-mgmt');
    expect(forced.stdout).toBe('export KUBECONFIG=d/config\n\n');
    expect(world.ran.at(-1)?.options.stdin).toContain('server: https://10.12.7.180:6443');
  });
});
