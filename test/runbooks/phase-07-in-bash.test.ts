import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { phase07Blocks } from './phase-07-document.ts';
import { UnitStandIn } from './unit-stand-in.ts';

const blocks = phase07Blocks();
const block = (id: string): string => {
  const text = blocks.get(id);
  if (text === undefined) throw new Error(`phase 07 has no block ${id}`);
  return text;
};

let unit: UnitStandIn;
beforeEach(() => {
  unit = new UnitStandIn();
});
afterEach(() => {
  unit.remove();
});

describe('the blocks of phase 07 in a real bash', () => {
  it.each([...blocks])('block %s is correct shell', (_id, text) => {
    const parsed = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
    expect(parsed.stderr).toBe('');
    expect(parsed.status).toBe(0);
  });
});

describe('the line in /etc/default', () => {
  const line = 'DAEMON_ARGS="$DAEMON_ARGS --config-dir /etc/magnum/magnum.conf.d"';
  const file = '/etc/default/magnum-conductor';
  // The stand-in moves paths into its folder, the one inside the line as well.
  const written = (): string | undefined => unit.read(file)?.replaceAll(unit.root, '');

  beforeEach(() => {
    unit.folder('/etc/default');
  });

  it('is added to a file that is not there yet', () => {
    expect(unit.run(block('7.7/2')).status).toBe(0);
    expect(written()).toBe(`${line}\n`);
    expect(unit.mode(file)).toBe('644');
  });

  it('is added below what the file holds, though its last line is not ended', () => {
    unit.write(file, 'USE_SYSLOG=yes');
    unit.run(block('7.7/2'));
    expect(written()).toBe(`USE_SYSLOG=yes\n${line}\n`);
  });

  it('is added once, however often the block runs', () => {
    unit.run(block('7.7/2'));
    unit.run(block('7.7/2'));
    expect(written()).toBe(`${line}\n`);
  });
});

describe('what runbook 05 left', () => {
  const override = '/etc/systemd/system/magnum-api.service.d/override.conf';
  const settings = '/etc/magnum/magnum.conf.d/99-capi.conf';
  const started = (command: string) =>
    unit.program('systemctl', `echo '{ path=/x ; argv[]='"${command}"' ; ignore_errors=no }'`);
  const driver = (version: string) =>
    unit.program('python3', version === '' ? 'exit 1' : `echo "Version: ${version}"`);
  const said = () => unit.run(block('7.3b/1')).stdout.trim().split('\n');

  beforeEach(() => {
    unit.program('sudo', '[ "$1" = -n ] && shift\nexec "$@"');
    unit.folder('/etc/magnum/magnum.conf.d');
    unit.folder('/etc/default');
    // The block has its paths moved into the folder, so systemd's answer is moved as well.
    started(`${unit.root}/etc/init.d/$2 systemd-start`);
    driver('');
  });

  it.each(['', '1.3.0', '1.4.0'])('is nothing on a unit with driver %j', (version) => {
    driver(version);
    expect(said()).toEqual(['CLEAN']);
  });

  it('is named: an override, a file, a driver, a command line', () => {
    unit.write(override, '[Service]\nExecStart=\n');
    unit.write(settings, '');
    driver('1.1.0');
    expect(said()).toEqual([
      `left over: ${unit.root}${override}`,
      `left over: ${unit.root}${settings}`,
      'left over: driver 1.1.0',
      'RESIDUE',
    ]);
    started('/usr/bin/$2 --config-file=/x');
    expect(said()[0]).toBe('left over: systemd starts magnum-conductor past its init script');
  });

  it('is no override without ExecStart, nor a line of /etc/default that 7.7 writes', () => {
    unit.write(override, '[Service]\nLimitNOFILE=1\n');
    unit.run(block('7.7/2'));
    expect(said()).toEqual(['CLEAN']);
  });

  it('can not be told where systemd, or sudo, says nothing', () => {
    unit.program('systemctl', 'exit 1');
    expect(unit.run(block('7.3b/1'))).toMatchObject({ stdout: '', status: 2 });
    started('/etc/init.d/$2 systemd-start');
    unit.program('sudo', 'echo "sudo: a password is required" >&2; exit 1');
    expect(unit.run(block('7.3b/1'))).toMatchObject({ stdout: '', status: 2 });
  });

  it('is put aside byte for byte with its mode, and a second one beside the first', () => {
    for (const [text, kept] of [
      ['one', '.runbook-05'],
      ['two', '.runbook-05-2'],
    ] as const) {
      unit.write(override, `[Service]\nExecStart=${text}\n`);
      unit.program('systemctl', `echo "$*" >>${unit.root}/told`);
      const ran = unit.run(block('7.3b/2'));
      expect(ran).toMatchObject({ status: 0, stderr: '' });
      expect(ran.stdout).toBe(`kept ${unit.root}${override}${kept}\nREMOVED\n`);
      expect(unit.read(override)).toBeUndefined();
      expect(unit.read(`${override}${kept}`)).toBe(`[Service]\nExecStart=${text}\n`);
    }
    expect(unit.read('/told')).toBe('daemon-reload\ndaemon-reload\n');
  });

  it('loses only its own lines in /etc/default, and the file stays beside', () => {
    const file = '/etc/default/magnum-conductor';
    unit.program('systemctl', 'exit 0');
    unit.write(file, 'A=1\nDAEMON_ARGS="--config-dir /x"\nB=2\n');
    expect(unit.run(block('7.3b/2'))).toMatchObject({ status: 0 });
    expect(unit.read(file)).toBe('A=1\nB=2\n');
    expect(unit.read(`${file}.runbook-05`)).toContain('--config-dir /x');
  });

  it('is not called removed when a file can not be put aside', () => {
    unit.write(settings, 'x');
    unit.program('mv', 'exit 1');
    const ran = unit.run(block('7.3b/2'));
    expect(ran.status).toBe(2);
    expect(ran.stdout).not.toContain('REMOVED');
    expect(unit.read(settings)).toBe('x');
  });
});

describe('the keystone addresses', () => {
  const found = (magnumConf: string): string => {
    unit.write('/etc/magnum/magnum.conf', magnumConf);
    return unit.run(block('7.7b/4')).stdout;
  };

  it('come from the section [keystone_authtoken] and are those of v3', () => {
    const conf = [
      '[keystone_auth]',
      'auth_url = https://10.0.0.1:1/v2.0',
      '[keystone_authtoken]',
      '# auth_url = https://10.0.0.2:2',
      'www_authenticate_uri = https://10.12.4.50:5000/v2.0',
      'auth_url=https://10.12.8.50:35357/',
      '[trust]',
      'auth_url = https://10.0.0.3:3',
      '',
    ].join('\n');
    expect(found(conf)).toBe(
      'public=https://10.12.4.50:5000/v3\ninternal=https://10.12.8.50:35357/v3\n',
    );
  });

  it('are empty when that section lacks them, though a later section has them', () => {
    expect(
      found('[keystone_authtoken]\ntimeout = 3\n[trust]\nauth_url = https://10.0.0.3:3\n'),
    ).toBe('public=\ninternal=\n');
  });
});

describe('the snapshot', () => {
  const kept = '/var/backups/magnum-phase-07/magnum-conductor';

  it('is put back by the rollback, and a later run does not replace it', () => {
    unit.write('/etc/default/magnum-conductor', 'before');
    unit.folder('/etc/magnum/magnum.conf.d');
    expect(unit.run(block('7.4/2')).stdout).toMatch(/^SNAPSHOT taken in /m);
    unit.write('/etc/default/magnum-conductor', 'after');
    unit.write('/etc/default/magnum-api', 'new with this phase');
    expect(unit.run(block('7.4/2')).stdout).toMatch(/^SNAPSHOT kept in /m);
    expect(unit.read(kept)).toBe('before');
    expect(unit.run(block('rollback/2')).stdout).toMatch(/^RESTORED$/m);
    expect(unit.read('/etc/default/magnum-conductor')).toBe('before');
    expect(unit.read('/etc/default/magnum-api')).toBe('new with this phase');
  });

  it('is missed by a rollback that finds none', () => {
    expect(unit.run(block('rollback/2')).status).toBe(2);
  });
});

describe('the look for characters beyond ASCII', () => {
  const file = '/etc/magnum/magnum.conf.d/00-capi-helm.conf';

  it.each([
    ['[capi_helm]\napi_resources = {}\n', 'ASCII-ONLY\n'],
    ['[capi_helm]\napi_resources = \u201c{}\u201d\n', 'NON-ASCII\n'],
    ['[capi_helm]\r\n', 'NON-ASCII\n'],
  ])('judges %j', (content, said) => {
    unit.write(file, content);
    expect(unit.run(block('7.6/4')).stdout.endsWith(said)).toBe(true);
  });

  it('gives no answer about a file that is not there', () => {
    expect(unit.run(block('7.6/4'))).toMatchObject({ stdout: '', status: 2 });
  });
});

describe('the TCP probe', () => {
  it('says TCP-FAIL for a port of this machine that nobody listens on', () => {
    const ran = unit.run(`mgmt_fip='127.0.0.1'\n${block('7.1/2').replace('6443', '1')}`);
    expect(ran).toMatchObject({ stdout: 'TCP-FAIL\n', status: 0 });
  });

  it('says TCP-OK for a port of this machine that listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ran = unit.run(`mgmt_fip='127.0.0.1'\n${block('7.1/2').replace('6443', String(port))}`);
    server.close();
    expect(ran).toMatchObject({ stdout: 'TCP-OK\n', status: 0 });
  });

  it('says nothing without an address', () => {
    expect(unit.run(`mgmt_fip=''\n${block('7.1/2')}`)).toMatchObject({ stdout: '', status: 2 });
  });
});
