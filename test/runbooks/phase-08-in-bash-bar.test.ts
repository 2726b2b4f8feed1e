import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bench, found } from './phase-08-bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => {
  bench.remove();
});

const stack = found['stuck_cluster'] ?? '';
const pid = found['capi_pid'] ?? '';
const lb = found['api_lb_id'] ?? '';

describe('D-011.1, every charm at rest', () => {
  const unit = (workload: string, agent = 'idle', subordinates?: object) => ({
    'workload-status': { current: workload },
    'juju-status': { current: agent },
    ...(subordinates === undefined ? {} : { subordinates }),
  });

  it.each([
    [{ 'a/0': unit('active'), 'b/0': unit('active', 'idle', { 'c/0': unit('active') }) }, 'yes'],
    [{ 'a/0': unit('blocked') }, 'no'],
    [{ 'a/0': unit('active', 'executing') }, 'no'],
    [{ 'a/0': unit('active', 'idle', { 'c/0': unit('blocked') }) }, 'no'],
    [{}, 'could-not-tell'],
  ])('reads units and their subordinates: case %#, %s', (units, answer) => {
    bench.answers('juju', { status: { applications: { a: { units }, subordinate: {} } } });
    expect(bench.run('8.4.1/1').answer).toBe(answer);
  });

  it('names the one that is not', () => {
    const units = { 'octavia/0': unit('blocked') };
    bench.answers('juju', { status: { applications: { octavia: { units } } } });
    expect(bench.run('8.4.1/1').stdout).toContain('octavia/0');
  });
});

describe('D-011.2 and .3, the core APIs', () => {
  const answering = (codes: string) =>
    bench.program('curl', `echo "$*" >>'${bench.root}/asked'; case "$*" in ${codes} esac`);

  it('are asked with the certificate of the root CA, all eleven', () => {
    answering(
      '*:9311*) printf 401 ;; *:443/*) printf 302 ;; *:5000*) printf 300 ;; *) printf 200 ;;',
    );
    expect(bench.run('8.4.2/1').answer).toBe('yes');
    const asked = bench.read('asked')?.trim().split('\n') ?? [];
    expect(asked).toHaveLength(11);
    expect(asked.filter((line) => !line.includes(`--cacert ${bench.home}/vault-ca.pem`))).toEqual(
      [],
    );
    expect(asked.filter((line) => /(^| )-[a-zA-Z]*k/.test(line))).toEqual([]);
  });

  it.each([
    '*:9876*) printf 503 ;; *) printf 200 ;;',
    '*:9876*) printf 000; exit 60 ;; *) printf 200 ;;',
  ])('fail when one of them answers %s', (codes) => {
    answering(codes);
    const ran = bench.run('8.4.2/1');
    expect(ran.answer).toBe('no');
    expect(ran.stdout).toMatch(/^10\.12\.4\.57:9876 (503|000)$/m);
  });

  it('can not be judged without the certificate', () => {
    bench.write('admin-openrc', 'export OS_PROJECT_NAME=admin\n');
    expect(bench.run('8.4.2/1').answer).toBe('could-not-tell');
  });

  it.each([
    ['echo VIP-OK', 'yes'],
    ['echo VIP-FAIL', 'no'],
    ['echo "Permission denied (publickey)." >&2; exit 255', 'could-not-tell'],
  ])('are tried from a tenant: %s, %s', (script, answer) => {
    bench.program('ssh', script);
    expect(bench.run('8.4.3/1').answer).toBe(answer);
  });

  it('are really tried by what is sent there', () => {
    bench.program('ssh', 'exec bash -c "${!#}"');
    expect(bench.run('8.4.3/1', {}, { 'keystone-vip': '127.0.0.1' }).answer).toBe('no');
  });
});

describe('D-011.4, load balancers', () => {
  const served = (pods: number | undefined, ip: string | undefined) =>
    bench.answers('kubectl', {
      'get deployment rr': { status: pods === undefined ? {} : { readyReplicas: pods } },
      'get service rr': { status: { loadBalancer: ip === undefined ? {} : { ingress: [{ ip }] } } },
    });

  it.each([
    [2, '10.12.7.190', 'yes'],
    [1, '10.12.7.190', 'no'],
    [undefined, undefined, 'no'],
    [2, undefined, 'no'],
  ])('have %s pods and the address %s: %s', (pods, ip, answer) => {
    served(pods, ip);
    expect(bench.run('8.4.4/2').answer).toBe(answer);
  });

  it.each([
    ['echo "rr-$((RANDOM % 2))"', 'yes'],
    ['echo rr-0', 'no'],
    ['exit 28', 'no'],
    [`echo x >>here; [ $(wc -l <here) -le 19 ] && echo "rr-$((RANDOM % 2))" || exit 22`, 'no'],
  ])('spread what is asked: %s, %s', (script, answer) => {
    bench.program('curl', script);
    expect(bench.run('8.4.4/3').answer).toBe(answer);
  });

  it('are asked for once, and once more without harm', () => {
    const kubectl = (made: string) =>
      bench.program('kubectl', `echo "$1" >>'${bench.root}/did'; [ "$1" != get ] || { ${made}; }`);
    kubectl('[ "$2" = service ] && echo service/rr || echo deployment.apps/rr');
    expect(bench.run('8.4.4/1').answer).toBe('yes');
    expect(bench.read('did')).not.toMatch(/create|expose/);
    kubectl('exit 1');
    expect(bench.run('8.4.4/1').answer).not.toBe('yes');
    expect(bench.read('did')).toMatch(/create[\s\S]*expose/);
  });

  const host = (mb: number, used: number, cpus = 8, state = 'up') => ({
    'Hypervisor Hostname': 'h',
    State: state,
    'Memory MB': mb,
    'Memory MB Used': used,
    vCPUs: cpus,
    'vCPUs Used': 8,
  });

  it.each([
    [[host(32768, 48128), host(32768, 49152)], 'yes'],
    [[host(32768, 48129)], 'no'],
    [[host(32768, 8192, 4)], 'no'],
    [[host(32768, 8192, 8, 'down')], 'no'],
    [[], 'no'],
  ])('have room for one more amphora: case %#, %s', (hosts, answer) => {
    bench.answers('openstack', { 'hypervisor list': hosts });
    expect(bench.run('8.4.4/6').answer).toBe(answer);
  });

  const state = (provisioning: string, operating: string, amphora: string | undefined) =>
    bench.answers('openstack', {
      'loadbalancer show': { provisioning_status: provisioning, operating_status: operating },
      [`amphora list -f json --loadbalancer ${lb}`]:
        amphora === undefined ? [] : [{ id: amphora, status: 'ALLOCATED' }],
    });
  const [before, after] = [found['old_amphora'], found['new_amphora']];

  it.each([
    ['ACTIVE', 'ONLINE', before, 'yes'],
    ['ERROR', 'ONLINE', before, 'yes'],
    ['PENDING_UPDATE', 'ONLINE', before, 'no'],
    ['ACTIVE', 'OFFLINE', before, 'no'],
    ['ACTIVE', 'ONLINE', undefined, 'no'],
  ])(
    'may be failed over when %s and %s with %s: %s',
    (provisioning, operating, amphora, answer) => {
      state(provisioning, operating, amphora);
      expect(bench.run('8.4.4/7').answer).toBe(answer);
    },
  );

  it.each([
    ['ACTIVE', 'ONLINE', after, 'yes'],
    ['PENDING_UPDATE', 'ONLINE', after, 'no'],
    ['ERROR', 'ONLINE', undefined, 'no'],
    ['ACTIVE', 'ONLINE', before, 'no'],
  ])('are back when %s and %s with %s: %s', (provisioning, operating, amphora, answer) => {
    state(provisioning, operating, amphora);
    expect(bench.run('8.4.4/9').answer).toBe(answer);
  });
});

describe('the way out of a stuck deletion', () => {
  const object = (name: string, deleting: boolean) => ({
    metadata: { name, finalizers: ['f'], ...(deleting ? { deletionTimestamp: 'then' } : {}) },
  });

  it.each([
    [[object(stack, true), object('capi-other-abcdefghijkl', false)], 'yes'],
    [[object(stack, true), object('capi-other-abcdefghijkl', true)], 'no'],
    [[object(stack, false)], 'no'],
    [[], 'no'],
  ])('reads the one that hangs off the live list: case %#, %s', (items, answer) => {
    bench.answers('kubectl', { [`-n magnum-${pid} get openstackcluster`]: { items } });
    const ran = bench.run('8.5/8');
    expect(ran.answer).toBe(answer);
    if (answer === 'yes') expect(ran.captured).toEqual({ stuck_cluster: stack });
  });

  it('lets go of exactly that one, and of nothing that is not in deletion', () => {
    const kubectl = (deleting: boolean, said: string) =>
      bench.program(
        'kubectl',
        `echo "$KUBECONFIG" >>'${bench.root}/spoke-to'
         case "$*" in *get*) echo '${JSON.stringify({ items: [object(stack, deleting)] })}' ;;
         *'patch openstackcluster ${stack} '*) echo x >>'${bench.root}/patched'; echo '${said}' ;; esac`,
      );
    kubectl(false, 'patched');
    expect(bench.run('8.5/3')).toMatchObject({ answer: 'no', status: 1 });
    expect(bench.read('patched')).toBeUndefined();
    kubectl(true, 'patched (no change)');
    expect(bench.run('8.5/3').answer).toBe('no');
    kubectl(true, 'patched');
    expect(bench.run('8.5/3').answer).toBe('yes');
    expect(new Set(bench.read('spoke-to')?.trim().split('\n'))).toEqual(
      new Set([`${bench.home}/capi-mgmt.kubeconfig`]),
    );
  });

  it('deletes what belongs to it and leaves what belongs to another', () => {
    const mine = { id: 'lb-1', name: `k8s-clusterapi-cluster-magnum-${pid}-${stack}-kubeapi` };
    const other = {
      id: 'lb-2',
      name: `k8s-clusterapi-cluster-magnum-${pid}-capi-o-abcdefghijkl-kubeapi`,
    };
    bench.program(
      'openstack',
      `echo "$*" >>'${bench.root}/did'
       case "$*" in
       'loadbalancer list'*) [ -e '${bench.root}/gone' ] && echo '${JSON.stringify([other])}' ||
         echo '${JSON.stringify([mine, other])}' ;;
       'loadbalancer show'*) echo '{"vip_port_id":"port-1"}' ;;
       'floating ip list'*'--port port-1'*) echo '[{"ID":"fip-1"}]' ;;
       'loadbalancer delete'*) touch '${bench.root}/gone' ;; esac`,
    );
    const ran = bench.run('8.5/4');
    expect(ran.answer).toBe('yes');
    expect(ran.stdout).toMatch(/^load balancer lb-1 /m);
    const deleted = bench
      .read('did')
      ?.split('\n')
      .filter((line) => line.includes('delete'));
    expect(deleted).toEqual(['loadbalancer delete --cascade lb-1', 'floating ip delete fip-1']);
  });

  it('deletes router, subnet, network and groups in the order that lets them go', () => {
    const name = `k8s-clusterapi-cluster-magnum-${pid}-${stack}`;
    const group = `k8s-cluster-magnum-${pid}-${stack}-secgroup-worker`;
    const list = (id: string, called: string) =>
      JSON.stringify([
        { ID: id, Name: called },
        { ID: 'other', Name: 'default' },
      ]);
    bench.program(
      'openstack',
      `echo "$*" >>'${bench.root}/did'
       case "$*" in 'router list'*) echo '${list('r', name)}' ;; 'subnet list'*) echo '${list('s', name)}' ;;
       'network list'*) echo '${list('n', name)}' ;; 'security group list'*) echo '${list('g', group)}' ;; esac`,
    );
    expect(bench.run('8.5/6').answer).toBe('yes');
    const did = bench
      .read('did')
      ?.trim()
      .split('\n')
      .filter((line) => !line.includes(' list'));
    expect(did).toEqual([
      'router remove subnet r s',
      'router unset --external-gateway r',
      'router delete r',
      'subnet delete s',
      'network delete n',
      'security group delete g',
    ]);
  });

  it('takes no name that Cluster API could not have given', () => {
    for (const id of ['8.5/4', '8.5/5', '8.5/6'])
      expect(bench.run(id, { stuck_cluster: 'capi-test-1' })).toMatchObject({
        status: 2,
        stdout: '',
      });
  });

  it.each([
    ['', 1, 'Cluster x could not be found (HTTP 404)', 'yes'],
    ['{"status":"DELETE_IN_PROGRESS"}', 0, '', 'no'],
    ['{"status":"DELETE_FAILED"}', 0, '', 'no'],
    ['', 1, 'The request you have made requires authentication. (HTTP 401)', 'could-not-tell'],
    ['', 1, 'Internal error (HTTP 500)', 'could-not-tell'],
  ])('ends when the cluster is gone: %j, %s, %j, %s', (out, status, error, answer) => {
    bench.program('openstack', `printf '%s' '${out}'; echo '${error}' >&2; exit ${status}`);
    expect(bench.run('8.5/2').answer).toBe(answer);
  });
});
