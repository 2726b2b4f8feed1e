import { describe, expect, it } from 'vitest';
import { bareWorld, type BareWorld } from '../bare-world.ts';

const config = '--kubeconfig /home/jessea123/capi-mgmt.kubeconfig';
const kubectl = (world: BareWorld, args: string) => world.run('kubectl', `${args} ${config}`);

describe('kubectl on the management cluster', () => {
  it('lists every served version, the core one last', async () => {
    const { stdout } = await kubectl(bareWorld(), 'api-versions');
    const lines = stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toBe('v1');
    for (const group of [
      'cluster',
      'controlplane.cluster',
      'bootstrap.cluster',
      'infrastructure.cluster',
      'addons.cluster',
    ]) {
      expect(lines).toContain(`${group}.x-k8s.io/v1beta1`);
    }
    expect(lines).toContain('addons.stackhpc.com/v1alpha1');
  });

  it('prints nodes wide, as JSON and by name', async () => {
    const world = bareWorld();
    const wide = await kubectl(world, 'get nodes -o wide');
    expect(wide.stdout).toMatch(
      /^NAME +STATUS +ROLES +AGE +VERSION +INTERNAL-IP +EXTERNAL-IP +OS-IMAGE +KERNEL-VERSION +CONTAINER-RUNTIME\n/,
    );
    const json = await kubectl(world, 'get nodes -o json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      kind: 'List',
      items: [{ status: { conditions: [{ type: 'Ready', status: 'True' }] } }],
    });
    const name = await kubectl(world, 'get crd images.openstack.k-orc.cloud -o name');
    expect(name.stdout).toBe(
      'customresourcedefinition.apiextensions.k8s.io/images.openstack.k-orc.cloud\n',
    );
  });

  it('shows a crash loop in the container, not in the phase', async () => {
    const world = bareWorld();
    const capo = world.model.mgmt.deployments.find(
      ({ name }) => name === 'capo-controller-manager',
    );
    if (capo) Object.assign(capo, { ready: 0, restarts: 6 });
    const pods = await kubectl(world, 'get pods -n capo-system');
    expect(pods.stdout).toMatch(/^capo-controller-manager-\S+ +0\/1 +CrashLoopBackOff +6 +24h$/m);
    const json = await kubectl(world, 'get pods -n capo-system -o json');
    expect(json.stdout).toContain('"phase": "Running"');
    const deployment = await kubectl(
      world,
      'get deployment/capo-controller-manager -n capo-system -o json',
    );
    expect(JSON.parse(deployment.stdout)).toMatchObject({
      status: { conditions: [{ type: 'Available', status: 'False' }, { type: 'Progressing' }] },
    });
  });

  it.each([
    [
      'get crd none',
      'Error from server (NotFound): customresourcedefinitions.apiextensions.k8s.io "none" not found\n',
    ],
    ['get widgets', 'error: the server doesn\'t have a resource type "widgets"\n'],
  ])('fails on `kubectl %s`', async (args, stderr) => {
    expect(await kubectl(bareWorld(), args)).toEqual({ stdout: '', stderr, exitCode: 1 });
  });

  it('finds nothing with status 0 and a word on stderr', async () => {
    expect(await kubectl(bareWorld(), 'get pods')).toEqual({
      stdout: '',
      stderr: 'No resources found in default namespace.\n',
      exitCode: 0,
    });
  });

  it('answers the readiness probe without a newline', async () => {
    expect((await kubectl(bareWorld(), 'get --raw /readyz')).stdout).toBe('ok');
  });

  it('goes to localhost without a kubeconfig, or with an empty one', async () => {
    const world = bareWorld();
    const refused =
      'The connection to the server localhost:8080 was refused - did you specify the right host or port?\n';
    expect(await world.run('kubectl', 'get nodes')).toEqual({
      stdout: '',
      stderr: refused,
      exitCode: 1,
    });
    const env = { HOME: '/home/jessea123', KUBECONFIG: '/home/jessea123/missing' };
    expect((await world.run('kubectl', 'get nodes', { env })).stderr).toBe(refused);
    world.host('jumphost').files.write('/home/jessea123/capi-mgmt.kubeconfig', '');
    expect((await kubectl(world, 'get nodes')).stderr).toBe(refused);
  });

  it('is not let in with another key', async () => {
    const world = bareWorld();
    const { files } = world.host('jumphost');
    const path = '/home/jessea123/capi-mgmt.kubeconfig';
    files.write(path, (files.read(path) ?? '').slice(0, -200));
    expect(await kubectl(world, 'get nodes')).toEqual({
      stdout: '',
      stderr: 'error: You must be logged in to the server (Unauthorized)\n',
      exitCode: 1,
    });
  });

  it('finds no route while the VM is off, then a slow handshake, then an answer', async () => {
    const world = bareWorld();
    world.model.mgmt.vmStatus = 'SHUTOFF';
    expect((await kubectl(world, 'get nodes')).stderr).toBe(
      'Unable to connect to the server: dial tcp 10.12.7.222:6443: connect: no route to host\n',
    );
    const off = await kubectl(world, 'api-versions');
    expect(off.stderr).toMatch(
      /^E\d{4} .* memcache\.go:265\] "Unhandled Error" err="couldn't get current server API group list: /,
    );
    expect(off.stderr).toContain(
      '\nerror: couldn\'t get available api versions from server: Get "https://10.12.7.222:6443/api?timeout=32s": dial tcp',
    );
    const now = world.clock.now();
    Object.assign(world.model.mgmt, { activeAt: now + 8_000, apiReadyAt: now + 40_000 });
    await world.clock.sleep(9_000);
    expect((await kubectl(world, 'get nodes')).stderr).toBe(
      'The connection to the server 10.12.7.222:6443 was refused - did you specify the right host or port?\n',
    );
    await world.clock.sleep(20_000);
    expect((await kubectl(world, 'get nodes')).stderr).toBe(
      'Unable to connect to the server: net/http: TLS handshake timeout\n',
    );
    await world.clock.sleep(10_000);
    expect((await kubectl(world, 'get nodes')).exitCode).toBe(0);
  });

  it.each([
    'drain node x',
    'create deploy x --image=y',
    'edit node x',
    'get nodes -o go-template=x',
  ])('says loudly that `kubectl %s` is not known here', async (args) => {
    const answer = await kubectl(bareWorld(), args);
    expect(answer.stderr).toContain('simulated cloud: not known: kubectl ');
    expect(answer.exitCode).toBe(2);
  });
});
