import { describe, expect, it } from 'vitest';
import { cluster, create, tenant } from '../openstack/cluster-world.ts';
import { minute, workloadWorld } from './workload-world.ts';

async function onMgmt() {
  const all = await workloadWorld();
  const { project, stackId } = cluster(all.world, 'capi-test-1');
  return { ...all, stackId, namespace: `magnum-${project}` };
}

describe('what Cluster API keeps on the management cluster', () => {
  it('has the cluster and its parts under the names that the driver gives them', async () => {
    const { mgmt, namespace, stackId } = await onMgmt();
    const names = async (kind: string) =>
      (await mgmt(`get ${kind} -n ${namespace} -o jsonpath={.items[*].metadata.name}`)).stdout;
    expect(await names('clusters')).toBe(stackId);
    expect(await names('openstackclusters')).toBe(stackId);
    expect(await names('kubeadmcontrolplanes')).toBe(`${stackId}-control-plane`);
    expect(await names('machinedeployments')).toBe(`${stackId}-default-worker`);
    expect((await names('machines')).split(' ')).toHaveLength(3);
    const table = await mgmt(`get kubeadmcontrolplane -n ${namespace}`);
    expect(table.stdout).toMatch(
      new RegExp(`^${stackId}-control-plane +${stackId} +true +1 +1 +2\\dd +v1\\.34\\.8$`, 'm'),
    );
    const machines = await mgmt(`get machines -n ${namespace}`);
    expect(machines.stdout.match(/ Running /g)).toHaveLength(3);
  });

  it('keeps the kubeconfig, for kubectl and for clusterctl', async () => {
    const { mgmt, world, namespace, stackId } = await onMgmt();
    const { stdout } = await mgmt(
      `get secret ${stackId}-kubeconfig -n ${namespace} -o jsonpath={.data.value}`,
    );
    const text = Buffer.from(stdout, 'base64').toString();
    const file = '--kubeconfig /home/jessea123/capi-mgmt.kubeconfig';
    const given = await world.run(
      'clusterctl',
      `-n ${namespace} get kubeconfig ${stackId} ${file}`,
    );
    expect(given.stdout).toBe(text);
    expect(text).toContain('server: https://10.12.7.180:6443');
    world.host('jumphost').files.write('/given', text);
    expect((await world.run('kubectl', 'get nodes --kubeconfig /given')).exitCode).toBe(0);
    const wrong = await world.run('clusterctl', `-n ${namespace} get kubeconfig none ${file}`);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stderr).toContain('secrets "none-kubeconfig" not found');
    world.model.mgmt.vmStatus = 'SHUTOFF';
    const off = await world.run('clusterctl', `-n ${namespace} get kubeconfig ${stackId} ${file}`);
    expect(off.stderr).toContain('no route to host');
  });

  it('patches finalizers by the exact name only, and says when nothing changed', async () => {
    const { mgmt, world, namespace, stackId } = await onMgmt();
    const patch = (name: string, text = '{"metadata":{"finalizers":[]}}', type = 'merge') =>
      mgmt(['patch', 'openstackcluster', name, '-n', namespace, `--type=${type}`, '-p', text]);
    const kind = 'openstackcluster.infrastructure.cluster.x-k8s.io';
    expect(await patch('capi-test-1')).toEqual({
      stdout: '',
      stderr:
        'Error from server (NotFound): openstackclusters.infrastructure.cluster.x-k8s.io "capi-test-1" not found\n',
      exitCode: 1,
    });
    expect((await patch(stackId, '{"metadata":{"finalizers":[]}}', 'strategic')).stderr).toContain(
      'UnsupportedMediaType',
    );
    expect((await patch(stackId, '{"spec":{}}')).stderr).toContain('simulated cloud: not known');
    expect((await patch(stackId, '{"metadata":')).exitCode).toBe(1);
    for (const one of world.model.mgmt.openstackClusters) one.deletionTimestamp = world.clock.now();
    const before = JSON.parse(
      (await mgmt(`get openstackcluster ${stackId} -n ${namespace} -o json`)).stdout,
    ) as {
      metadata: { deletionTimestamp: string; finalizers: string[] };
    };
    expect(before.metadata.deletionTimestamp).toMatch(/^2026-07-02T/);
    expect(before.metadata.finalizers.length).toBeGreaterThan(0);
    expect((await patch(stackId)).stdout).toBe(`${kind}/${stackId} patched\n`);
    expect((await patch(stackId)).stdout).toBe(`${kind}/${stackId} patched (no change)\n`);
    await world.clock.sleep(minute);
    expect((await mgmt(`get openstackcluster -n ${namespace}`)).stderr).toBe(
      `No resources found in ${namespace} namespace.\n`,
    );
  });

  it('shows machines that are not there yet, and a cluster that goes', async () => {
    const { mgmt, world, namespace } = await onMgmt();
    await create(world, 'capi-new');
    await world.clock.sleep(4 * minute);
    expect((await mgmt(`get clusters -n ${namespace}`)).stdout).toMatch(
      /^capi-new-\w{12} .*False +Provisioning /m,
    );
    expect((await mgmt(`get machines -n ${namespace}`)).stdout).toMatch(
      /^capi-new-\S+-control-plane-\w{5} .* Provisioned /m,
    );
    await tenant(world, 'coe cluster delete capi-test-1');
    await world.clock.sleep(20_000);
    expect((await mgmt(`get clusters -n ${namespace}`)).stdout).toMatch(
      /^capi-test-1-\w{12} .* Deleting /m,
    );
  });

  it('has nothing of a workload cluster but that', async () => {
    const { mgmt } = await onMgmt();
    const made = await mgmt(
      'create deploy rr --image=registry.k8s.io/e2e-test-images/agnhost:2.40',
    );
    expect(made.stderr).toContain('simulated cloud: not known');
    expect((await mgmt('get ds -A')).stderr).toBe('No resources found\n');
  });
});
