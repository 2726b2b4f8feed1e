import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
  vi,
} from 'vitest';
import { secrets as listSecrets } from '../../src/cli/secrets-command.ts';
import { openKeyring } from '../../src/secrets/open-keyring.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { runHandrail } from '../support/built.ts';
import {
  hasSecretService,
  startSecretService,
  type SecretService,
} from '../support/secret-service.ts';

// Each call to a keyring is a process of its own, which a busy machine starts slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const canary = 'canary-9Bw3k-never-printed';

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'handrail-secrets-'));
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const secrets = (env: Readonly<Record<string, string>>, ...words: readonly string[]) =>
  runHandrail(['--state-dir', stateDir, 'secrets', ...words], { env });

describe('handrail secrets without a keyring', () => {
  const env = { HANDRAIL_KEYRING: 'none' };
  const sentence = 'HANDRAIL_KEYRING says none: nothing is remembered.';

  it('says so, and that is no error', () => {
    expect(secrets(env)).toEqual({
      status: 0,
      stdout: `${sentence}\nNothing is remembered.\n`,
      stderr: '',
    });
    const { status, stdout } = secrets(env, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ keyring: 'none', sentence, names: [], problems: [] });
  });

  it('leaves no core of a process that may come to hold one', async () => {
    vi.stubEnv('HANDRAIL_KEYRING', 'none');
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      out.mockRestore();
    });
    writeFileSync('/proc/self/coredump_filter', '0x33');
    expect(await listSecrets({ stateDir })).toBe(0);
    expect(readFileSync('/proc/self/coredump_filter', 'utf8')).toBe('00000000\n');
  });

  it('ends with 1 when it could not look whether there is something to forget', () => {
    for (const words of [
      ['forget', 'juju password/ctl/admin'],
      ['forget', '--all'],
    ])
      expect(secrets(env, ...words)).toEqual({ status: 1, stdout: '', stderr: `${sentence}\n` });
  });

  it.each([
    [['forget'], 'Say which: handrail secrets forget NAME, or --all; the names: handrail secrets'],
    [
      ['forget', 'a', '--all'],
      'Say a name, or --all, not both; see: handrail secrets forget --help',
    ],
    [
      ['list'],
      "Too many arguments for 'secrets'. Expected 0 arguments but got 1; see: handrail secrets --help",
    ],
  ])('ends with 2 for %j', (words, says) => {
    expect(secrets(env, ...words)).toEqual({
      status: 2,
      stdout: '',
      stderr: `handrail: ${says}\n`,
    });
  });
});

describe.skipIf(!hasSecretService)(
  'handrail secrets with a Secret Service (needs gnome-keyring and dbus)',
  () => {
    let service: SecretService;
    let env: Readonly<Record<string, string>>;
    beforeAll(async () => {
      service = await startSecretService();
      env = { ...service.env, HANDRAIL_KEYRING: 'secret-service' };
    });
    afterAll(() => service.close());

    const remember = async (...users: readonly string[]) => {
      const keyring = await openKeyring({ env, stateDir, now: Date.now });
      for (const user of users) {
        const name = { type: 'juju-password', controller: 'ctl', user } as const;
        expect(await keyring.remember(name, new Secret(Buffer.from(canary)))).toEqual({
          type: 'done',
        });
      }
    };

    it('lists names, never values, and forgets one and all', async () => {
      await remember('admin', 'bob');
      const listed = secrets(env);
      expect(listed).toMatchObject({ status: 0, stderr: '' });
      expect(listed.stdout.split('\n')).toEqual([
        'The keyring is the Secret Service of this login; what it keeps outlives a reboot.',
        '  juju password/ctl/admin  Secret Service, just now',
        '  juju password/ctl/bob  Secret Service, just now',
        'Forget one with: handrail secrets forget NAME',
        '',
      ]);
      const json = secrets(env, '--json').stdout;
      expect(JSON.parse(json)).toMatchObject({
        keyring: 'secret-service',
        names: [
          { name: 'juju password/ctl/admin', store: 'secret-service', state: 'there' },
          { name: 'juju password/ctl/bob' },
        ],
        problems: [],
      });
      expect(listed.stdout + json).not.toContain(canary);

      expect(secrets(env, 'forget', 'juju password/ctl/admin')).toEqual({
        status: 0,
        stdout: 'Forgotten: juju password/ctl/admin\n',
        stderr: '',
      });
      expect(secrets(env, 'forget', 'juju password/ctl/admin')).toEqual({
        status: 2,
        stdout: '',
        stderr:
          'handrail: Nothing is remembered under "juju password/ctl/admin"; the names: handrail secrets\n',
      });
      const all = secrets(env, 'forget', '--all', '--json');
      expect(JSON.parse(all.stdout)).toEqual({
        keyring: 'secret-service',
        forgotten: ['juju password/ctl/bob'],
        problems: [],
      });
      expect(secrets(env, 'forget', '--all').stdout).toBe('Nothing is remembered.\n');
    });

    it('ends with 1, and names what it can not forget, when the keyring is locked', async () => {
      await remember('admin');
      service.lock();
      const { status, stdout, stderr } = secrets(env, 'forget', 'juju password/ctl/admin');
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^The Secret Service (?:is locked; |did not answer in 20 s; ).*\n$/);
      const listed = secrets(env);
      expect(listed.status).toBe(0);
      expect(listed.stdout).toContain(
        '  juju password/ctl/admin  Secret Service, just now, can not be looked at now\n',
      );
    });
  },
);
