import { describe, expect, it } from 'vitest';
import { bareWorld, openrc } from '../bare-world.ts';

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

  it('nests the properties of an image in JSON', async () => {
    const world = bareWorld({ graft: true });
    const env = openrc(world, 'capi-mgmt');
    const args = 'image show ubuntu-jammy-kube-v1.34.8 -f json';
    const answer = await world.run('openstack', args, { env });
    expect(JSON.parse(answer.stdout)).toMatchObject({
      status: 'active',
      properties: { kube_version: 'v1.34.8', os_distro: 'ubuntu' },
    });
    expect((await world.run('openstack', 'image show x', { env })).stderr).toBe(
      'No Image found for x\n',
    );
  });
});
