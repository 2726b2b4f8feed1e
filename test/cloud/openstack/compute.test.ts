import { describe, expect, it } from 'vitest';
import { createServer, hostWithRoom } from '../../../src/cloud/openstack/compute.ts';
import { bareWorld } from '../bare-world.ts';
import { admin, json, tenant } from './cluster-world.ts';

interface Shown {
  memory_mb: number;
  memory_mb_used: number;
  vcpus: number;
  vcpus_used: number;
  local_gb: number;
  local_gb_used: number;
  running_vms: number;
}

const request = { name: 'x', project: 'p', user: 'u', image: 'noble-amd64', keypair: null };

describe('hypervisor', () => {
  it('tells what the hosts have and what is given away, so that the room left can be worked out', async () => {
    const world = bareWorld();
    const list = await json<Record<string, unknown>[]>(
      admin(world, 'hypervisor list --long -f json'),
    );
    expect(list.map((one) => one['Hypervisor Hostname'])).toEqual([
      'openstack1.maas',
      'openstack2.maas',
      'openstack3.maas',
    ]);
    expect(list[0]).toMatchObject({
      'Memory MB': 32_768,
      'Memory MB Used': 8192 + 8192,
      State: 'up',
    });
    const before = await json<Shown>(admin(world, 'hypervisor show openstack2.maas -f json'));
    const [, second] = world.model.compute.hypervisors;
    const server = createServer(world, { ...request, flavor: 'capi.node' }, 0);
    expect(server.hypervisor).toBe(second?.hostname);
    const after = await json<Shown>(admin(world, 'hypervisor show openstack2.maas -f json'));
    expect(after.memory_mb_used - before.memory_mb_used).toBe(4096);
    expect(after.vcpus_used - before.vcpus_used).toBe(2);
    expect(after.local_gb_used - before.local_gb_used).toBe(40);
    expect(after.running_vms).toBe(1);
  });

  it('is for administrators', async () => {
    const answer = await tenant(bareWorld(), 'hypervisor list');
    expect(answer).toMatchObject({ stdout: '', exitCode: 1 });
    expect(answer.stderr).toContain('os_compute_api:os-hypervisors:list-detail');
  });

  it('is refused by a name that no host has', async () => {
    expect((await admin(bareWorld(), 'hypervisor show openstack9')).stderr).toBe(
      "No hypervisor with a name or ID of 'openstack9' exists.\n",
    );
  });
});

describe('the room on a host', () => {
  it('is its memory times 1.5, without what nova.conf reserves and what is given away', () => {
    const world = bareWorld();
    const room = (memoryMb: number) => hostWithRoom(world, { memoryMb, vcpus: 1, diskGb: 1 });
    // 32768 * 1.5 - 8192; the first host carries the management VM.
    expect(room(40_960)?.hostname).toBe('openstack2.maas');
    expect(room(40_961)).toBeUndefined();
    for (const number of [0, 1, 2]) {
      world.host(`nova-compute/${number}`).files.write('/etc/nova/nova.conf', '[DEFAULT]\n');
    }
    expect(room(32_768 * 1.5 - 512)).toBeDefined();
    expect(room(32_768 * 1.5 - 511)).toBeUndefined();
  });

  it('is a matter of cores and disk as well', () => {
    const world = bareWorld();
    expect(hostWithRoom(world, { memoryMb: 1, vcpus: 257, diskGb: 1 })).toBeUndefined();
    expect(hostWithRoom(world, { memoryMb: 1, vcpus: 1, diskGb: 481 })).toBeUndefined();
  });
});

describe('flavors and keypairs', () => {
  it('shows the flavor of amphorae to administrators who ask for all', async () => {
    const world = bareWorld();
    const names = async (args: string, run = admin) =>
      (await run(world, `flavor list ${args} -f value -c Name`)).stdout.trim().split('\n');
    expect(await names('')).toEqual(['gp.small', 'gp.mid', 'capi.node']);
    expect(await names('--all')).toContain('charm-octavia');
    expect(await names('--all', tenant)).not.toContain('charm-octavia');
  });

  it('has a key for the user who owns it, whatever the project', async () => {
    const world = bareWorld();
    for (const run of [admin, tenant]) {
      expect((await run(world, 'keypair list -f value -c Name')).stdout).toBe('capi-mgmt-key\n');
    }
    const [pair] = world.model.magnum.keypairs;
    if (pair) pair.user = 'someone else';
    expect(await admin(world, 'keypair show capi-mgmt-key')).toEqual({
      stdout: '',
      stderr: "No keypair with a name or ID of 'capi-mgmt-key' exists.\n",
      exitCode: 1,
    });
  });
});
