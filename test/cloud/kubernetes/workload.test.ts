import { describe, expect, it } from 'vitest';
import { cluster, create, tenant } from '../openstack/cluster-world.ts';
import { isReady, minute, workloadWorld, worldOf } from './workload-world.ts';

describe('a workload cluster at work', () => {
  it('has its nodes, with their version, roles and addresses', async () => {
    const { kubectl, json, world } = await workloadWorld();
    const { stdout } = await kubectl('get nodes -o wide');
    const [head, ...rows] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^NAME +STATUS +ROLES +AGE +VERSION +INTERNAL-IP +EXTERNAL-IP +OS-IMAGE/);
    expect(rows).toHaveLength(3);
    const { stackId } = cluster(world, 'capi-test-1');
    expect(rows[0]).toMatch(
      new RegExp(
        `^${stackId}-control-plane-\\w{5} +Ready +control-plane +2\\dd +v1\\.34\\.8 +10\\.20\\.16\\.\\d+ `,
      ),
    );
    for (const row of rows.slice(1))
      expect(row).toMatch(new RegExp(`^${stackId}-default-worker-\\w{5}-\\w{5} +Ready +<none> `));
    const servers = world.model.compute.servers.filter(({ machine }) => machine !== null);
    const nodes = await json('nodes');
    expect(nodes.items.map(({ metadata }) => metadata.name).sort()).toEqual(
      servers.map(({ name }) => name).sort(),
    );
    expect(nodes.items.flatMap(({ spec }) => spec.taints ?? []).map(({ key }) => key)).toEqual([
      'node-role.kubernetes.io/control-plane',
    ]);
  });

  it('runs the pods of kubeadm and of the charts where they put them', async () => {
    const { kubectl, json } = await workloadWorld();
    const { stdout } = await kubectl('get pods -A');
    const count = (pattern: RegExp) =>
      stdout.split('\n').filter((line) => pattern.test(line)).length;
    expect(stdout).toMatch(/^NAMESPACE +NAME +READY +STATUS +RESTARTS +AGE\n/);
    expect(count(/^calico-system +calico-node-\w{5} +1\/1 +Running +0 /)).toBe(3);
    expect(count(/^tigera-operator +tigera-operator-\w+-\w{5} +1\/1 +Running /)).toBe(1);
    expect(
      count(/^openstack-system +openstack-cloud-controller-manager-\w{5} +1\/1 +Running /),
    ).toBe(1);
    expect(count(/^openstack-system +openstack-cinder-csi-nodeplugin-\w{5} +3\/3 +Running /)).toBe(
      3,
    );
    expect(
      count(/^openstack-system +openstack-cinder-csi-controllerplugin-\S+ +6\/6 +Running /),
    ).toBe(1);
    expect(count(/^kube-system +coredns-\S+ +1\/1 +Running /)).toBe(2);
    expect(
      count(
        /^kube-system +(etcd|kube-(apiserver|scheduler|controller-manager))-\S+-control-plane-\w{5} /,
      ),
    ).toBe(4);
    const all = await json('pods -A');
    expect(all.items.every(isReady)).toBe(true);
    const names = all.items.map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(names.length);
    const none = await kubectl(
      'get pods -A --field-selector=status.phase!=Running,status.phase!=Succeeded',
    );
    expect(none).toEqual({ stdout: '', stderr: 'No resources found\n', exitCode: 0 });
  });

  it('finds by label, by field and by name, and prints in every form', async () => {
    const { kubectl, world } = await workloadWorld();
    const labelled = await kubectl('get pods -n calico-system -l k8s-app=calico-node -o name');
    expect(labelled.stdout.trimEnd().split('\n')).toHaveLength(3);
    const { stdout: node } = await kubectl(
      'get nodes -l node-role.kubernetes.io/control-plane -o jsonpath={.items[0].metadata.name}',
    );
    expect(node).toContain('-control-plane-');
    const there = await kubectl(`get pods -A --field-selector=spec.nodeName=${node} --no-headers`);
    expect(there.stdout).toContain('etcd-');
    expect(there.stdout).not.toContain('NAMESPACE');
    const columns = await kubectl([
      'get',
      'nodes',
      '-o',
      'custom-columns=N:.metadata.name,V:.status.nodeInfo.kubeletVersion,X:.spec.none',
    ]);
    expect(columns.stdout).toMatch(/^N +V +X\n/);
    expect(columns.stdout).toMatch(/ +v1\.34\.8 +<none>\n/);
    const missing = await kubectl('get deploy coredns nothing -n kube-system');
    expect(missing.exitCode).toBe(1);
    expect(missing.stdout).toMatch(/^coredns +2\/2 +2 +2 /m);
    expect(missing.stderr).toBe(
      'Error from server (NotFound): deployments.apps "nothing" not found\n',
    );
    expect((await kubectl('get clusters -A')).stderr).toBe(
      'error: the server doesn\'t have a resource type "clusters"\n',
    );
    const field = await kubectl('get pods --field-selector=status.none=x');
    expect(field.stderr).toContain('field label not supported: status.none');
    expect((await kubectl('version')).stdout).toContain('Server Version: v1.34.8');
    expect(world.model.mgmt.nodes[0]?.version).not.toBe('v1.34.8');
  });

  it('lets in who has its key, and says why it does not', async () => {
    const { kubectl, world } = await workloadWorld();
    expect((await kubectl('get --raw /readyz')).stdout).toBe('ok');
    const mgmtKey = world.host('jumphost').files.read('/home/jessea123/capi-mgmt.kubeconfig') ?? '';
    const { apiAddress } = cluster(world, 'capi-test-1');
    world
      .host('jumphost')
      .files.write('/mixed', mgmtKey.replace(/server: .*/, `server: ${apiAddress ?? ''}`));
    expect((await world.run('kubectl', 'get nodes --kubeconfig /mixed')).stderr).toBe(
      'error: You must be logged in to the server (Unauthorized)\n',
    );
    for (const server of world.model.compute.servers)
      if (server.machine?.role === 'control-plane') server.status = 'SHUTOFF';
    await world.clock.sleep(1000);
    const before = world.clock.now();
    expect((await kubectl('get nodes')).stderr).toMatch(
      /^Unable to connect to the server: dial tcp 10\.12\.7\.180:6443: i\/o timeout\n$/,
    );
    expect(world.clock.now() - before).toBe(30_000);
  });

  it('goes with its machines when it is deleted', async () => {
    const { kubectl, world } = await workloadWorld();
    await tenant(world, 'coe cluster delete capi-test-1');
    await world.clock.sleep(55_000);
    expect((await kubectl('get nodes')).stdout.trimEnd().split('\n')).toHaveLength(2);
    await world.clock.sleep(4 * minute);
    expect(world.model.workloads).toEqual([]);
  });
});

describe('a workload cluster that is being built', () => {
  it('comes up piece by piece, and is whole when Magnum calls it complete', async () => {
    const { world } = await workloadWorld();
    await create(world, 'capi-new');
    const { kubectl, json } = worldOf(world, 'capi-new');
    const seen = new Set<string>();
    for (
      let look = 0;
      look < 200 && cluster(world, 'capi-new').status === 'CREATE_IN_PROGRESS';
      look++
    ) {
      await world.clock.sleep(10_000);
      const answer = await kubectl('get nodes');
      if (answer.exitCode !== 0) continue;
      const { items } = await json('nodes');
      seen.add(`${items.length} nodes, ${items.filter(isReady).length} ready`);
      const pods = (await json('pods -A')).items;
      if (pods.some(({ status }) => status.phase === 'Pending')) seen.add('pending pods');
    }
    expect(cluster(world, 'capi-new').status).toBe('CREATE_COMPLETE');
    expect([...seen]).toEqual(
      expect.arrayContaining([
        '1 nodes, 0 ready',
        '1 nodes, 1 ready',
        '3 nodes, 3 ready',
        'pending pods',
      ]),
    );
    const pods = (await json('pods -A')).items;
    expect(pods.filter((pod) => !isReady(pod))).toEqual([]);
    expect(pods.length).toBeGreaterThan(30);
  });

  it('stays without a ready node when its network is one that the chart does not have', async () => {
    const { world } = await workloadWorld();
    for (const template of world.model.magnum.templates) template.networkDriver = 'flannel';
    await create(world, 'capi-new');
    await world.clock.sleep(20 * minute);
    const { json } = worldOf(world, 'capi-new');
    const nodes = (await json('nodes')).items;
    expect(nodes).toHaveLength(3);
    expect(nodes.some(isReady)).toBe(false);
    expect(nodes[0]?.status.conditions.find(({ type }) => type === 'Ready')?.message).toContain(
      'cni plugin not initialized',
    );
    const dns = (await json('pods -n kube-system -l k8s-app=kube-dns')).items;
    expect(dns.map(({ status }) => status.phase)).toEqual(['Pending', 'Pending']);
    expect(cluster(world, 'capi-new').status).toBe('CREATE_IN_PROGRESS');
  });

  it('keeps the taint of Cluster API while the management cluster is down', async () => {
    const { world } = await workloadWorld();
    await create(world, 'capi-new');
    const { json } = worldOf(world, 'capi-new');
    const { stackId } = cluster(world, 'capi-new');
    const workers = () =>
      world.model.compute.servers.filter(
        ({ machine }) => machine?.cluster === stackId && machine.role === 'worker',
      );
    for (let look = 0; look < 200 && workers().length === 0; look++) await world.clock.sleep(5_000);
    Object.assign(world.model.mgmt, { vmStatus: 'SHUTOFF', activeAt: 0 });
    await world.clock.sleep(5 * minute);
    const tainted = async () =>
      (await json('nodes')).items.filter(({ spec }) =>
        spec.taints?.some(({ key }) => key === 'node.cluster.x-k8s.io/uninitialized'),
      );
    expect(await tainted()).toHaveLength(2);
    expect((await tainted()).every(isReady)).toBe(true);
    const metrics = async () =>
      (await json('pods -n kube-system -l app.kubernetes.io/name=metrics-server')).items;
    const [pending] = await metrics();
    expect(pending?.status).toMatchObject({ phase: 'Pending' });
    expect(pending?.status.conditions[0]?.message).toContain(
      '2 node(s) had untolerated taint {node.cluster.x-k8s.io/uninitialized: }',
    );
    await tenant(world, 'server start capi-mgmt-v2');
    await world.clock.sleep(2 * minute);
    expect(await tainted()).toEqual([]);
    expect((await metrics()).every(isReady)).toBe(true);
  });
});
