import { describe, expect, it } from 'vitest';
import { bareWorld, openrc } from '../bare-world.ts';

const unauthorised = 'The request you have made requires authentication. (HTTP 401)\n';

describe('logging in with OS_ variables', () => {
  it('names the missing address when nothing is set', async () => {
    expect(await bareWorld().run('openstack', 'token issue', { env: {} })).toEqual({
      stdout: '',
      stderr: 'Missing value auth-url required for auth plugin password\n',
      exitCode: 1,
    });
  });

  it('is a 401 with a wrong password', async () => {
    const world = bareWorld();
    const env = { ...openrc(world), OS_PASSWORD: 'wrong' };
    expect(await world.run('openstack', 'token issue', { env })).toEqual({
      stdout: '',
      stderr: unauthorised,
      exitCode: 1,
    });
  });

  it('is a 401 for a project on which the user has no role', async () => {
    const world = bareWorld();
    const env = { ...openrc(world), OS_PROJECT_ID: '0123456789abcdef0123456789abcdef' };
    expect((await world.run('openstack', 'token issue', { env })).stderr).toBe(unauthorised);
  });

  it('lets OS_PROJECT_ID win over OS_PROJECT_NAME', async () => {
    const world = bareWorld();
    const env = openrc(world, 'capi-mgmt');
    expect(env['OS_PROJECT_NAME']).toBe('admin');
    const answer = await world.run('openstack', 'token issue -f value -c project_id', { env });
    expect(answer.stdout).toBe(`${env['OS_PROJECT_ID']}\n`);
  });

  it('gives an unscoped token for an empty id, and fails only later', async () => {
    const world = bareWorld();
    const env = { ...openrc(world), OS_PROJECT_NAME: '', OS_PROJECT_ID: '' };
    const token = await world.run('openstack', 'token issue -f json', { env });
    expect(token.exitCode).toBe(0);
    expect(Object.keys(JSON.parse(token.stdout) as object)).toEqual(['expires', 'id', 'user_id']);
    const later = await world.run('openstack', 'security group list', { env });
    expect(later).toEqual({ stdout: '', stderr: 'The service catalog is empty.\n', exitCode: 1 });
  });

  it('can not connect to an address where no keystone is', async () => {
    const world = bareWorld();
    const env = { ...openrc(world), OS_AUTH_URL: 'https://10.12.4.99:5000/v3' };
    const answer = await world.run('openstack', 'token issue', { env });
    expect(answer.exitCode).toBe(1);
    expect(answer.stderr).toContain('Failed to discover available identity versions');
    expect(answer.stderr).toContain('Unable to establish connection to https://10.12.4.99:5000/v3');
  });

  it('needs the certificate that OS_CACERT names', async () => {
    const world = bareWorld();
    const env = { ...openrc(world), OS_CACERT: '/nowhere.pem' };
    expect((await world.run('openstack', 'token issue', { env })).stderr).toBe(
      'Could not find a suitable TLS CA certificate bundle, invalid path: /nowhere.pem\n',
    );
  });
});

describe('keystone', () => {
  it.each([
    ['domain show magnum', "No domain with a name or ID of 'magnum' exists."],
    ['user show nobody --domain capi', "No user with a name or ID of 'nobody' exists."],
    ['project show capi-mgmt', "No project with a name or ID of 'capi-mgmt' exists."],
  ])('does not find with `openstack %s`', async (args, sentence) => {
    const world = bareWorld();
    expect(await world.run('openstack', args, { env: openrc(world) })).toEqual({
      stdout: '',
      stderr: `${sentence}\n`,
      exitCode: 1,
    });
  });

  it('shows who has which role where', async () => {
    const world = bareWorld();
    const args = 'role assignment list --user admin --project capi-mgmt --names -f value -c Role';
    const { stdout } = await world.run('openstack', args, { env: openrc(world) });
    expect(stdout).toBe('member\nreader\nload-balancer_member\n');
  });

  it('refuses a token without the admin role', async () => {
    const world = bareWorld();
    const answer = await world.run('openstack', 'domain show capi', {
      env: openrc(world, 'capi-mgmt'),
    });
    expect(answer.stderr).toBe(
      'You are not authorized to perform the requested action: identity:get_domain. (HTTP 403)\n',
    );
  });
});
