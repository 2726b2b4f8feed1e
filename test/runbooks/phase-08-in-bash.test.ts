import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { phase08Blocks } from './phase-08-document.ts';
import { Bench, found } from './phase-08-bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => {
  bench.remove();
});

/** What is judged without asking anybody outside the jumphost, or is done when it was said to be. */
const asksNobody = ['prerequisites/1', 'prerequisites/2', 'exit-gate/1'];

describe('the blocks of phase 08 in a real bash', () => {
  it.each(phase08Blocks)('block $id is correct shell', ({ text }) => {
    const parsed = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
    expect([parsed.stderr, parsed.status]).toEqual(['', 0]);
  });

  it('pass over no failure: when every program is refused a login, not one gate holds', () => {
    bench.all('echo "The request you have made requires authentication. (HTTP 401)" >&2; exit 1');
    const passed = phase08Blocks
      .filter(({ id }) => !asksNobody.includes(id))
      .filter(({ id }) => bench.run(id).answer === 'yes');
    expect(passed.map(({ id }) => id)).toEqual([]);
  }, 180_000);

  it('pass on no empty output, but for two programs whose success is silence', () => {
    bench.all('exit 0');
    const passed = phase08Blocks
      .filter(({ id }) => !asksNobody.includes(id))
      .filter(({ id }) => bench.run(id).answer === 'yes');
    // kubectl says nothing of what is gone already, and a failover is accepted without a word.
    expect(passed.map(({ id }) => id)).toEqual(['8.4.4/4', '8.4.4/8']);
  }, 180_000);

  it('conclude no absence from a failed question', () => {
    bench.all('echo "Unable to establish connection to https://10.12.4.50:5000/v3" >&2; exit 1');
    for (const id of ['prerequisites/5', '8.0/1', '8.0/9', '8.1/1', '8.5/2'])
      expect([id, bench.run(id).answer]).toEqual([id, 'could-not-tell']);
  });
});

describe('the prerequisites', () => {
  it.each([
    ['a file that is there and empty', 'capi-mgmt-net.env', ''],
    ['a file of another kind', 'admin-openrc', ''],
  ])('lack %s', (_what, file, content) => {
    expect(bench.run('prerequisites/1').answer).toBe('yes');
    bench.write(file, content);
    const ran = bench.run('prerequisites/1');
    expect(ran.answer).not.toBe('yes');
    expect(ran.stdout).toContain(`absent, empty or unreadable: ${bench.home}/${file}`);
  });

  it.each([
    ['MGMT_FIP=10.12.7.222', 'yes'],
    ['MGMT_FIP=', 'no'],
    ['MGMT_FIP=10.12.7.999', 'no'],
  ])('take the address from %s: %s', (env, answer) => {
    bench.write('capi-mgmt-net.env', `${env}\n`);
    expect(bench.run('prerequisites/2').answer).toBe(answer);
  });

  it.each([
    ['c', 'yes'],
    ['d', 'no'],
    ['', 'could-not-tell'],
  ] as const)('compare the project of the token: %s, %s', (project, answer) => {
    bench.answers('openstack', {
      'token issue': { project_id: project.repeat(32), user_id: found['creator'] },
    });
    expect(bench.run('prerequisites/6').answer).toBe(answer);
  });

  it.each([
    [['member', 'reader', 'load-balancer_member'], 'yes'],
    [['member', 'reader'], 'no'],
    [['member', 'reader', 'load-balancer_member', 'admin'], 'no'],
    [[], 'no'],
  ] as const)('ask the creator for roles: %j, %s', (roles, answer) => {
    bench.answers('openstack', { 'role assignment list': roles.map((Role) => ({ Role })) });
    expect(bench.run('prerequisites/9').answer).toBe(answer);
  });

  it.each([
    ['ACTIVE', 'yes'],
    ['SHUTOFF', 'no'],
    ['ERROR', 'could-not-tell'],
  ])('find the management VM %s: %s', (status, answer) => {
    bench.answers('openstack', { 'server show': { id: 'x', status } });
    expect(bench.run('prerequisites/10').answer).toBe(answer);
  });

  it('start it, and wait for its API three minutes at most', () => {
    bench.program('openstack', 'exit 0');
    bench.program(
      'kubectl',
      `echo x >>'${bench.root}/asked'; [ $(wc -l <'${bench.root}/asked') -ge 4 ] && echo ok`,
    );
    expect(bench.run('prerequisites/11')).toMatchObject({
      answer: 'yes',
      stdout: 'UP after 4 looks\n',
    });
    bench.program('kubectl', 'exit 1');
    expect(bench.run('prerequisites/11')).toMatchObject({ answer: 'no' });
    expect(bench.read('slept')?.trim().split('\n')).toHaveLength(4 + 18);
  });
});

describe('the image', () => {
  const image = (status: string, kube = 'v1.34.8', os = 'ubuntu') => ({
    'image show': {
      id: found['image_id'],
      status,
      owner: found['capi_pid'],
      visibility: 'shared',
      properties: { kube_version: kube, os_distro: os },
    },
  });

  it.each([
    ['active', 'v1.34.8', 'yes'],
    ['importing', 'v1.34.8', 'yes'],
    ['queued', 'v1.34.8', 'no'],
    ['deactivated', 'v1.34.8', 'no'],
    ['active', 'v1.32.13', 'no'],
    ['invented', 'v1.34.8', 'could-not-tell'],
  ])('%s of version %s: %s', (status, kube, answer) => {
    bench.answers('openstack', image(status, kube));
    expect(bench.run('8.0/1').answer).toBe(answer);
  });

  it('is absent when Glance says so in these words', () => {
    bench.program('openstack', 'echo "No Image found for $5" >&2; exit 1');
    expect(bench.run('8.0/1')).toMatchObject({
      answer: 'yes',
      captured: { image_state: 'ABSENT' },
    });
  });

  it('is fetched once, proven by its sum, and not kept when the sum is another', () => {
    const sums = { 'image-sha512': createHash('sha512').update('an image').digest('hex') };
    const fetch = (body: string) =>
      bench.program(
        'curl',
        `while [ $# -gt 0 ]; do [ "$1" = -o ] && { printf '%s' '${body}' >"$2"; }; shift; done\n` +
          `echo x >>'${bench.root}/fetched'`,
      );
    fetch('something else');
    expect(bench.run('8.0/3')).toMatchObject({ answer: 'no', status: 1 });
    expect(bench.read('home/ubuntu-jammy-kube-v1.34.8.qcow2')).toBeUndefined();
    expect(bench.read('home/ubuntu-jammy-kube-v1.34.8.qcow2.part')).toBeUndefined();
    fetch('an image');
    // The real sum is of several gigabytes: the block is the same with a smaller one.
    expect(bench.run('8.0/3', {}, sums)).toMatchObject({ answer: 'yes' });
    expect(bench.run('8.0/3', {}, sums).stdout).toMatch(/^STAGED already: /);
    expect(bench.read('fetched')?.trim().split('\n')).toHaveLength(2);
    expect(bench.run('8.0/3', { image_state: 'PRESENT' })).toMatchObject({ answer: 'yes' });
  });

  it('is made only where none of its name is there', () => {
    bench.program(
      'openstack',
      `case "$*" in *'image create'*) touch '${bench.root}/made'; exit 0 ;;
       *'image list'*) [ -e '${bench.root}/made' ] && echo '[{"ID":"x"}]' || echo '[]' ;;
       *'image show'*) echo '{"id":"${found['image_id'] ?? ''}","status":"importing","owner":"o"}' ;; esac`,
    );
    expect(bench.run('8.0/4').answer).toBe('yes');
    expect(bench.read('made')).toBe('');
    bench.program('openstack', `case "$*" in *'image create'*) exit 3 ;; *) exit 1 ;; esac`);
    expect(bench.run('8.0/4')).toMatchObject({ answer: 'no', status: 2 });
  });

  it.each([
    ['active', 'yes'],
    ['queued', 'no'],
    ['killed', 'could-not-tell'],
  ])('that is %s is waited for: %s', (status, answer) => {
    bench.answers('openstack', image(status));
    expect(bench.run('8.0/5').answer).toBe(answer);
  });

  it.each([
    ['{"uuid":"x"}', 0, '', 'yes', 'PRESENT'],
    ['', 1, 'ClusterTemplate x could not be found (HTTP 404)', 'yes', 'ABSENT'],
    ['', 1, 'Multiple cluster templates exist with same name (HTTP 409)', 'no', 'SEVERAL'],
    [
      '',
      1,
      'The request you have made requires authentication. (HTTP 401)',
      'could-not-tell',
      undefined,
    ],
    ['', 1, 'No Image found for x', 'could-not-tell', undefined],
  ])('has a template that answers %j (%s, %s): %s', (out, status, error, answer, state) => {
    bench.program('openstack', `printf '%s' '${out}'; echo '${error}' >&2; exit ${status}`);
    expect(bench.run('8.0/9')).toMatchObject({
      answer,
      captured: state === undefined ? {} : { template_state: state },
    });
  });

  it.each([
    ['calico', '10.20.16.0/24', 'yes'],
    ['flannel', '10.20.16.0/24', 'no'],
    ['calico', '10.0.0.0/24', 'no'],
  ])('is told by a template with %s on %s: %s', (network, cidr, answer) => {
    bench.answers('openstack', {
      'template show': {
        uuid: found['template_uuid'],
        image_id: 'ubuntu-jammy-kube-v1.34.8',
        network_driver: network,
        master_lb_enabled: true,
        floating_ip_enabled: true,
        labels: { fixed_subnet_cidr: cidr, octavia_provider: 'amphora' },
      },
    });
    expect(bench.run('8.0/11').answer).toBe(answer);
  });

  it('is removed by its id when it is the one remnant of its name', () => {
    const list = (...statuses: string[]) =>
      bench.program(
        'openstack',
        `case "$*" in *'image list'*) echo '${JSON.stringify(
          statuses.map((Status, index) => ({ ID: `id-${index}`, Status })),
        )}' ;; *'image delete id-0'*) exit 0 ;; *) exit 9 ;; esac`,
      );
    list('queued');
    expect(bench.run('8.0/2')).toMatchObject({ stdout: 'removing id-0\nREMOVED\n', answer: 'yes' });
    for (const statuses of [[], ['active'], ['queued', 'queued']]) {
      list(...statuses);
      expect(bench.run('8.0/2')).toMatchObject({ answer: 'no', status: 1 });
    }
  });
});

describe('the memory that is kept for the hosts', () => {
  const hosts = (...kept: readonly string[]) => {
    const units = Object.fromEntries(kept.map((_, index) => [`nova-compute/${index}`, {}]));
    const status = JSON.stringify({ applications: { 'nova-compute': { units } } });
    const cases = kept.map(
      (line, index) => `*nova-compute/${index}*) printf '[DEFAULT]\\n${line}\\n' ;;`,
    );
    bench.program('juju', `case "$*" in *status*) echo '${status}' ;; ${cases.join(' ')} esac`);
  };

  it.each([
    [['reserved_host_memory_mb = 8192', 'reserved_host_memory_mb=16384\\r'], 'yes'],
    [['reserved_host_memory_mb = 8192', 'reserved_host_memory_mb = 512'], 'no'],
    [['reserved_host_memory_mb = 8192', 'ram_allocation_ratio = 1.5'], 'no'],
    [[], 'could-not-tell'],
  ] as const)('is looked for on each: %j, %s', (kept, answer) => {
    hosts(...kept);
    expect(bench.run('8.0/7').answer).toBe(answer);
  });
});
