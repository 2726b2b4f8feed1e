import { describe, expect, it } from 'vitest';
import { bareWorld, openrc } from '../bare-world.ts';
import { admin, clusterWorld, json, tenant } from './cluster-world.ts';

describe('the management VM', () => {
  it('is listed in its project, with its networks as an object', async () => {
    const world = bareWorld();
    const env = openrc(world, 'capi-mgmt');
    const answer = await world.run('openstack', 'server list -f json', { env });
    expect(JSON.parse(answer.stdout)).toMatchObject([
      {
        Name: 'capi-mgmt-v2',
        Status: 'ACTIVE',
        Networks: { 'capi-mgmt-net': ['10.20.0.14', '10.12.7.222'] },
      },
    ]);
  });

  it('is not found in another scope, unless all projects are asked for', async () => {
    const world = bareWorld();
    world.model.mgmt.vmStatus = 'SHUTOFF';
    const env = openrc(world);
    expect((await world.run('openstack', 'server start capi-mgmt-v2', { env })).stderr).toBe(
      "No server with a name or ID of 'capi-mgmt-v2' exists.\n",
    );
    const answer = await world.run('openstack', 'server start capi-mgmt-v2 --all-projects', {
      env,
    });
    expect(answer).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  });

  it('starts in silence, and is ACTIVE some seconds later', async () => {
    const world = bareWorld();
    world.model.mgmt.vmStatus = 'SHUTOFF';
    const env = openrc(world, 'capi-mgmt');
    const status = async () =>
      (await world.run('openstack', 'server show capi-mgmt-v2 -f value -c status', { env })).stdout;
    expect(await status()).toBe('SHUTOFF\n');
    await world.run('openstack', 'server start capi-mgmt-v2', { env });
    expect(await status()).toBe('SHUTOFF\n');
    await world.clock.sleep(10_000);
    expect(await status()).toBe('ACTIVE\n');
  });

  it('can not be started twice', async () => {
    const world = bareWorld();
    const env = openrc(world, 'capi-mgmt');
    expect((await world.run('openstack', 'server start capi-mgmt-v2', { env })).stderr).toBe(
      `Cannot 'start' instance ${world.model.mgmt.vmId} while it is in vm_state active (HTTP 409)\n`,
    );
  });
});

describe('servers', () => {
  it('stop and start again, some seconds after the command', async () => {
    const world = await clusterWorld();
    const name = world.model.compute.servers.find((one) => one.machine !== null)?.name ?? '';
    const status = async () =>
      (await tenant(world, `server show ${name} -f value -c status`)).stdout;
    expect(await tenant(world, `server stop ${name}`)).toEqual({
      stdout: '',
      stderr: '',
      exitCode: 0,
    });
    expect(await status()).toBe('ACTIVE\n');
    await world.clock.sleep(10_000);
    expect(await status()).toBe('SHUTOFF\n');
    expect((await tenant(world, `server stop ${name}`)).stderr).toMatch(
      /^Cannot 'stop' instance \S+ while it is in vm_state stopped \(HTTP 409\)\n$/,
    );
    await tenant(world, `server start ${name}`);
    await world.clock.sleep(10_000);
    expect(await status()).toBe('ACTIVE\n');
  });

  it('stops the VM of the management cluster at once', async () => {
    const world = bareWorld();
    await tenant(world, 'server stop capi-mgmt-v2');
    expect(world.model.mgmt.vmStatus).toBe('SHUTOFF');
  });

  it('tells where they run only to the administrator', async () => {
    const world = await clusterWorld();
    const [server] = world.model.compute.servers;
    const long = await json<{ Name: string; Host: string }[]>(
      admin(world, 'server list --all-projects --long -f json'),
    );
    expect(long.find((one) => one.Name === server?.name)?.Host).toBe(server?.hypervisor);
    const shown = await tenant(world, 'server show capi-mgmt-v2 -f json');
    expect(shown.stdout).not.toContain('OS-EXT-SRV-ATTR');
  });

  it('lists those of all projects for administrators only', async () => {
    expect(await tenant(bareWorld(), 'server list --all-projects')).toMatchObject({
      stderr:
        "Policy doesn't allow os_compute_api:servers:index:get_all_tenants to be performed. (HTTP 403)\n",
      exitCode: 1,
    });
  });
});
