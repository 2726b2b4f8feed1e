import { describe, expect, it } from 'vitest';
import { secretsOf } from '../../src/cloud/index.ts';
import { vaultRunbook } from './phase-02-vault-document.ts';
import { TrainingWalk, type Seen } from './training-walk.ts';

const printed = (seen: readonly (Seen | undefined)[]): string =>
  seen.map((one) => (one?.stdout ?? '') + (one?.stderr ?? '')).join('\n');

/** Shares in both forms, and every token that vault ever made on the way. */
function secretsIn(walk: TrainingWalk): readonly string[] {
  const shares = secretsOf(walk.world, 'unseal share');
  const tokens = walk.world.model.juju.operations.map(({ parameters }) => parameters['token']);
  return [
    ...shares,
    ...shares.map((share) => Buffer.from(share, 'base64').toString('hex')),
    ...secretsOf(walk.world, 'root token'),
    ...tokens.filter((token) => token !== undefined),
  ];
}

describe('phase 02 in the simulated cloud', () => {
  it('brings a new vault to work', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'init');
    expect(await walk.onward()).toBeUndefined();
    expect(walk.world.model.vault).toMatchObject({
      sealed: false,
      charm: { authorized: true, rootCa: expect.stringContaining('BEGIN') as string },
    });
    const jumphost = walk.world.hosts.get('jumphost')?.files;
    expect(jumphost?.read('/home/jessea123/vault-ca.pem')).toBe(
      walk.world.model.vault.charm.rootCa,
    );
    expect(jumphost?.status('/home/jessea123/vault-ca.pem')).toMatchObject({ mode: 0o644 });
    expect(walk.seen.find(({ block }) => block === '2.2/1')).toMatchObject({ looks: 3 });
  });

  it('opens one again after a reboot, and makes nothing', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'reboot');
    const before = secretsOf(walk.world, 'unseal share');
    expect(await walk.onward()).toBeUndefined();
    expect(walk.deferred).toEqual([
      ...['2.1/1', '2.1/2', '2.1/3', '2.1/4'],
      ...['2.4/1', '2.5/1', '2.6/1'],
    ]);
    expect(secretsOf(walk.world, 'unseal share')).toEqual(before);
    expect(walk.world.model.vault.sealed).toBe(false);
  });

  it('leaves the shares in one place only, closed to others, and prints none', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'init');
    await walk.onward();
    const secrets = secretsIn(walk);
    expect(secrets).toHaveLength(12);
    expect(secrets.filter((secret) => printed(walk.seen).includes(secret))).toEqual([]);
    for (const host of ['jumphost', 'vault/0']) {
      const { stdout } = await walk.world.exec(
        host,
        `grep -rlE '${secrets.map((secret) => secret.replaceAll('+', '\\+')).join('|')}' /etc /home /media /opt /root /run /tmp /var 2>/dev/null`,
        { user: 'root' },
      );
      expect(stdout).toBe(host === 'jumphost' ? '/media/vault-copy/vault-init.txt\n' : '');
    }
    const copy = walk.world.hosts.get('jumphost')?.files.status('/media/vault-copy/vault-init.txt');
    expect(copy).toMatchObject({ owner: 'jessea123', mode: 0o600 });
    expect((await walk.world.exec('vault/0', 'ls -A ~')).stdout).toBe('');
  });

  it('leaves no token alive but the root token', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'init');
    await walk.onward();
    expect(walk.world.model.vault.tokens.map(({ id }) => id)).toEqual(
      secretsOf(walk.world, 'root token'),
    );
    const kept = walk.world.model.juju.operations.find(
      ({ action }) => action === 'authorize-charm',
    );
    expect(kept?.parameters['token']).toMatch(/^s\./);
    expect(kept?.parameters['token']).not.toBe(secretsOf(walk.world, 'root token')[0]);
    expect(walk.seen.find(({ block }) => block === '2.4/1')?.stdout).toBe(
      'child token made, for ten minutes\nchild token revoked: vault answers 403 to it\nAUTHORIZED\n',
    );
  });

  it('goes back to a sealed vault by its rollback, and opens it once more', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'reboot');
    await walk.onward();
    expect(await walk.run('rollback/1')).toMatchObject({ passed: true });
    expect(await walk.run('rollback/2')).toMatchObject({ passed: true });
    expect(await walk.onward('2.2/1')).toBeUndefined();
  });
});

describe('phase 02 in a broken cloud', () => {
  type Stop = readonly ['init' | 'reboot', string, string, 'no' | 'could-not-tell', string];
  /** Route, fault, the block that stops the walk, the answer of its gate, what the block says. */
  const stops: readonly Stop[] = [
    ['init', 'vault-initialised', '2.1/1', 'no', 'INITIALISED'],
    ['init', 'vault-down', '2.0/1', 'no', 'Connection refused'],
    ['reboot', 'vault-down', '2.0/1', 'no', 'Connection refused'],
    ['init', 'vault-wrong-shares', '2.2/1', 'no', 'WRONG SHARES: 0 of 3 again'],
    ['reboot', 'vault-wrong-shares', '2.2/1', 'no', 'WRONG SHARES: 0 of 3 again'],
    ['init', 'macaroon-expired', 'prerequisites/2', 'no', 'cannot get discharge'],
  ];

  it.each(stops)(
    'on the route %s %s stops at %s with %s',
    async (route, fault, block, answer, says) => {
      const walk = await TrainingWalk.begin(vaultRunbook, route, [fault]);
      const stopped = await walk.onward();
      expect(stopped).toMatchObject({ block });
      expect(stopped?.verdicts.find((verdict) => verdict.answer !== 'yes')).toMatchObject({
        answer,
      });
      expect(printed([stopped])).toContain(says);
    },
  );

  it('stops after a reboot when the vault was never initialised', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'init');
    const reboot = Object.assign(walk, { route: 'reboot' });
    expect(await reboot.onward()).toMatchObject({ block: '2.0/1', passed: false });
  });

  it.each(['init', 'reboot'] as const)(
    'tells a share that is counted already from progress, on the route %s',
    async (route) => {
      const walk = await TrainingWalk.begin(vaultRunbook, route, ['vault-repeated-share']);
      expect(await walk.onward()).toBeUndefined();
      const said = walk.looks.filter(({ block }) => block === '2.2/1').map(({ stdout }) => stdout);
      expect(said).toEqual([
        "progress 1 of 3: counted already, give another's\n",
        'progress 2 of 3\n',
        'UNSEALED with 3 of 3 shares\n',
      ]);
    },
  );

  it('goes on where the charm has made its CA by itself', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'init', ['root-ca-exists']);
    expect(await walk.onward()).toBeUndefined();
    expect(walk.seen.find(({ block }) => block === '2.5/1')?.stdout).toBe('ALREADY\n');
  });

  it('opens after wrong shares with right ones, from the beginning', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'reboot', ['vault-wrong-shares']);
    await walk.onward();
    walk.world.model.vault.otherShares = undefined;
    expect(await walk.run('2.2/1')).toMatchObject({ passed: true, looks: 3 });
  });

  it('has vault forget shares that nobody is sure of', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'reboot');
    walk.secrets = (name) => secretsOf(walk.world, name).slice(0, 2);
    expect(await walk.run('2.2/1')).toMatchObject({ passed: false, stdout: 'progress 2 of 3\n' });
    expect(await walk.run('2.2/2')).toMatchObject({ passed: true });
    expect(walk.world.model.vault.given).toEqual([]);
    walk.secrets = (name) => secretsOf(walk.world, name);
    expect(await walk.run('2.2/1')).toMatchObject({ passed: true });
    expect(await walk.run('2.2/2')).toMatchObject({ passed: false });
  });
});

describe('the init', () => {
  it('makes nothing a second time, and its file stays as it was', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'init');
    await walk.run('2.1/2');
    const file = () =>
      walk.world.hosts.get('vault/0')?.files.read('/home/ubuntu/vault-init/init.txt');
    const before = file();
    expect(before).toContain('Unseal Key 5: ');
    expect(await walk.run('2.1/2')).toMatchObject({ passed: true, status: 0 });
    expect(file()).toBe(before);
    expect(await walk.run('2.1/1')).toMatchObject({
      passed: true,
      stdout: expect.stringMatching(/^init\.txt was written .*\nOURS\n$/) as string,
    });
    expect(await walk.run('2.1/3')).toMatchObject({ passed: true });
  });

  it('does not begin when vault can not be asked, or its file is there', async () => {
    const down = await TrainingWalk.begin(vaultRunbook, 'init', ['vault-down']);
    expect(await down.run('2.1/2')).toMatchObject({ passed: false, status: 4 });
    const walk = await TrainingWalk.begin(vaultRunbook, 'init');
    await walk.world.exec('vault/0', 'mkdir ~/vault-init; echo precious > ~/vault-init/init.txt');
    expect(await walk.run('2.1/2')).toMatchObject({ passed: false, status: 5 });
    expect(secretsOf(walk.world, 'unseal share')).toEqual([]);
    expect((await walk.world.exec('vault/0', 'cat ~/vault-init/init.txt')).stdout).toBe(
      'precious\n',
    );
  });

  it('has its copy refused in a folder that is not one for secrets', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'init');
    await walk.run('2.1/2');
    const copyTo = async (folder: string) => {
      walk.literals['copy-folder'] = folder;
      return walk.run('2.1/4');
    };
    await walk.world.exec('jumphost', 'mkdir -m 700 /tmp/mine ~/mine');
    await walk.world.exec('jumphost', 'mkdir -m 750 /media/vault-copy/open');
    for (const [folder, says] of [
      ['/media/absent', 'can not be written to: mount it'],
      ['/tmp/mine', 'does not last'],
      ['/home/jessea123/mine', 'is on the disk of /home/jessea123: is it not mounted?'],
      ['/media/vault-copy/open', 'has mode 750, open to others'],
    ] as const) {
      const seen = await copyTo(folder);
      expect(seen).toMatchObject({ passed: false, status: 2 });
      expect(seen.stdout).toContain(`REFUSED: ${folder} ${says}`);
    }
  });

  it('never has its copy written over by that of another vault', async () => {
    const walk = await TrainingWalk.begin(vaultRunbook, 'init');
    await walk.run('2.1/2');
    const copy = '/media/vault-copy/vault-init.txt';
    await walk.world.exec('jumphost', `echo other > ${copy}`);
    const seen = await walk.run('2.1/4');
    expect(seen).toMatchObject({ passed: false, status: 1 });
    expect(seen.stdout).toContain('DIFFERENT');
    expect(walk.world.hosts.get('jumphost')?.files.read(copy)).toBe('other\n');
    expect(await walk.run('2.6/1')).toMatchObject({ passed: false, stdout: 'DIFFERENT\n' });
    await walk.world.exec('jumphost', `rm ${copy}`);
    expect((await walk.run('2.6/1')).stdout).toContain('REFUSED: the copy');
    expect(await walk.run('2.1/4')).toMatchObject({ passed: true });
    expect(await walk.run('2.1/4')).toMatchObject({ passed: true });
    expect(await walk.run('2.6/1')).toMatchObject({ passed: true, stdout: 'REMOVED\n' });
    expect(await walk.run('2.6/1')).toMatchObject({ passed: true, stdout: 'GONE\n' });
  });
});

describe('letting the charm in', () => {
  async function opened() {
    const walk = await TrainingWalk.begin(vaultRunbook, 'init');
    await walk.run('2.1/2');
    await walk.run('2.2/1');
    return walk;
  }

  it('says of a token that is none that vault does not know it', async () => {
    const walk = await opened();
    walk.secrets = () => [`s.${'x'.repeat(24)}`];
    expect(await walk.run('2.4/1')).toMatchObject({
      passed: false,
      status: 2,
      stdout: 'REFUSED: vault does not know this token; nothing was made\n',
    });
  });

  it('makes nothing while vault is sealed', async () => {
    const walk = await opened();
    await walk.world.exec('vault/0', 'sudo systemctl restart vault');
    expect((await walk.run('2.4/1')).stdout).toBe('REFUSED: vault is sealed; nothing was made\n');
  });

  it('reads no token into juju when the login has run out', async () => {
    const walk = await opened();
    walk.world.model.juju.macaroonUntil = 0;
    const seen = await walk.run('2.4/1');
    expect(seen).toMatchObject({ passed: false, status: 2 });
    expect(seen.stdout).toContain('REFUSED: vault/leader can not be reached: the Juju login');
  });
});
