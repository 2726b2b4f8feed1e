import { describe, expect, it } from 'vitest';
import { deadIn } from '../../src/steps/dead-uses.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { phase07File, phase07Text } from './phase-07-document.ts';
import { TrainingWalk } from './training-walk.ts';

const runbook = readRunbook(phase07Text(), phase07File);

describe('phase 07 in the simulated cloud', () => {
  it('passes to its end on a fresh deploy and leaves to phase 08 what needs a cluster', async () => {
    const walk = await TrainingWalk.begin(runbook, 'fresh deploy');
    expect(await walk.onward()).toBeUndefined();
    expect(walk.deferred).toEqual([
      '7.8/6',
      ...[1, 2, 3, 4, 5, 6].map((number) => `7.9/${number}`),
    ]);
  });

  it('passes to its end on a cloud that has a cluster, whose health it turns', async () => {
    const walk = await TrainingWalk.begin(runbook, 'existing-cluster graft');
    const health = () => walk.world.model.magnum.clusters[0]?.healthStatus;
    expect(health()).toBe('UNHEALTHY');
    expect(await walk.onward()).toBeUndefined();
    expect(walk.deferred).toEqual([]);
    expect(health()).toBe('HEALTHY');
    expect(walk.world.model.magnum.clusters.map(({ name }) => name)).toEqual(['capi-test-1']);
  });

  it('passes a second time over a cloud that it has changed already', async () => {
    const walk = await TrainingWalk.begin(runbook, 'fresh deploy');
    await walk.onward();
    expect(await walk.onward()).toBeUndefined();
    expect(walk.seen.findLast(({ block }) => block === '7.4/2')?.stdout).toContain('SNAPSHOT kept');
    expect(walk.seen.findLast(({ block }) => block === '7.4/4')?.stdout).toContain('ALREADY');
    expect(walk.seen.findLast(({ block }) => block === '7.7/1')?.stdout).toContain('PRESENT');
  });

  it('prints no secret: neither a password nor a key nor a token', async () => {
    const walk = await TrainingWalk.begin(runbook, 'existing-cluster graft');
    await walk.onward();
    const printed = walk.seen.map(({ stdout, stderr }) => stdout + stderr).join('\n');
    const { users } = walk.world.model.keystone;
    const secrets = [
      ...users.map(({ password }) => password),
      'client-key-data',
      'PRIVATE KEY',
      'gAAAAA',
    ];
    expect(secrets.filter((secret) => secret !== '' && printed.includes(secret))).toEqual([]);
  });
});

describe('phase 07 in a broken cloud', () => {
  /** Fault, the block that stops the walk, the answer of its first gate that does not hold. */
  const stops: readonly (readonly [string, string, 'no' | 'could-not-tell', string])[] = [
    ['old-driver', '7.4/7', 'no', '1.3.0'],
    ['old-driver-index', '7.4/6', 'no', '1.4.0'],
    ['no-config-dir', '7.7/3', 'no', '--log-file'],
    ['empty-kubeconfig', 'prerequisites/1', 'no', 'capi-mgmt.kubeconfig'],
    ['truncated-transfer', '7.2/3', 'no', 'REFUSED: hash'],
    ['helm-local-only', '7.4/5', 'no', ''],
    ['no-trustee-domain', '7.0/2', 'no', "No domain with a name or ID of 'magnum' exists."],
    ['mgmt-vm-off', 'prerequisites/6', 'no', 'Unable to connect'],
    ['tcp-blocked', '7.1/2', 'no', 'TCP-FAIL'],
    ['macaroon-expired', 'prerequisites/3', 'no', 'cannot get discharge'],
    ['no-egress', '7.4/3', 'no', 'pypi:000'],
    ['bad-helm-checksum', '7.4/4', 'no', 'CHECKSUM MISMATCH'],
    ['v1beta2-only', '7.3/1', 'no', 'cluster.x-k8s.io/v1beta2'],
    ['services-flap', '7.8/2', 'no', ''],
    ['keystone-401', '7.0/2', 'could-not-tell', 'HTTP 401'],
    ['duplicate-conductor-row', '7.0/4', 'could-not-tell', 'juju-8d21f0-1-lxd-9'],
  ];

  it.each(stops)('%s stops at %s with %s', async (fault, block, answer, says) => {
    const walk = await TrainingWalk.begin(runbook, 'fresh deploy', [fault]);
    const stopped = await walk.onward();
    expect(stopped).toMatchObject({ block });
    expect(stopped?.verdicts.find((verdict) => verdict.answer !== 'yes')).toMatchObject({ answer });
    expect(`${stopped?.stdout ?? ''}${stopped?.stderr ?? ''}`).toContain(says);
  });

  it('goes on by the fallback when 6443 is shut, and only for a measured address', async () => {
    const walk = await TrainingWalk.begin(runbook, 'fresh deploy', ['tcp-blocked']);
    await walk.onward();
    await expect(walk.run('7.1/3')).rejects.toThrow('lacks conductor_src');
    walk.literals['conductor-src'] = 'the conductor';
    expect(await walk.run('7.1/3')).toMatchObject({ passed: false, status: 2 });
    // Where it lived once no block may say, and so none is asked.
    expect(deadIn('10.12.4.76', runbook.dead)?.why).toContain('D-052');
    walk.literals['conductor-src'] = '10.12.12.107';
    expect(await walk.run('7.1/3')).toMatchObject({ passed: true });
    expect(await walk.run('7.1/3')).toMatchObject({ passed: false, status: 1 });
    expect(await walk.onward('7.1/2')).toBeUndefined();
  });

  it('ends on 1.3.0, and is not accepted, when the health does not clear', async () => {
    const walk = await TrainingWalk.begin(runbook, 'existing-cluster graft', [
      'health-stuck-unhealthy',
    ]);
    expect(await walk.onward()).toMatchObject({ block: '7.8/6', looks: 10 });
    for (const block of [1, 2, 3, 4]) {
      expect(await walk.run(`rollback/${block}`)).toMatchObject({ passed: true });
    }
    expect(await walk.run('exit-gate/1')).toMatchObject({ passed: false });
  });

  it('names a file of runbook 05 that comes back after it was looked for', async () => {
    const walk = await TrainingWalk.begin(runbook, 'fresh deploy');
    expect(await walk.run('7.3b/1')).toMatchObject({ passed: true });
    walk.world.hosts
      .get('magnum/0')
      ?.files.write('/etc/magnum/magnum.conf.d/99-capi.conf', '[DEFAULT]\n');
    expect(await walk.run('7.4/1')).toMatchObject({ passed: false });
  });
});

describe('phase 07 on a unit that runbook 05 was walked on', () => {
  const settings = '/etc/magnum/magnum.conf.d/99-capi.conf';
  const overrides = ['conductor', 'api'].map(
    (name) => `/etc/systemd/system/magnum-${name}.service.d/override.conf`,
  );

  it.each(['fresh deploy', 'existing-cluster graft'] as const)(
    'finds it, takes it away and passes to its end: %s',
    async (route) => {
      const walk = await TrainingWalk.begin(runbook, route, ['runbook-05-residue']);
      const files = walk.world.hosts.get('magnum/0')?.files;
      const left = [...overrides, settings].map((file) => files?.read(file));
      const stopped = await walk.onward();
      expect(stopped).toMatchObject({ block: '7.3b/1', status: 0, verdicts: [{ answer: 'no' }] });
      expect(stopped?.stdout.trim().split('\n')).toEqual([
        'left over: systemd starts magnum-conductor past its init script',
        `left over: ${overrides[0] ?? ''}`,
        'left over: systemd starts magnum-api past its init script',
        `left over: ${overrides[1] ?? ''}`,
        `left over: ${settings}`,
        'left over: driver 1.1.0',
        'RESIDUE',
      ]);
      const running = () =>
        walk.world.hosts.get('magnum/0')?.services.get('magnum-conductor')?.args;
      const before = running();
      expect(await walk.run('7.3b/2')).toMatchObject({ passed: true });
      // Kept beside, byte for byte; and nothing was restarted.
      expect([...overrides, settings].map((file) => files?.read(file))).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      expect([...overrides, settings].map((file) => files?.read(`${file}.runbook-05`))).toEqual(
        left,
      );
      expect(running()).toEqual(before);
      expect(await walk.onward('7.3b/1')).toBeUndefined();
      expect(running()?.[0]).toContain('--config-dir /etc/magnum/magnum.conf.d --log-file=');
    },
  );

  it('is refused where it is not mended, and by the restart at the latest', async () => {
    const walk = await TrainingWalk.begin(runbook, 'existing-cluster graft', [
      'runbook-05-residue',
    ]);
    await walk.onward();
    expect(await walk.onward('7.4/1')).toMatchObject({ block: '7.4/1' });
    expect(await walk.onward('7.4/2')).toMatchObject({ block: '7.8/3' });
  });

  it('takes one thing away as well as all, and keeps what an earlier turn kept', async () => {
    const walk = await TrainingWalk.begin(runbook, 'fresh deploy');
    const unit = walk.world.hosts.get('magnum/0');
    for (const text of ['first\n', 'second\n']) {
      unit?.files.write(settings, text);
      expect(await walk.run('7.3b/1')).toMatchObject({ passed: false });
      expect(await walk.run('7.3b/2')).toMatchObject({ passed: true });
      expect(await walk.run('7.3b/1')).toMatchObject({ passed: true });
    }
    expect(unit?.files.read(`${settings}.runbook-05`)).toBe('first\n');
    expect(unit?.files.read(`${settings}.runbook-05-2`)).toBe('second\n');
  });

  it('finds the folder twice in /etc/default, and a line that is not ours', async () => {
    const ours = 'DAEMON_ARGS="$DAEMON_ARGS --config-dir /etc/magnum/magnum.conf.d"\n';
    const walk = await TrainingWalk.begin(runbook, 'fresh deploy');
    const file = '/etc/default/magnum-api';
    const unit = walk.world.hosts.get('magnum/0');
    unit?.files.write(file, `USE_SYSLOG=no\n${ours}`);
    expect(await walk.run('7.3b/1')).toMatchObject({ passed: true });
    for (const text of [
      `USE_SYSLOG=no\n${ours}${ours}`,
      'USE_SYSLOG=no\nDAEMON_ARGS="--config-dir=/etc/magnum/magnum.conf.d"\n',
    ]) {
      unit?.files.write(file, text);
      const seen = await walk.run('7.3b/1');
      expect(seen).toMatchObject({ passed: false });
      expect(seen.stdout).toContain(`left over: --config-dir in ${file}`);
      expect(await walk.run('7.3b/2')).toMatchObject({ passed: true });
      expect(unit?.files.read(file)).toBe('USE_SYSLOG=no\n');
      expect(await walk.run('7.3b/1')).toMatchObject({ passed: true });
    }
    expect(unit?.files.read(`${file}.runbook-05`)).toContain(ours + ours);
  });

  it('can not tell of a unit on which it may not look', async () => {
    const walk = await TrainingWalk.begin(runbook, 'fresh deploy');
    const unit = walk.world.hosts.get('magnum/0');
    unit?.services.delete('magnum-api');
    expect(await walk.run('7.3b/1')).toMatchObject({
      passed: false,
      status: 2,
      verdicts: [{ answer: 'could-not-tell' }],
    });
    unit?.files.remove('/etc/magnum');
    expect(await walk.run('7.3b/1')).toMatchObject({
      status: 2,
      verdicts: [{ answer: 'could-not-tell' }],
    });
  });
});
