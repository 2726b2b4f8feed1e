import { describe, expect, it } from 'vitest';
import { cluster, create, tenant } from '../openstack/cluster-world.ts';
import { isReady, minute, workloadWorld, worldOf } from './workload-world.ts';

async function healthy(fault: string) {
  const all = await workloadWorld({ faults: [fault] });
  const files = all.world.hosts.get('jumphost')?.files;
  files?.write('/home/jessea123/capi-test-1/config', 'the key that an operator has taken');
  for (let look = 0; look < 8; look++) await all.world.clock.sleep(minute / 2);
  expect(cluster(all.world, 'capi-test-1').healthStatus).not.toBeNull();
  return all;
}

describe('ccm-crash-loop', () => {
  it('shows in the restarts and in what the container waits for, not in the phase', async () => {
    const { world } = await workloadWorld({ faults: ['ccm-crash-loop'] });
    await create(world, 'capi-new');
    for (
      let look = 0;
      look < 300 && cluster(world, 'capi-new').status !== 'CREATE_COMPLETE';
      look++
    )
      await world.clock.sleep(10_000);
    const { kubectl, json } = worldOf(world, 'capi-new');
    const look = async () => {
      const pods = await json('pods -n openstack-system -l app=openstack-cloud-controller-manager');
      const [pod] = pods.items;
      const [status] = pod?.status.containerStatuses ?? [];
      if (!pod || !status) throw new Error('no pod');
      return { phase: pod.status.phase, ...status };
    };
    const restarts: number[] = [];
    const reasons = new Set<string>();
    for (let minutes = 0; minutes < 14; minutes++) {
      await world.clock.sleep(minute);
      const { phase, restartCount, state } = await look();
      expect(phase).toBe('Running');
      restarts.push(restartCount);
      reasons.add(state.waiting?.reason ?? 'runs');
    }
    expect(restarts[0]).toBeGreaterThan(3);
    expect(restarts.at(-1)).toBeGreaterThan(restarts[0] ?? 0);
    expect(reasons).toContain('CrashLoopBackOff');
    expect((await kubectl('get pods -n openstack-system')).stdout).toMatch(
      /^openstack-cloud-controller-manager-\w{5} +0\/1 +CrashLoopBackOff +\d+ \(\d+m?\d*s? ago\) /m,
    );
    const hidden = await kubectl(
      'get pods -A --field-selector=status.phase!=Running,status.phase!=Succeeded',
    );
    expect(hidden.stdout).toBe('');
    const said = await kubectl(
      'logs ds/openstack-cloud-controller-manager -n openstack-system --previous',
    );
    expect(said.stdout).toContain('panic: runtime error');
    expect((await json('nodes')).items.every(isReady)).toBe(true);
  });
});

describe('csi-image-missing', () => {
  it('leaves a pod that waits for its image', async () => {
    const { kubectl, json } = await workloadWorld({ faults: ['csi-image-missing'] });
    const { items } = await json('pods -A');
    const unready = items.filter((pod) => !isReady(pod));
    expect(unready.map(({ metadata }) => metadata.name)).toEqual([
      expect.stringMatching(/^openstack-cinder-csi-controllerplugin-/),
    ]);
    const described = await kubectl(
      `describe pod -n openstack-system ${unready[0]?.metadata.name ?? ''}`,
    );
    expect(described.stdout).toMatch(/Warning {2}(BackOff|Failed) {2}kubelet/);
  });
});

describe('uninitialized-taint', () => {
  it('leaves new workers with the taint until the management cluster is back', async () => {
    const { json, world, kubectl } = await healthy('uninitialized-taint');
    expect(world.model.mgmt.vmStatus).toBe('SHUTOFF');
    expect(cluster(world, 'capi-test-1').status).toBe('CREATE_COMPLETE');
    const tainted = async () =>
      (await json('nodes')).items.filter(({ spec }) =>
        spec.taints?.some(({ key }) => key === 'node.cluster.x-k8s.io/uninitialized'),
      );
    expect((await json('nodes')).items).toHaveLength(3);
    expect((await json('nodes')).items.every(isReady)).toBe(true);
    expect(await tainted()).toHaveLength(2);
    expect((await kubectl('get pods -A')).stdout).toMatch(
      /^kube-system +metrics-server-\S+ +0\/1 +Pending /m,
    );
    await world.clock.sleep(20 * minute);
    expect(await tainted()).toHaveLength(2);
    await tenant(world, 'server start capi-mgmt-v2');
    await world.clock.sleep(3 * minute);
    expect(await tainted()).toEqual([]);
    expect((await json('pods -A')).items.every(isReady)).toBe(true);
  });

  it('can be hidden by hand, and says of a taint that is not there that it is not', async () => {
    const { kubectl, json } = await healthy('uninitialized-taint');
    const [, worker] = (await json('nodes')).items;
    const name = worker?.metadata.name ?? '';
    const taint = `taint nodes ${name} node.cluster.x-k8s.io/uninitialized:NoSchedule-`;
    expect(await kubectl(taint)).toEqual({
      stdout: `node/${name} untainted\n`,
      stderr: '',
      exitCode: 0,
    });
    expect((await kubectl(taint)).stderr).toBe(
      'error: taint "node.cluster.x-k8s.io/uninitialized" not found\n',
    );
  });
});

describe('workload-nodes-notready', () => {
  it('loses a worker, and the cluster gives up its pods after a while', async () => {
    const { json, world } = await healthy('workload-nodes-notready');
    const silent = (await json('nodes')).items.filter((node) => !isReady(node));
    expect(silent).toHaveLength(1);
    expect(silent[0]?.status.conditions.find(({ type }) => type === 'Ready')).toMatchObject({
      status: 'Unknown',
      message: 'Kubelet stopped posting node status.',
    });
    expect((await json('pods -A')).items.some((pod) => !isReady(pod))).toBe(true);
    await world.clock.sleep(8 * minute);
    const left = (await json('pods -n kube-system -l app.kubernetes.io/name=metrics-server')).items;
    expect(left.filter(isReady)).toHaveLength(1);
  });
});
