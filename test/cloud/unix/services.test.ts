import { describe, expect, it } from 'vitest';
import { liveConfig } from '../../../src/cloud/unix/daemons.ts';
import { talk } from './say.ts';

const before =
  '/usr/bin/magnum-conductor --config-file=/etc/magnum/magnum.conf --log-file=/var/log/magnum/magnum-conductor.log\n';
const after = before.replace('.conf ', '.conf --config-dir /etc/magnum/magnum.conf.d ');
const wire = `echo 'DAEMON_ARGS="$DAEMON_ARGS --config-dir /etc/magnum/magnum.conf.d"' | sudo tee /etc/default/magnum-conductor > /dev/null`;
const folder = 'sudo install -d -m 0755 /etc/magnum/magnum.conf.d';
const live = 'ps -ww -C magnum-conductor -o args=';

describe('the init script', () => {
  it('shows the command line that the files make now', async () => {
    const { unit } = await talk();
    expect((await unit('/etc/init.d/magnum-conductor show-args')).stdout).toBe(before);
    await unit(wire);
    expect((await unit('/etc/init.d/magnum-conductor show-args')).stdout).toBe(after);
    await unit('echo USE_LOGFILE=no | sudo tee /etc/default/openstack');
    expect((await unit('/etc/init.d/magnum-conductor show-args')).stdout).not.toContain(
      '--log-file',
    );
    await unit('sudo rm /usr/bin/magnum-conductor');
    expect(await unit('/etc/init.d/magnum-conductor show-args')).toMatchObject({
      stdout: '',
      exitCode: 0,
    });
  });
});

describe('a service', () => {
  it('keeps the command line and the options that it was started with until it is restarted', async () => {
    const { unit, world } = await talk();
    const host = world.hosts.get('magnum/0');
    if (host === undefined) throw new Error('no magnum/0');
    await unit(
      `${folder}; ${wire}; printf '[capi_helm]\\nkubeconfig_file = /a\\n' | sudo tee /etc/magnum/magnum.conf.d/00-a.conf`,
    );
    await unit(
      `printf '[capi_helm]\\nkubeconfig_file = /b\\n' | sudo tee /etc/magnum/magnum.conf.d/50-b.conf`,
    );
    expect((await unit(live)).stdout).toBe(`/usr/bin/python3 ${before}`.repeat(3));
    expect(liveConfig(host, 'magnum-conductor')).not.toHaveProperty('capi_helm');
    await unit('sudo systemctl restart magnum-conductor');
    expect((await unit(live)).stdout).toBe(`/usr/bin/python3 ${after}`.repeat(3));
    expect(liveConfig(host, 'magnum-conductor')).toMatchObject({
      capi_helm: { kubeconfig_file: '/b' },
      DEFAULT: { debug: 'False' },
    });
    await unit('sudo rm /etc/default/magnum-conductor');
    expect((await unit(live)).stdout).toContain('--config-dir');
  });

  it('is started and stopped by root only, and is gone from ps when it is down', async () => {
    const { unit } = await talk();
    expect(await unit('systemctl stop magnum-api')).toMatchObject({ exitCode: 1 });
    expect((await unit('systemctl is-active magnum-api')).stdout).toBe('active\n');
    expect(
      await unit('sudo systemctl stop magnum-api; systemctl is-active magnum-api'),
    ).toMatchObject({
      stdout: 'inactive\n',
      exitCode: 3,
    });
    expect(await unit('ps -ww -C magnum-api -o args=')).toMatchObject({ stdout: '', exitCode: 1 });
    expect(await unit('systemctl is-active magnum-api magnum-conductor')).toMatchObject({
      stdout: 'inactive\nactive\n',
      exitCode: 0,
    });
    expect(await unit('sudo systemctl restart magnum-ap')).toMatchObject({
      stderr: 'Failed to restart magnum-ap.service: Unit magnum-ap.service not found.\n',
      exitCode: 5,
    });
  });

  it('tells its properties in systemd’s order', async () => {
    const { unit } = await talk();
    expect((await unit('systemctl show magnum-conductor -p User --value')).stdout).toBe('magnum\n');
    expect((await unit('systemctl show -p ActiveState -p NRestarts magnum-conductor')).stdout).toBe(
      'NRestarts=0\nActiveState=active\n',
    );
    expect((await unit('systemctl show nothing -p User,LoadState')).stdout).toBe(
      'User=\nLoadState=not-found\n',
    );
    expect((await unit('systemctl show magnum-api -p Nonsense')).stderr).toContain(
      'simulated cloud: not known',
    );
    expect((await unit('systemctl cat magnum-conductor')).stdout).toContain(
      'ExecStart=/etc/init.d/magnum-conductor systemd-start',
    );
    expect(await unit('systemctl status magnum-api')).toMatchObject({ exitCode: 0 });
    expect((await unit('systemctl daemon-reexec')).stderr).toContain('simulated cloud: not known');
  });

  it.each([
    [
      'a file that is no configuration',
      `${folder}; echo nonsense | sudo tee /etc/magnum/magnum.conf.d/x.conf`,
      /Failed to parse .*x\.conf: at .*:1/,
    ],
    ['a directory that is not there', 'true', /Failed to read config file directory/],
    [
      'a file the service may not read',
      `${folder}; echo '[a]' | sudo tee /etc/magnum/magnum.conf.d/x.conf; sudo chmod 600 /etc/magnum/magnum.conf.d/x.conf`,
      /Failed to open some config files/,
    ],
  ])('flaps over %s: active for a moment, started over and over', async (_, break_, says) => {
    const { unit } = await talk();
    await unit(`${break_}; ${wire}; sudo systemctl restart magnum-conductor`);
    expect((await unit('systemctl is-active magnum-conductor')).stdout).toBe('active\n');
    const restarts = async () =>
      Number((await unit('systemctl show magnum-conductor -p NRestarts --value')).stdout);
    expect(await restarts()).toBe(0);
    await unit('sleep 20');
    const some = await restarts();
    expect(some).toBeGreaterThan(3);
    await unit('sleep 20');
    expect(await restarts()).toBeGreaterThan(some);
    expect((await unit('sudo journalctl -u magnum-conductor --no-pager')).stdout).toMatch(says);
    await unit(`${folder}; sudo rm -f /etc/magnum/magnum.conf.d/x.conf; sleep 10`);
    const settled = await restarts();
    expect((await unit('sleep 60; systemctl is-active magnum-conductor')).stdout).toBe('active\n');
    expect(await restarts()).toBe(settled);
    expect((await unit(live)).stdout.trim().split('\n')).toHaveLength(3);
  });

  const drop = '/etc/systemd/system/magnum-conductor.service.d';
  const dropIn = (...lines: readonly string[]) =>
    `sudo mkdir -p ${drop}; printf '%s\\n' '[Service]' ${lines.map((line) => `'${line}'`).join(' ')} | sudo tee ${drop}/override.conf > /dev/null`;
  const own = 'ExecStart=/usr/bin/magnum-conductor --config-file=/etc/magnum/magnum.conf';
  const exec = 'systemctl show magnum-conductor -p ExecStart --value';

  it('goes by a drop-in of ExecStart, once systemd was told to read it', async () => {
    const { unit } = await talk();
    const before = (await unit(exec)).stdout;
    expect(before).toContain('argv[]=/etc/init.d/magnum-conductor systemd-start ;');
    await unit(dropIn('ExecStart=', own));
    expect((await unit(exec)).stdout).toBe(before);
    const stale = 'systemctl show magnum-conductor -p NeedDaemonReload,DropInPaths';
    expect((await unit(stale)).stdout).toBe(
      `DropInPaths=${drop}/override.conf\nNeedDaemonReload=yes\n`,
    );
    await unit('sudo systemctl restart magnum-conductor');
    expect((await unit(live)).stdout).toContain('--log-file=');
    await unit('sudo systemctl daemon-reload');
    expect((await unit(exec)).stdout).toBe(
      '{ path=/usr/bin/magnum-conductor ; argv[]=/usr/bin/magnum-conductor --config-file=/etc/magnum/magnum.conf ; ignore_errors=no }\n',
    );
    expect((await unit(live)).stdout).toContain('--log-file=');
    await unit('sudo systemctl restart magnum-conductor');
    const lines = (await unit(live)).stdout.trim().split('\n');
    expect(new Set(lines)).toEqual(
      new Set(['/usr/bin/python3 /usr/bin/magnum-conductor --config-file=/etc/magnum/magnum.conf']),
    );
    await unit(
      `sudo mv ${drop}/override.conf ${drop}/override.conf.old; sudo systemctl daemon-reload`,
    );
    expect((await unit(exec)).stdout).toBe(before);
    expect((await unit('sudo systemctl restart magnum-conductor')).exitCode).toBe(0);
    expect((await unit(live)).stdout).toContain('--log-file=');
  });

  it('starts nothing of a unit with two commands, as systemd does not', async () => {
    const { unit } = await talk();
    await unit(`${dropIn(own)}; sudo systemctl daemon-reload`);
    expect((await unit('systemctl show magnum-conductor -p LoadState --value')).stdout).toBe(
      'bad-setting\n',
    );
    expect((await unit(exec)).stdout.trim().split('\n')).toHaveLength(2);
    const answer = await unit('sudo systemctl restart magnum-conductor');
    expect(answer).toMatchObject({ exitCode: 1 });
    expect(answer.stderr).toContain('has a bad unit file setting');
  });

  it('refuses a command of a drop-in that it can not play, rather than guess', async () => {
    const { unit } = await talk();
    await unit(`${dropIn('ExecStart=', 'ExecStart=/x')}; sudo systemctl daemon-reload`);
    const answer = await unit('sudo systemctl restart magnum-conductor');
    expect(answer.stderr).toContain('simulated cloud: not known: ExecStart=/x');
  });

  it('reads no ExecStart of another section, or of a file that is no drop-in', async () => {
    const { unit } = await talk();
    const before = (await unit(exec)).stdout;
    await unit(
      `sudo mkdir -p ${drop}; printf '%s\\n' '[Unit]' 'ExecStart=/x' | sudo tee ${drop}/a.conf; printf '%s\\n' '[Service]' 'ExecStart=/y' | sudo tee ${drop}/b.conf.old; sudo systemctl daemon-reload`,
    );
    expect((await unit(exec)).stdout).toBe(before);
  });
});
