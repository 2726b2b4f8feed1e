import { describe, expect, it } from 'vitest';
import { admin, clusterWorld, json, tenant } from './cluster-world.ts';

describe('application credentials', () => {
  it('carry the roles that their user had on the project when they were made', async () => {
    const world = await clusterWorld();
    const [key] = await json<{ Name: string }[]>(
      tenant(world, 'application credential list -f json'),
    );
    const show = `application credential show ${key?.Name ?? ''} -f value -c roles`;
    const roles = (await tenant(world, show)).stdout.trim().split(' ').toSorted();
    expect(roles).toEqual(['load-balancer_member', 'member', 'reader']);
    const assigned = await admin(
      world,
      'role assignment list --user admin --project capi-mgmt --names -f value -c Role',
    );
    expect(assigned.stdout.trim().split('\n').toSorted()).toEqual(roles);
  });

  it('do not get a role that is given later, and do not outlive one that is taken away', async () => {
    const world = await clusterWorld();
    const list = async () => (await tenant(world, 'application credential list -f value')).stdout;
    await admin(world, 'role add --user admin --project capi-mgmt admin');
    expect(world.model.keystone.applicationCredentials[0]?.roles).not.toContain('admin');
    expect(await list()).not.toBe('');
    await admin(world, 'role remove --user admin --project capi-mgmt load-balancer_member');
    expect(await list()).toBe('');
  });

  it('are refused by a name that none has', async () => {
    expect(await tenant(await clusterWorld(), 'application credential delete x')).toEqual({
      stdout: '',
      stderr:
        "Failed to delete application credential with name or ID 'x': No applicationcredential with a name or ID of 'x' exists.\n" +
        '1 of 1 application credentials failed to delete.\n',
      exitCode: 1,
    });
  });
});

describe('role add and remove', () => {
  it('are for administrators', async () => {
    const answer = await tenant(
      await clusterWorld(),
      'role add --user admin --project capi-mgmt admin',
    );
    expect(answer.stderr).toBe(
      'You are not authorized to perform the requested action: identity:create_grant. (HTTP 403)\n',
    );
  });
});
