import { describe, expect, it } from 'vitest';
import { cluster, create, json as parsed, tenant } from '../openstack/cluster-world.ts';
import type { BareWorld } from '../bare-world.ts';
import { askHere } from '../../../src/cloud/unix/curl-services.ts';
import { minute, workloadWorld, worldOf, type WorkloadWorld } from './workload-world.ts';

const image = 'registry.k8s.io/e2e-test-images/agnhost:2.40';
const deploy = `create deploy rr --image=${image} --replicas=2 -- /agnhost netexec --http-port=8080`;
const expose = 'expose deploy rr --port=80 --target-port=8080 --type=LoadBalancer';

async function withService(faults: readonly string[] = []): Promise<WorkloadWorld> {
  const it = await workloadWorld({ faults });
  expect((await it.kubectl(deploy)).stdout).toBe('deployment.apps/rr created\n');
  expect((await it.kubectl(expose)).stdout).toBe('service/rr exposed\n');
  return it;
}

const address = async ({ kubectl }: WorkloadWorld) =>
  (await kubectl('get svc rr -o jsonpath={.status.loadBalancer.ingress[0].ip}')).stdout;

/** What the load balancer answers, as curl's exit status or its body. */
function ask(world: BareWorld, host: string, path = '/hostname'): number | string | undefined {
  const call = { world, host: world.host('jumphost'), user: 'jessea123' };
  const request = {
    scheme: 'http',
    host,
    port: 80,
    path,
    insecure: false,
    authority: undefined,
    follows: false,
  };
  const result = askHere(call as unknown as Parameters<typeof askHere>[0], request);
  if (result === undefined) return undefined;
  return result.type === 'error' ? result.code : Buffer.from(result.reply.body).toString();
}

const balancers = async (world: BareWorld) =>
  (
    await parsed<{ name: string; provisioning_status: string }[]>(
      tenant(world, 'loadbalancer list -f json'),
    )
  ).filter(({ name }) => name.startsWith('kube_service_'));

describe('a Service of type LoadBalancer', () => {
  it('gets a load balancer of Octavia and a floating address within two minutes', async () => {
    const all = await withService();
    const { world, kubectl } = all;
    expect((await kubectl('get svc rr')).stdout).toMatch(
      /^rr +LoadBalancer +172\.24\.\d+\.\d+ +<pending> +80:3\d{4}\/TCP +\d+s$/m,
    );
    expect(await address(all)).toBe('');
    await world.clock.sleep(30_000);
    const { stackId } = cluster(world, 'capi-test-1');
    expect(await balancers(world)).toMatchObject([
      { name: `kube_service_${stackId}_default_rr`, provisioning_status: 'PENDING_CREATE' },
    ]);
    await world.clock.sleep(90_000);
    const ip = await address(all);
    expect(ip).toMatch(/^10\.12\.7\.\d+$/);
    expect((await kubectl('get svc rr')).stdout).toContain(` ${ip} `);
    expect((await kubectl('describe svc rr')).stdout).toContain('EnsuredLoadBalancer');
    const held = await parsed<Record<string, string>[]>(tenant(world, 'floating ip list -f json'));
    expect(held.map((one) => one['Floating IP Address'])).toContain(ip);
  });

  it('passes requests to its ready pods in turn', async () => {
    const all = await withService();
    await all.world.clock.sleep(3 * minute);
    const ip = await address(all);
    const pods = (await all.json('pods -l app=rr')).items
      .map(({ metadata }) => metadata.name)
      .sort();
    expect(pods).toHaveLength(2);
    const answers = Array.from({ length: 10 }, () => ask(all.world, ip));
    expect([...new Set(answers)].sort()).toEqual(pods);
    for (const pod of pods) expect(answers.filter((one) => one === pod)).toHaveLength(5);
    expect((await all.kubectl('scale deploy rr --replicas=0')).stdout).toBe(
      'deployment.apps/rr scaled\n',
    );
    expect(ask(all.world, ip)).toBe(52);
  });

  it('closes connections when nothing listens on the port that it was given', async () => {
    const all = await workloadWorld();
    await all.kubectl(
      `create deploy rr --image=${image} --replicas=1 -- /agnhost netexec --http-port=9000`,
    );
    await all.kubectl(expose);
    await all.world.clock.sleep(3 * minute);
    expect(ask(all.world, await address(all))).toBe(52);
  });

  it('is watched until its address is there, and the watch ends as by Ctrl-C', async () => {
    const { kubectl } = await withService();
    const watch = await kubectl('get svc rr -w');
    const lines = watch.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('<pending>');
    expect(lines[2]).toMatch(/^rr .* 10\.12\.7\.\d+ /);
    expect(lines[2]?.indexOf('LoadBalancer')).toBe(lines[0]?.indexOf('TYPE'));
    expect(watch.stderr).toMatch(
      /^simulated cloud: interrupted after \d+ s, as Ctrl-C does it: what is watched has settled\n$/,
    );
    expect(watch.exitCode).toBe(130);
  });

  it('goes with its load balancer, which takes a little longer', async () => {
    const all = await withService();
    const { world, kubectl } = all;
    await world.clock.sleep(3 * minute);
    const ip = await address(all);
    expect(await kubectl('delete svc rr')).toEqual({
      stdout: 'service "rr" deleted\n',
      stderr: '',
      exitCode: 0,
    });
    expect((await kubectl('get svc rr')).stderr).toBe(
      'Error from server (NotFound): services "rr" not found\n',
    );
    expect(await balancers(world)).toMatchObject([{ provisioning_status: 'PENDING_DELETE' }]);
    expect(ask(world, ip)).toBeUndefined();
    await world.clock.sleep(minute);
    expect(await balancers(world)).toEqual([]);
    expect((await kubectl('delete deploy rr')).stdout).toBe('deployment.apps "rr" deleted\n');
    expect((await kubectl('get pods')).stdout).toContain('Terminating');
    await world.clock.sleep(10_000);
    expect((await kubectl('get pods')).stderr).toBe('No resources found in default namespace.\n');
    expect((await kubectl('delete svc rr')).exitCode).toBe(1);
    expect(await kubectl('delete svc rr --ignore-not-found')).toEqual({
      stdout: '',
      stderr: '',
      exitCode: 0,
    });
  });

  it('stays pending while the cloud controller manager crashes, and its pods wait for nothing', async () => {
    const all = await withService(['ccm-crash-loop']);
    const { world, kubectl } = all;
    await world.clock.sleep(10 * minute);
    expect((await kubectl('get svc rr')).stdout).toContain('<pending>');
    expect(await balancers(world)).toEqual([]);
    const waited = await kubectl(
      'wait svc/rr --for=jsonpath={.status.loadBalancer.ingress} --timeout=60s',
    );
    expect(waited).toEqual({
      stdout: '',
      stderr: 'error: timed out waiting for the condition on services/rr\n',
      exitCode: 1,
    });
  });

  it('is refused by Octavia when the credential of the cluster has not the role', async () => {
    const all = await workloadWorld();
    const { world, kubectl } = all;
    const { credential } = cluster(world, 'capi-test-1');
    for (const one of world.model.keystone.applicationCredentials)
      if (one.id === credential) one.roles = ['member', 'reader'];
    await kubectl(deploy);
    await kubectl(expose);
    await world.clock.sleep(minute);
    expect((await kubectl('describe svc rr')).stdout).toContain('got 403 instead');
    expect((await kubectl('get svc rr')).stdout).toContain('<pending>');
  });
});

describe('kubectl on what it makes', () => {
  it('waits for conditions and values, and for a rollout', async () => {
    const { kubectl, world } = await withService();
    const rollout = await kubectl('rollout status deploy/rr');
    expect(rollout.stdout).toMatch(
      /^Waiting for deployment "rr" rollout to finish: 0 of 2 updated replicas are available\.\.\.\n/,
    );
    expect(rollout.stdout).toMatch(/deployment "rr" successfully rolled out\n$/);
    expect((await kubectl('wait deploy/rr --for=condition=Available --timeout=5s')).stdout).toBe(
      'deployment.apps/rr condition met\n',
    );
    const ready = await kubectl('wait pod -l app=rr --for=condition=Ready');
    expect(ready.stdout.match(/condition met/g)).toHaveLength(2);
    const before = world.clock.now();
    const ip = await kubectl([
      'wait',
      'svc/rr',
      '--for=jsonpath={.status.loadBalancer.ingress[0].ip}',
      '--timeout=10m',
    ]);
    expect(ip).toEqual({ stdout: 'service/rr condition met\n', stderr: '', exitCode: 0 });
    expect(world.clock.now() - before).toBeLessThan(2 * minute);
    expect((await kubectl('wait svc/rr --for=jsonpath={.spec.type}=LoadBalancer')).exitCode).toBe(
      0,
    );
    expect(
      (await kubectl('wait svc/rr --for=jsonpath={.spec.type}=ClusterIP --timeout=3s')).exitCode,
    ).toBe(1);
    expect((await kubectl('wait svc/none --for=condition=X')).stderr).toContain(
      'services "none" not found',
    );
    expect(
      (await kubectl('wait nodes --all --for=condition=Ready')).stdout.match(/met/g),
    ).toHaveLength(3);
  });

  it.each([
    [deploy, 'error: failed to create deployment: deployments.apps "rr" already exists\n'],
    [expose, 'Error from server (AlreadyExists): services "rr" already exists\n'],
    [
      'expose deploy none --port=80',
      'Error from server (NotFound): deployments.apps "none" not found\n',
    ],
    ['create deploy other', 'error: required flag(s) "image" not set\n'],
    [
      'create deploy Bad --image=x',
      'The Deployment.apps "Bad" is invalid: metadata.name: Invalid value: "Bad": a lowercase RFC 1123 subdomain',
    ],
    ['delete svc', 'error: resource(s) were provided, but no name was specified\n'],
    ['get', 'error: Required resource not specified.'],
  ])('says of `kubectl %s` what is wrong', async (args, stderr) => {
    const { kubectl } = await withService();
    const answer = await kubectl(args);
    expect(answer.stderr).toContain(stderr);
    expect(answer.exitCode).toBe(1);
  });

  it('can not pull an image that it does not know', async () => {
    const { kubectl, world } = await workloadWorld();
    await kubectl('create deploy odd --image=example.org/nothing:1');
    await world.clock.sleep(2 * minute);
    expect((await kubectl('get pods')).stdout).toMatch(
      /^odd-\S+ +0\/1 +(ErrImagePull|ImagePullBackOff) +0 /m,
    );
    expect((await kubectl('get deploy odd')).stdout).toMatch(/^odd +0\/1 /m);
    expect((await kubectl('rollout status deploy/odd --timeout=5s')).exitCode).toBe(1);
  });

  it('loses its services with the cluster, not with another one', async () => {
    const { world } = await withService();
    await world.clock.sleep(3 * minute);
    await create(world, 'capi-new');
    await world.clock.sleep(15 * minute);
    const other = worldOf(world, 'capi-new');
    expect((await other.kubectl('get svc rr')).exitCode).toBe(1);
    expect((await other.kubectl('get svc')).stdout).toMatch(/^kubernetes +ClusterIP /m);
  });
});
