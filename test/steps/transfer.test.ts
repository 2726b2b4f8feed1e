import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transferCommand, transferGate } from '../../src/steps/transfer.ts';
import { judge } from '../../src/steps/judge.ts';
import { fakeJuju, type FakeJuju } from '../support/fake-juju.ts';
import { canMount, smallDisk } from '../support/small-disk.ts';

const isRoot = process.getuid?.() === 0;
/** Bytes of every kind, without a line end at the end. */
const secret = Buffer.concat([
  Buffer.from("top 'secret' $(id) `id` \\\n\r\n"),
  Buffer.from(Array.from({ length: 40_000 }, (_, index) => (index * 7) % 256)),
]);
const sum = createHash('sha256').update(secret).digest('hex');

let juju: FakeJuju;
let source: string;
let target: string;
beforeEach(() => {
  juju = fakeJuju();
  source = join(juju.folder, 'a.kubeconfig');
  target = join(juju.folder, 'etc', 'kubeconfig');
  writeFileSync(source, secret, { mode: 0o600 });
  mkdirSync(dirname(target));
  writeFileSync(target, 'the old one', { mode: 0o640 });
});
afterEach(() => juju.remove());

function script(to = target, owner = 'nobody:nogroup'): string {
  const whole = { source: '~/a.kubeconfig', unit: 'magnum/0', target: to, owner, mode: '0600' };
  return transferCommand({ ...whole, refused: undefined }, 'openstack').runs;
}

/** Runs it with what a jumphost has; `programs` stand ahead of the fake juju, as `NAME: SCRIPT`. */
function run(runs: string, programs: Readonly<Record<string, string>> = {}) {
  const own = join(juju.folder, 'programs');
  mkdirSync(own, { recursive: true });
  for (const [name, text] of Object.entries(programs))
    writeFileSync(join(own, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
  const ran = spawnSync('bash', ['-c', runs], {
    input: 'what no transfer reads\n',
    encoding: 'utf8',
    env: { ...juju.env, PATH: `${own}:${juju.programs}:/usr/bin:/bin` },
  });
  const { stdout, stderr, status } = ran;
  const { answer } = judge(transferGate(1), {
    stdout,
    stderr,
    exitStatus: status ?? undefined,
    captures: {},
  });
  return { stdout, stderr, status, answer };
}

/** The old target is there as it was, and nothing beside it. */
function expectOld(): void {
  expect(readFileSync(target, 'utf8')).toBe('the old one');
  expect(statSync(target).mode & 0o777).toBe(0o640);
  expect(readdirSync(dirname(target))).toEqual(['kubeconfig']);
}

/** What ssh does whose connection breaks after so many bytes; calls without a payload go well. */
const cutAt = (bytes: number, after: string): string =>
  `case "$*" in *receive*|*umask*) ;; *) exec ${join(import.meta.dirname, '..', 'fixtures', 'login', 'bin')}/juju "$@" ;; esac
head -c ${bytes} | ${join(import.meta.dirname, '..', 'fixtures', 'login', 'bin')}/juju "$@"
status=$?
${after}`;

describe('the script of a transfer', () => {
  it('is the same on the screen and in the process, and needs no value', () => {
    const whole = {
      source: '/root/a',
      unit: 'magnum/0',
      target: '/etc/a',
      owner: 'a:a',
      mode: '0600',
    };
    const command = transferCommand({ ...whole, refused: undefined }, undefined);
    expect(command).toMatchObject({ via: 'bash', stdin: 'null', changes: true, missing: [] });
    expect(command.runs).toBe(command.script);
    expect(command.script).not.toContain(' -m ');
    expect(command.script).not.toMatch(/\/tmp|export /);
    expect(spawnSync('bash', ['-n'], { input: command.runs, encoding: 'utf8' }).stderr).toBe('');
  });

  it('takes the model as one word, whatever it is called', () => {
    const whole = {
      source: '/root/a',
      unit: 'magnum/0',
      target: '/etc/a',
      owner: 'a:a',
      mode: '0600',
    };
    const { runs } = transferCommand({ ...whole, refused: undefined }, "o'k x");
    expect(runs).toContain(`juju ssh -m 'o'\\''k x' --pty=false magnum/0`);
  });
});

describe.skipIf(!isRoot)('a transfer in a real bash (giving a file away takes root)', () => {
  it('puts the bytes in place with owner and mode, and says hashes and counts only', () => {
    const ran = run(script());
    expect(ran.stderr).toBe('');
    expect(ran.stdout).toBe(
      `source sha256 ${sum}, ${secret.length} bytes\n` +
        `target sha256 ${sum}, ${secret.length} bytes, nobody:nogroup 600\nPLACED ${sum}\n`,
    );
    expect(ran).toMatchObject({ status: 0, answer: 'yes' });
    expect(readFileSync(target).equals(secret)).toBe(true);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(target))).toEqual(['kubeconfig']);
  });

  it('makes a target that was never there, and can be run again', () => {
    rmSync(target);
    expect(run(script())).toMatchObject({ status: 0, answer: 'yes' });
    expect(run(script())).toMatchObject({ status: 0, answer: 'yes' });
    expect(readFileSync(target).equals(secret)).toBe(true);
  });

  it('sends nothing but its script in its arguments', () => {
    run(script());
    const calls = juju.calls().join('\n');
    expect(calls).toContain('ssh -m openstack --pty=false magnum/0 true');
    expect(calls).not.toContain('top ');
    expect(calls).not.toContain(sum);
  });

  it.each<[string, () => void, string]>([
    ['is empty', () => writeFileSync(source, ''), 'is empty'],
    ['is not there', () => rmSync(source), 'is not there'],
    [
      'is a folder',
      () => {
        rmSync(source);
        mkdirSync(source);
      },
      'is no file',
    ],
    ['can be read by everybody', () => chmodSync(source, 0o644), 'mode 644'],
    ['can be read by a group', () => chmodSync(source, 0o640), 'mode 640'],
    [
      'is a link to what others can read',
      () => {
        writeFileSync(join(juju.folder, 'open'), secret, { mode: 0o604 });
        rmSync(source);
        symlinkSync('open', source);
      },
      'mode 604',
    ],
  ])('refuses a source that %s, before anything is asked', (_, spoil, says) => {
    spoil();
    const ran = run(script());
    expect(ran).toMatchObject({ status: 2, answer: 'no' });
    expect(ran.stdout).toMatch(/^REFUSED: [^\n]*nothing was sent\n$/);
    expect(ran.stdout).toContain(says);
    expect(juju.calls()).toEqual([]);
    expectOld();
  });

  it('refuses a source that its reader may not read', () => {
    chmodSync(source, 0);
    const own = join(juju.folder, 'programs');
    mkdirSync(own);
    chmodSync(juju.folder, 0o755);
    const ran = spawnSync(
      'setpriv',
      ['--reuid=65534', '--regid=65534', '--clear-groups', 'bash', '-c', script()],
      {
        encoding: 'utf8',
        env: { ...juju.env, PATH: '/usr/bin:/bin' },
      },
    );
    expect(ran).toMatchObject({
      status: 2,
      stdout: `REFUSED: ${source} can not be read; nothing was sent\n`,
    });
    expectOld();
  });

  it('leaves everything when the folder of the target is not there', () => {
    const ran = run(script(join(juju.folder, 'none', 'kubeconfig')));
    expect(ran).toMatchObject({ status: 3, answer: 'no' });
    expect(ran.stdout).toMatch(/^REFUSED: the folder \S+\/none\/ is not there; \S+ is as it was$/m);
    expect(existsSync(join(juju.folder, 'none'))).toBe(false);
    expectOld();
  });

  it.each<[string, () => void]>([
    ['a link', () => symlinkSync('/etc/passwd', join(juju.folder, 'etc', 'other'))],
    ['a folder', () => mkdirSync(join(juju.folder, 'etc', 'other'))],
  ])('does not put a file over %s', (_, make) => {
    make();
    expect(run(script(join(juju.folder, 'etc', 'other')))).toMatchObject({
      status: 3,
      answer: 'no',
    });
    expect(statSync(join(juju.folder, 'etc', 'other')).size).not.toBe(secret.length);
  });

  it('leaves the old file when less arrives than was sent', () => {
    const ran = run(script(), { juju: cutAt(9000, 'exit "$status"') });
    expect(ran).toMatchObject({ status: 3, answer: 'no' });
    expect(ran.stdout).toMatch(/^REFUSED: hash [0-9a-f]{64} arrived, [0-9a-f]{64} was sent; /m);
    expectOld();
  });

  it.each([0, 20, 65, 30_000])(
    'leaves the old file when the connection breaks after %i bytes',
    (bytes) => {
      const dropped = "echo 'client_loop: send disconnect: Broken pipe' >&2\nexit 255";
      const ran = run(script(), { juju: cutAt(bytes, dropped) });
      expect(ran).toMatchObject({ status: 255, answer: 'no' });
      expectOld();
    },
  );

  /** A program of the far side, ahead of the real one there. */
  const onUnit = (name: string, text: string): Readonly<Record<string, string>> => {
    mkdirSync(join(juju.folder, 'far'));
    writeFileSync(join(juju.folder, 'far', name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
    const far = 'shift 5; PATH="$FAKE_JUJU/far:$PATH" exec bash -c "$*"';
    return { juju: `case "$*" in *umask*) ${far} ;; esac` };
  };

  it('leaves the old file, and no new one, when the far side is hung up on', () => {
    const hangUp = 'head -c 100; kill -HUP $PPID; exec /usr/bin/cat';
    const ran = run(script(), onUnit('cat', hangUp));
    expect(ran.stdout).toContain('REFUSED: interrupted');
    expect(ran).toMatchObject({ status: 3, answer: 'no' });
    expectOld();
  });

  it('takes away what a transfer that died has left', () => {
    writeFileSync(join(dirname(target), '.kubeconfig.handrail.AbC123'), secret);
    expect(run(script()).status).toBe(0);
    expect(readdirSync(dirname(target))).toEqual(['kubeconfig']);
  });

  it('leaves the old file when the owner is nobody there', () => {
    expect(run(script(target, 'no-such-user:nogroup'))).toMatchObject({ status: 3, answer: 'no' });
    expectOld();
  });

  it('is not passed when the file is another one right after', () => {
    const ran = run(script(), onUnit('mv', '/usr/bin/mv "$@"; echo other >>"${@: -1}"'));
    expect(ran.stdout).toMatch(/^NOT AS SENT: /m);
    expect(ran).toMatchObject({ status: 4, answer: 'no' });
  });

  it('asks for the login with nothing to read, and sends nothing without one', () => {
    juju.login('expired');
    const ran = run(script());
    expect(ran).toMatchObject({ status: 2, answer: 'no' });
    expect(ran.stdout).toMatch(/^REFUSED: magnum\/0 can not be reached.*nothing was sent\n$/);
    expect(juju.eaten()).toEqual([]);
    expectOld();
  });

  it('gives the hash and nothing of the file to a login that expires in the second between', () => {
    juju.expiresAfter(1);
    expect(run(script()).answer).toBe('no');
    expect(juju.eaten()).toEqual([sum]);
    expectOld();
  });

  it.skipIf(!canMount)('leaves the old file on a disk that gets full', () => {
    const disk = smallDisk('32k');
    try {
      target = join(disk.folder, 'kubeconfig');
      writeFileSync(target, 'the old one', { mode: 0o640 });
      const ran = run(script());
      expect(ran).toMatchObject({ status: 3, answer: 'no' });
      expect(ran.stdout).toMatch(/^REFUSED: it could not be written whole; /m);
      expect(ran.stderr).toContain('No space left on device');
      expectOld();
    } finally {
      disk.remove();
    }
  });
});
