import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtHandrail, runHandrail, type Run, type RunOptions } from '../support/built.ts';
import { fakeJuju } from '../support/fake-juju.ts';
import { readTap } from '../support/read-tap.ts';
import { readXml } from '../support/read-xml.ts';
import { canMount, smallDisk } from '../support/small-disk.ts';

const home = mkdtempSync(join(tmpdir(), 'handrail-check-journey-'));
const run = (args: readonly string[], options: RunOptions = {}): Run =>
  runHandrail(['check', ...args], {
    ...options,
    env: { HOME: home, XDG_STATE_HOME: undefined, XDG_RUNTIME_DIR: undefined, ...options.env },
  });

/** A runbook of these blocks: label and what stands below it. */
function book(name: string, ...blocks: readonly (readonly string[])[]): string {
  const file = join(home, `${name}.md`);
  const text = blocks.map(
    ([label = '', command = '', ...below]) =>
      `**${label}**\n\n\`\`\`bash\n${command}\n\`\`\`\n\n${below.join('\n\n')}\n`,
  );
  writeFileSync(file, `# A\n\n## Step 1 -- One\n\n${text.join('\n')}`);
  return file;
}

const mark = join(home, 'changed');
const good = book(
  'good',
  ['CHECK -- jumphost', 'echo up', '**GATE:** output is `up`.'],
  ['RUN -- jumphost', `touch ${mark}`, '**GATE:** exit status is 0.'],
  ['POLL -- jumphost** every 1 s, at most 3 times **', `touch ${mark}`, '**GATE:** output is `x`.'],
);
const bad = book('bad', ['CHECK -- jumphost', 'echo down', '**GATE:** output is `up`.']);
const person = book('person', ['CHECK -- jumphost', 'echo up', '**GATE:** the log looks clean.']);

const leftOver = (): readonly string[] =>
  readdirSync(`/dev/shm/handrail-${process.getuid?.() ?? 0}`).filter((name) =>
    name.startsWith('check-'),
  );

afterAll(() => {
  expect(existsSync(mark)).toBe(false);
});

describe('handrail check', () => {
  it('ends with 0 when all holds; nothing that changes was run, and nothing is left', () => {
    const ended = run([good]);
    expect(ended).toEqual({
      status: 0,
      stderr: '',
      stdout:
        'ok 1/1 output is up\n1 gate: 1 ok. 2 blocks that may change something were not run.\n'.replace(
          'output is up',
          'output is `up`',
        ),
    });
    expect(existsSync(mark)).toBe(false);
    expect(existsSync(join(home, '.local'))).toBe(false);
    expect(leftOver()).toEqual([]);
  });

  it('ends with 1 when a gate failed, and says what came', () => {
    const ended = run([bad]);
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain(
      'not ok 1/1 output is `up` -- expected output is `up`; came `down`',
    );
  });

  it('ends with 3 when nobody can tell; a gate for a person is skipped when that is said', () => {
    expect(run([person])).toMatchObject({
      status: 3,
      stdout: expect.stringContaining(
        'could not tell 1/1 the log looks clean -- a person has',
      ) as string,
    });
    const both = book(
      'both',
      ['CHECK -- jumphost', 'echo up', '**GATE:** the log looks clean.'],
      ['CHECK -- jumphost', 'echo up', '**GATE:** output is `up`.'],
    );
    expect(run([both, '--attested', 'skip'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('skip 1/1 the log looks clean') as string,
    });
  });

  it.each([
    [[], /missing required argument/i],
    [['nowhere.md'], /No such file or built-in runbook: nowhere\.md/],
    [[good, '--step', '9'], /There is no step 9; there are 1\./],
    [[good, '--block', '1/2'], /1\/2 is a RUN, and a check runs only CHECKs\./],
    [[good, '--timeout', 'soon'], /--timeout takes seconds/],
    [[good, '--format', 'xml'], /format/],
    [[good, '--set', 'x=1'], /no such literal, capture or placeholder/],
    [[good, '--fault', 'x'], /add --simulated/],
    [[good, '--simulated', '--fault', 'x'], /No fault named x/],
    [[good, bad], /too many arguments/i],
  ])('ends with 2 and one sentence for %j', (args, says) => {
    const ended = run(args);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(says);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('ends with 2 for a document in which nothing only reads', () => {
    const none = book('none', ['RUN -- jumphost', `touch ${mark}`]);
    expect(run([none])).toMatchObject({
      status: 2,
      stderr: `handrail: ${none}: It holds no CHECK, so there is nothing to look at.\n`,
    });
  });

  it('does not run a CHECK that is known to change something, unless its author has looked', () => {
    const bin = join(home, 'services');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\ntouch ${bin}/ran\n`, { mode: 0o755 });
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    const restarts = [
      'CHECK -- jumphost',
      'systemctl restart magnum-api',
      '**GATE:** exit status is 0.',
    ];
    expect(run([book('restarts', restarts)], { env })).toMatchObject({
      status: 3,
      stdout: expect.stringMatching(
        /^could not tell 1\/1 exit status is 0 -- .*`systemctl restart` changes something\n/,
      ) as string,
    });
    expect(existsSync(join(bin, 'ran'))).toBe(false);
    const file = book('vouched', restarts);
    const allow = '<!-- handrail: allow check-changes-something because it is a stand-in -->';
    writeFileSync(file, readFileSync(file, 'utf8').replace('**CHECK', `${allow}\n\n**CHECK`));
    expect(run([file], { env }).status).toBe(0);
    expect(existsSync(join(bin, 'ran'))).toBe(true);
  });

  it("runs what only reads of somebody else's document, and its commands alone", () => {
    const bin = join(home, 'foreign');
    const asked = join(bin, 'asked');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'kubectl'), `#!/bin/sh\necho "$*" >> '${asked}'\n`, { mode: 0o755 });
    const file = join(home, 'foreign.md');
    writeFileSync(
      file,
      [
        '# Lamps',
        '```console\n$ kubectl get nodes\nrm lamp\n```',
        'Then:',
        '```bash\nkubectl logs <pod> </dev/null\n```',
        '```bash\nkubectl delete pod <pod>\n```',
        '```bash\nkubectl get svc > list\n```',
        '',
      ].join('\n\n'),
    );
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    const kubectls = (): readonly string[] =>
      existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n') : [];
    expect(run([file], { env, cwd: bin })).toMatchObject({
      status: 3,
      stdout: expect.stringMatching(
        /^ok .*\ncould not tell .* -- it holds <pod>; give it a value with --set '<pod>=VALUE'\n.* 2 blocks that may change something were not run\.\n$/,
      ) as string,
    });
    expect(kubectls()).toEqual(['get nodes']);
    const given = run([file, '--set', '<pod>=lamp-1'], { env, cwd: bin });
    expect(given).toMatchObject({ status: 0, stderr: '' });
    expect(kubectls()).toEqual(['get nodes', 'get nodes', 'logs lamp-1']);
    expect(run([file, '--set', '<pod>=a b'], { env })).toMatchObject({ status: 2, stdout: '' });
    expect(kubectls()).toHaveLength(3);
    expect(readdirSync(bin).toSorted()).toEqual(['asked', 'kubectl']);
    expect(existsSync(join(home, '.local'))).toBe(false);
    expect(existsSync(join(home, '.kube'))).toBe(false);
    expect(leftOver()).toEqual([]);
  });

  it('prints TAP, JUnit and JSON that others read', () => {
    const mixed = book(
      'mixed',
      ['CHECK -- jumphost', 'echo up', '**GATE:** output is `up`.', '**GATE:** output is `<&>`.'],
      ['CHECK -- jumphost', 'echo $nobody_gave_it', '**CAPTURE:** `later_id` is the output.'],
    );
    const tap = readTap(run([mixed, '--format', 'tap']).stdout);
    expect(tap.map(({ ok }) => ok)).toEqual([true, false, true, false]);
    const xml = readXml(run([mixed, '--format', 'junit']).stdout);
    expect(xml.attributes).toMatchObject({ tests: '4', failures: '2', errors: '0' });
    const json = run([mixed, '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ status: 1, counts: { ok: 2, notOk: 2 } });
    expect(json.status).toBe(1);
  });

  it('goes by LANG=C and no terminal', () => {
    const env = { LANG: 'C', LC_ALL: 'C' };
    expect(run([good], { env, shell: 'setsid "$@" <&-' })).toMatchObject({ status: 0, stderr: '' });
  });

  it.runIf(canMount)('goes by a HOME that can not be written', () => {
    const disk = smallDisk('256k');
    disk.readOnly(true);
    const ended = run([good], { env: { HOME: disk.folder } });
    disk.remove();
    expect(ended).toMatchObject({ status: 0, stderr: '' });
  });

  it('says a juju login that is gone in one sentence, and asks nothing', () => {
    const juju = fakeJuju();
    juju.login('expired');
    const unit = book('unit', ['CHECK -- magnum/0', 'true', '**GATE:** exit status is 0.']);
    const ended = run([unit], { env: juju.env, input: 'correct horse\n' });
    expect(ended).toMatchObject({
      status: 3,
      stdout: expect.stringContaining(
        'could not tell 1/1 exit status is 0 -- The Juju login is gone. Log in at a terminal with: juju login\n',
      ) as string,
    });
    expect(juju.eaten()).toEqual([]);
    juju.login('ok');
    expect(run([unit], { env: juju.env }).status).toBe(0);
    juju.remove();
  });

  it('says that no juju is installed', () => {
    const bin = join(home, 'bin');
    mkdirSync(bin, { recursive: true });
    const unit = book('unit', ['CHECK -- magnum/0', 'true', '**GATE:** exit status is 0.']);
    expect(run([unit], { env: { PATH: bin } })).toMatchObject({
      status: 3,
      stdout: expect.stringContaining(
        'juju, which reaches units, is not in the PATH; cron has a short one',
      ) as string,
    });
  });

  it('stops a block that hangs', () => {
    const hangs = book('hangs', [
      'CHECK -- jumphost',
      'sleep 4323.5',
      '**GATE:** exit status is 0.',
    ]);
    expect(run([hangs, '--timeout', '0.5'])).toMatchObject({
      status: 3,
      stdout: expect.stringContaining('it took longer than 0.5 s and was stopped') as string,
    });
    expect(leftOver()).toEqual([]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends what it started at %s, and with %i', async (signal, status) => {
    const pid = join(home, `pid-${signal}`);
    const hangs = book(`hangs-${signal}`, [
      'CHECK -- jumphost',
      `echo $$ >${pid}; sleep 4324.5`,
      '**GATE:** exit status is 0.',
    ]);
    const child = spawn(process.execPath, [builtHandrail(), 'check', hangs], {
      env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    while (!existsSync(pid) || readFileSync(pid, 'utf8') === '')
      await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill(signal);
    expect(await ended).toBe(status);
    expect(existsSync(`/proc/${readFileSync(pid, 'utf8').trim()}`)).toBe(false);
    expect(leftOver()).toEqual([]);
  });

  it('does not mind a reader that went away', () => {
    const ended = run([bad], { shell: 'set -o pipefail; "$@" | true' });
    expect(ended).toMatchObject({ status: 1, stderr: '' });
  });

  it.runIf(existsSync('/dev/full'))('says so when nobody has what it found', () => {
    const ended = run([good], { shell: '"$@" >/dev/full' });
    expect(ended.status).toBe(3);
    expect(ended.stderr).toContain('what was found could not be written (ENOSPC)');
  });

  it.runIf(canMount)('could not tell where there is no room for what a block prints', () => {
    const disk = smallDisk('256k');
    disk.fill();
    const ended = run([good], { env: { XDG_RUNTIME_DIR: disk.folder } });
    disk.remove();
    expect(ended).toMatchObject({
      status: 3,
      stdout: expect.stringMatching(/^could not tell 1\/1 .* the disk is full/) as string,
    });
  });

  it('runs without a cloud, and sees how one is broken', () => {
    const whole = run(['phase-07', '--simulated', '--step', 'prerequisites', '--format', 'tap']);
    expect(whole).toMatchObject({ status: 0, stderr: '' });
    expect(readTap(whole.stdout).every(({ ok }) => ok)).toBe(true);
    const broken = run([
      'phase-07',
      '--simulated',
      '--fault',
      'no-trustee-domain',
      '--block',
      '7.0/2',
    ]);
    expect(broken.status).toBe(1);
    expect(run(['phase-07', '--simulated', '--block', '7.9/1']).stdout).toContain(
      'say --route fresh or --route graft',
    );
  });
});
