import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bench, found } from './phase-08-bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => {
  bench.remove();
});

const stack = found['stack_id'] ?? '';
const ns = `magnum-${found['capi_pid'] ?? ''}`;
const noRight = 'The request you have made requires authentication. (HTTP 401)';

describe('the cluster on its way', () => {
  const cluster = (fields: object) =>
    bench.answers('openstack', { 'coe cluster show': { uuid: found['cluster_uuid'], ...fields } });

  it.each([
    ['', 1, 'Cluster capi-test-1 could not be found (HTTP 404)', 'yes'],
    ['{"uuid":"x","status":"CREATE_COMPLETE"}', 0, '', 'no'],
    ['', 1, noRight, 'could-not-tell'],
    ['', 1, 'Multiple clusters exist with same name (HTTP 409)', 'could-not-tell'],
  ])('may be ordered when its name answers %j, %s, %j: %s', (out, status, error, answer) => {
    bench.program('openstack', `printf '%s' '${out}'; echo '${error}' >&2; exit ${status}`);
    expect(bench.run('8.1/1').answer).toBe(answer);
  });

  it.each([
    [{ status: 'CREATE_IN_PROGRESS', stack_id: stack }, 'yes'],
    [{ status: 'CREATE_IN_PROGRESS', cluster_id: stack }, 'yes'],
    [{ status: 'CREATE_IN_PROGRESS', stack_id: null }, 'no'],
    [{ status: 'CREATE_IN_PROGRESS', stack_id: 'capi-test-1' }, 'could-not-tell'],
  ])('is known by two names: %j, %s', (fields, answer) => {
    cluster(fields);
    expect(bench.run('8.1/3').answer).toBe(answer);
  });

  it.each([
    ['CREATE_COMPLETE', 'yes'],
    ['CREATE_IN_PROGRESS', 'no'],
    ['CREATE_FAILED', 'no'],
    ['DELETE_IN_PROGRESS', 'could-not-tell'],
  ])('that is %s is complete: %s', (status, answer) => {
    cluster({ status, status_reason: null });
    expect(bench.run('8.2/1').answer).toBe(answer);
  });

  const balancer = (name: string, provisioning: string) => ({
    id: found['api_lb_id'],
    name,
    vip_address: '10.20.16.144',
    provisioning_status: provisioning,
  });
  const api = `k8s-clusterapi-cluster-${ns}-${stack}-kubeapi`;

  it.each([
    [[balancer('other', 'ERROR'), balancer(api, 'ACTIVE')], 'yes'],
    [[balancer(api, 'PENDING_CREATE')], 'no'],
    [[balancer('other', 'ACTIVE')], 'no'],
    [[], 'no'],
    [[balancer(api, 'ACTIVE'), balancer(api, 'ACTIVE')], 'could-not-tell'],
  ])('has one load balancer of its name: %j, %s', (list, answer) => {
    bench.answers('openstack', { 'loadbalancer list': list });
    expect(bench.run('8.2/2').answer).toBe(answer);
  });

  const well = { master_count: 1, node_count: 2, api_address: 'https://10.12.7.180:6443' };

  it.each([
    [{ status: 'CREATE_COMPLETE', health_status: 'HEALTHY', ...well }, 'yes'],
    [{ status: 'CREATE_IN_PROGRESS', health_status: null, api_address: null }, 'no'],
    [{ status: 'CREATE_COMPLETE', health_status: 'UNHEALTHY', ...well }, 'no'],
    [
      { status: 'CREATE_COMPLETE', health_status: 'HEALTHY', ...well, node_count: 1 },
      'could-not-tell',
    ],
  ])('is healthy and of the size that was ordered: %j, %s', (fields, answer) => {
    cluster({ health_status_reason: { infrastructure: 'Ready' }, ...fields });
    expect(bench.run('8.2/3').answer).toBe(answer);
  });
});

describe('the kubeconfig of the cluster', () => {
  const config = (server: string) =>
    bench.program(
      'openstack',
      `[ "$4" = --force ] && printf 'clusters:\\n- cluster:\\n    server: ${server}\\n    key: SECRET\\n' >"$6/config"
       echo "export KUBECONFIG=$6/config"`,
    );

  it('is for this user alone, and shows nothing of itself', () => {
    config('https://10.12.7.180:6443');
    const ran = bench.run('8.3/1');
    expect(ran).toMatchObject({ answer: 'yes', stdout: 'WRITTEN 600 https://10.12.7.180:6443\n' });
    expect([bench.mode('capi-test-1/config'), bench.mode('capi-test-1')]).toEqual(['600', '700']);
    expect(ran.stdout + ran.stderr).not.toContain('SECRET');
  });

  it('is not put in the place of another when it speaks to another address, or does not come', () => {
    bench.write('capi-test-1/config', 'the one before');
    config('https://10.12.7.99:6443');
    expect(bench.run('8.3/1')).toMatchObject({ answer: 'no', status: 1 });
    bench.program('openstack', `echo '${noRight}' >&2; exit 1`);
    expect(bench.run('8.3/1')).toMatchObject({ answer: 'could-not-tell', status: 2 });
    expect(bench.read('home/capi-test-1/config')).toBe('the one before');
  });

  it('comes from the management cluster by the other way, as careful', () => {
    const text = '    server: https://10.12.7.180:6443\n    key: SECRET\n';
    const value = Buffer.from(text).toString('base64');
    bench.answers('kubectl', { [`-n ${ns} get secret ${stack}-kubeconfig`]: { data: { value } } });
    expect(bench.run('8.3/2')).toMatchObject({ answer: 'yes' });
    expect(bench.read('home/capi-test-1/config')).toBe(text);
    expect(bench.mode('capi-test-1/config')).toBe('600');
    bench.answers('kubectl', { 'get secret': { data: {} } });
    expect(bench.run('8.3/2')).toMatchObject({ answer: 'no', status: 2 });
  });
});

const node = (
  role: object,
  { ready = 'True', version = 'v1.34.8', taints = [] as object[] } = {},
) => ({
  metadata: { labels: role },
  spec: { taints },
  status: { conditions: [{ type: 'Ready', status: ready }], nodeInfo: { kubeletVersion: version } },
});
const master = { 'node-role.kubernetes.io/control-plane': '' };
const uninitialized = [{ key: 'node.cluster.x-k8s.io/uninitialized', effect: 'NoSchedule' }];
const pod = (
  name: string,
  { ready = 'True', phase = 'Running', restarts = 0, waiting = false } = {},
) => ({
  metadata: { name, namespace: 'n' },
  status: {
    phase,
    conditions: [{ type: 'Ready', status: ready }],
    containerStatuses: [
      { restartCount: restarts, state: waiting ? { waiting: { reason: 'x' } } : { running: {} } },
    ],
  },
});

describe('the inside of the cluster', () => {
  it.each([
    [[node(master), node({}), node({})], 'yes'],
    [[node(master), node({})], 'no'],
    [[node(master), node({}), node({}, { ready: 'False' })], 'no'],
    [[node(master), node({}), node({}, { version: 'v1.32.13' })], 'no'],
    [[node(master), node({}), node({}, { taints: uninitialized })], 'no'],
    [[], 'no'],
  ])('has the nodes: case %#, %s', (items, answer) => {
    bench.answers('kubectl', { 'get nodes': { items } });
    expect(bench.run('8.3/4').answer).toBe(answer);
  });

  it.each([
    [[pod('tigera-operator-a'), pod('calico-node-a'), pod('calico-node-b')], 'yes'],
    [[pod('tigera-operator-a'), pod('calico-node-a')], 'no'],
    [
      [pod('tigera-operator-a'), pod('calico-node-a'), pod('calico-node-b', { ready: 'False' })],
      'no',
    ],
    [[], 'no'],
  ])('has Calico on each node: case %#, %s', (pods, answer) => {
    const nodes = { items: [node(master), node({})] };
    bench.answers('kubectl', { 'get nodes': nodes, 'get pods -A': { items: pods } });
    expect(bench.run('8.3/5').answer).toBe(answer);
  });

  const parts = [
    'openstack-cloud-controller-manager-a',
    'openstack-cinder-csi-nodeplugin-a',
    'coredns-a',
  ];

  it.each([
    [parts.map((name) => pod(name)), 'yes'],
    [parts.slice(1).map((name) => pod(name)), 'no'],
    [parts.map((name, index) => pod(name, { ready: index === 2 ? 'False' : 'True' })), 'no'],
  ])('has its controllers: case %#, %s', (items, answer) => {
    bench.answers('kubectl', { 'get pods -A': { items } });
    expect(bench.run('8.3/6').answer).toBe(answer);
  });

  it('counts restarts twice, a minute apart, of the cloud controller alone', () => {
    const after = (restarts: number) =>
      JSON.stringify({
        items: [pod('openstack-cloud-controller-manager-a', { restarts }), pod('x')],
      });
    const ccm = (first: number, second: number) =>
      bench.program(
        'kubectl',
        `if [ -e '${bench.root}/slept' ]; then echo '${after(second)}'; else echo '${after(first)}'; fi`,
      );
    ccm(3, 3);
    expect(bench.run('8.3/7')).toMatchObject({ answer: 'yes' });
    expect(bench.read('slept')).toBe('60\n');
    bench.remove();
    bench = new Bench();
    ccm(3, 4);
    expect(bench.run('8.3/7')).toMatchObject({ answer: 'no' });
    bench.answers('kubectl', { 'get pods': { items: [pod('x')] } });
    expect(bench.run('8.3/7')).toMatchObject({ answer: 'could-not-tell', status: 2 });
  });

  it.each([
    [[pod('a'), pod('b', { phase: 'Succeeded' })], 'yes'],
    [[pod('a', { waiting: true })], 'no'],
    [[pod('a', { phase: 'Pending' })], 'no'],
    [[], 'could-not-tell'],
  ])('has nothing that hangs: case %#, %s', (items, answer) => {
    bench.answers('kubectl', { 'get pods -A': { items } });
    expect(bench.run('8.3/8').answer).toBe(answer);
  });
});
