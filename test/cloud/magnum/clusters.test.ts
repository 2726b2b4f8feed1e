import { describe, expect, it } from 'vitest';
import {
  bareWorld,
  domainSetup,
  goodOptions,
  graftConductor,
  openrc,
  type BareWorld,
} from '../bare-world.ts';

const minute = 60_000;
const coe = (world: BareWorld, args: string) =>
  world.run('openstack', `coe ${args}`, { env: openrc(world, 'capi-mgmt') });

async function graft(driver?: string): Promise<BareWorld> {
  const world = bareWorld({ graft: true });
  await domainSetup(world);
  graftConductor(world, driver);
  return world;
}

async function create(world: BareWorld): Promise<string> {
  const answer = await coe(
    world,
    'cluster create capi-fix-check --cluster-template capi-k8s-v1-34 --keypair capi-mgmt-key --master-count 1 --node-count 1',
  );
  expect(answer.stdout).toMatch(/^Request to create cluster [0-9a-f-]{36} accepted\n$/);
  return answer.stdout;
}

const status = async (world: BareWorld) =>
  JSON.parse((await coe(world, 'cluster show capi-fix-check -f json')).stdout) as {
    status: string;
    status_reason: string | null;
    api_address: string | null;
  };

describe('a workload cluster', () => {
  it('is complete after ten to fourteen minutes, and gone three after its deletion', async () => {
    const world = await graft();
    await create(world);
    await world.clock.sleep(9.5 * minute);
    expect((await status(world)).status).toBe('CREATE_IN_PROGRESS');
    await world.clock.sleep(4.5 * minute);
    const done = await status(world);
    expect(done.status).toBe('CREATE_COMPLETE');
    expect(done.api_address).toMatch(/^https:\/\/10\.12\.7\.\d+:6443$/);
    expect((await coe(world, 'cluster delete capi-fix-check')).stdout).toBe(
      'Request to delete cluster capi-fix-check has been accepted.\n',
    );
    await world.clock.sleep(2 * minute);
    expect((await status(world)).status).toBe('DELETE_IN_PROGRESS');
    await world.clock.sleep(minute);
    expect(await coe(world, 'cluster show capi-fix-check')).toMatchObject({
      stderr: 'Cluster capi-fix-check could not be found (HTTP 404)\n',
      exitCode: 1,
    });
  });

  it('is created just the same in one long sleep', async () => {
    const world = await graft();
    await create(world);
    await world.clock.sleep(60 * minute);
    expect((await status(world)).status).toBe('CREATE_COMPLETE');
  });

  it.each<[string, (world: BareWorld) => void, RegExp]>([
    [
      'helm is not on the PATH of the init script',
      (world) => world.host('magnum/0').files.remove('/usr/bin/helm'),
      /No such file or directory: 'helm'/,
    ],
    [
      'the kubeconfig is not there',
      (world) => world.host('magnum/0').files.remove('/etc/magnum/kubeconfig'),
      /No such file or directory: '\/etc\/magnum\/kubeconfig'/,
    ],
    [
      "the kubeconfig is not the conductor's to read",
      (world) =>
        world
          .host('magnum/0')
          .files.write('/etc/magnum/kubeconfig', 'x', { owner: 'root:root', mode: 0o600 }),
      /Permission denied/,
    ],
    [
      'the kubeconfig is cut short',
      (world) => {
        const { files } = world.host('magnum/0');
        files.write(
          '/etc/magnum/kubeconfig',
          (files.read('/etc/magnum/kubeconfig') ?? '').slice(0, -100),
        );
      },
      /^401 Client Error: Unauthorized/,
    ],
    [
      'the conductor has no --config-dir',
      (world) => world.restart({}),
      /No such file or directory/,
    ],
    [
      'the chart is the one the driver defaults to',
      (world) => world.restart({ ...goodOptions, default_helm_chart_version: '0.10.1' }),
      /v1alpha6/,
    ],
  ])('fails with the exception as its reason when %s', async (_, break_, reason) => {
    const world = await graft();
    break_(world);
    await create(world);
    await world.clock.sleep(minute);
    const shown = await status(world);
    expect(shown.status).toBe('CREATE_FAILED');
    expect(shown.status_reason).toMatch(reason);
  });

  it('stays in progress for ever when the management cluster goes off meanwhile', async () => {
    const world = await graft();
    await create(world);
    await world.clock.sleep(minute);
    world.model.mgmt.vmStatus = 'SHUTOFF';
    await world.clock.sleep(120 * minute);
    expect((await status(world)).status).toBe('CREATE_IN_PROGRESS');
  });

  it('stays in progress with the override to v1beta2, and with a network the chart does not render', async () => {
    const world = await graft();
    world.restart({
      ...goodOptions,
      api_resources: '{"Cluster": {"api_version": "cluster.x-k8s.io/v1beta2"}}',
    });
    await create(world);
    await world.clock.sleep(60 * minute);
    expect((await status(world)).status).toBe('CREATE_IN_PROGRESS');
    const other = await graft();
    const [template] = other.model.magnum.templates;
    if (template) template.networkDriver = 'flannel';
    await create(other);
    await other.clock.sleep(60 * minute);
    expect((await status(other)).status).toBe('CREATE_IN_PROGRESS');
  });
});
