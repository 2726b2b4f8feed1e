import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginSession } from '../../src/cli/open-session.ts';
import { resumeSession } from '../../src/cli/resume-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { hasMark, markOf, processIds } from '../../src/session/effects/block-processes.ts';
import { attemptFolder } from '../../src/session/effects/session-folder.ts';
import { previewOf } from '../../src/session/preview.ts';
import { locate } from '../../src/session/refs.ts';
import { newestAttempt, standingByRef } from '../../src/session/standing.ts';
import type { Walker } from '../../src/session/walker.ts';

const block = (id: number, label: string, script: string, after: string) =>
  `## Step ${id} -- s\n\n**${label}**\n\`\`\`bash\n${script}\n\`\`\`\n\n${after}\n`;

const book = (folder: string) =>
  [
    '# Cloud\n\n- `ENV(juju-model)` openstack\n- `ENV(project)` capi-mgmt\n',
    block(
      1,
      'CHECK (read-only) -- jumphost',
      'openstack project show "$project" -f value -c id',
      '**CAPTURE:** `pid` is line 1 of the output, matching `[0-9a-f]{32}`.\n\n**GATE:** exit status is 0.',
    ),
    block(
      2,
      'RUN -- magnum/0',
      `printf '%s in %s of %s\\n' "$pid" "$UNIT" "$MODEL" > note\nprintf 'it'"'"'s "$HOME" \\\\ \`done\`\\n'\ncat note; read -r line && echo "read $line"\necho to-stderr >&2; exit 4`,
      '**GATE:** exit status is 4 and error output contains `to-stderr`.',
    ),
    block(
      3,
      'CHECK (read-only) -- magnum/0',
      'cat note',
      '**CAPTURE:** `note` is line 1 of the output.\n\n**GATE:** output contains `in magnum/0 of openstack`.',
    ),
    block(4, 'CHECK (read-only) -- nova/7', 'true', '**GATE:** exit status is 0.'),
    block(
      5,
      'CHECK (read-only) -- jumphost',
      'openstack token issue',
      '**GATE:** exit status is 0.',
    ),
    block(
      6,
      'CHECK (read-only) -- jumphost',
      `sleep 1000 & setsid sleep 1000 & (trap '' INT TERM; touch '${folder}/runs'; sleep 1000)`,
      '**GATE:** exit status is 0.',
    ),
  ].join('\n');

let folder: string;
let walker: Walker;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-bash-'));
  mkdirSync(join(folder, 'units', 'magnum-0'), { recursive: true });
  writeFileSync(join(folder, 'cloud.md'), book(folder));
  const bin = join(import.meta.dirname, '../fixtures/bin');
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env['PATH'] ?? ''}`);
  vi.stubEnv('FAKE_CLOUD', folder);
  walker = await beginSession({
    mode: 'real',
    runbooks: [openRunbook(join(folder, 'cloud.md'))],
    stateDir: join(folder, 'state'),
    faults: [],
    pace: () => 0,
  });
  await walker.send({
    type: 'confirm-literals',
    values: { 'juju-model': 'openstack', project: 'capi-mgmt' },
  });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await walker.close();
});

const session = () => walker.store.getState().session;
const standing = (step: number) => standingByRef(session(), `cloud:${step}/1`);
const attempt = (step: number) => newestAttempt(session(), `cloud:${step}/1`);
/** What blocks called; questions about the login and the target are asked besides. */
const calls = (): readonly string[] => {
  const file = join(folder, 'calls');
  const all = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return all.filter(
    (call) =>
      call !== '' &&
      !/^juju (?:version|whoami|status) |^juju version$|^juju whoami$|^openstack token issue/.test(
        call,
      ),
  );
};
const sessionFolder = () => join(folder, 'state', session().id);
const output = (step: number, stream: 'stdout' | 'stderr'): string =>
  readFileSync(join(attemptFolder(sessionFolder(), attempt(step)?.number ?? 0), stream), 'utf8');

async function run(step: number): Promise<void> {
  expect(await walker.send({ type: 'run', block: `cloud:${step}/1` })).toBeUndefined();
  await walker.idle();
}

describe('a Markdown runbook on real bash, with juju and openstack on the PATH', () => {
  it('carries a capture into a block that is shipped to a unit, and keeps what it says apart', async () => {
    await run(1);
    expect(session().captures['pid']?.value).toBe('0123456789abcdef0123456789abcdef');
    const located = locate(session(), 'cloud:2/1');
    const preview = located === undefined ? undefined : previewOf(session(), located);
    await run(2);
    // What was shown is what the journal holds and what the process got.
    expect(attempt(2)?.command).toEqual(preview);
    const script = join(attemptFolder(sessionFolder(), attempt(2)?.number ?? 0), 'script');
    expect(readFileSync(script, 'utf8')).toBe(`${preview?.runs ?? ''}\n`);
    expect(calls()).toHaveLength(2);
    expect(calls()[1]).toMatch(/^juju ssh -m openstack --pty=false magnum\/0 /);
    expect(output(2, 'stdout')).toBe(
      'it\'s "$HOME" \\ `done`\n0123456789abcdef0123456789abcdef in magnum/0 of openstack\n',
    );
    expect(output(2, 'stderr')).toBe('to-stderr\n');
    expect(attempt(2)?.outcome).toEqual({ type: 'exited', status: 4 });
    expect(standing(2)).toBe('passed');
    await run(3);
    expect(session().captures['note']?.value).toContain('in magnum/0 of openstack');
    expect(standing(3)).toBe('passed');
  });

  it('does not start a block that reads what nobody has captured yet', async () => {
    expect(
      await walker.send({ type: 'skip', block: 'cloud:1/1', reason: 'to see' }),
    ).toBeUndefined();
    expect(await walker.send({ type: 'run', block: 'cloud:2/1' })).toMatch(
      /\$pid, which has no value yet/,
    );
    expect(calls()).toEqual([]);
  });

  it('tells a unit that is not there, and a login that has run out, in the words of the program', async () => {
    await run(4);
    expect(standing(4)).toBe('failed');
    expect(output(4, 'stderr')).toContain('unit "nova/7" not found in model openstack');
    await run(5);
    expect(standing(5)).toBe('failed');
    expect(output(5, 'stderr')).toContain('HTTP 401');
    expect(attempt(5)?.verdicts?.[0]?.why).toMatch(/expected .*exit status is 0.*came/);
  });

  it('knows a change that never reached its unit from one that may go on there', async () => {
    const says = (line: string) =>
      writeFileSync(join(folder, 'units', 'magnum-0', 'ssh-says'), `${line}\r\n`);
    await run(1);
    says('ssh: connect to host 10.0.8.4 port 22: Connection refused');
    await run(2);
    expect(attempt(2)?.outcome).toEqual({
      type: 'not-started',
      reason:
        'no connection to magnum/0 came about (exit status 255): ssh: connect to host 10.0.8.4 port 22: Connection refused',
    });
    expect(standing(2)).toBe('waiting');
    says('client_loop: send disconnect: Broken pipe');
    await run(3);
    expect(attempt(3)?.outcome).toEqual({ type: 'exited', status: 255 });
    expect(standing(3)).toBe('failed');
    await run(2);
    expect(attempt(2)?.outcome).toMatchObject({
      type: 'unknown',
      reason: expect.stringContaining('the connection to magnum/0 was lost') as string,
    });
    expect(standing(2)).toBe('unknown');
  });

  it(
    'stops a block with all that it has started, in its group or not',
    { timeout: 40_000 },
    async () => {
      expect(await walker.send({ type: 'run', block: 'cloud:6/1' })).toBeUndefined();
      await vi.waitUntil(() => existsSync(join(folder, 'runs')), { timeout: 10_000, interval: 20 });
      const mark = markOf(attemptFolder(sessionFolder(), 1));
      const living = () => (processIds() ?? []).filter((pid) => hasMark(pid, mark));
      expect(living().length).toBeGreaterThanOrEqual(4);
      await walker.send({ type: 'cancel' });
      await walker.idle();
      expect(living()).toEqual([]);
      expect(attempt(6)?.outcome).toMatchObject({ type: 'cancelled' });
      expect(standing(6)).toBe('failed');
    },
  );

  it('is taken up at the right block after each of these', async () => {
    for (const step of [1, 2, 3, 4]) {
      await run(step);
      const before = session();
      await walker.close();
      const id = readdirSync(join(folder, 'state'))[0] ?? '';
      const found = { id, folder: join(folder, 'state', id), changedAt: 0 };
      ({ walker } = await resumeSession(found, () => 0));
      await walker.idle();
      expect(session().attempts).toEqual(before.attempts);
      expect(session().captures).toEqual(before.captures);
      expect(standing(step)).toBe(step === 4 ? 'failed' : 'passed');
    }
    // Each ran once, and nothing ran again by being taken up.
    expect(calls()).toHaveLength(4);
  });
});

it('begins nothing when the limit of an output is no size', async () => {
  vi.stubEnv('HANDRAIL_OUTPUT_LIMIT', 'much');
  const stateDir = join(folder, 'other-state');
  const begun = beginSession({
    mode: 'real',
    runbooks: [openRunbook(join(folder, 'cloud.md'))],
    stateDir,
    faults: [],
    pace: () => 0,
  });
  await expect(begun).rejects.toThrow('HANDRAIL_OUTPUT_LIMIT is "much", which is no size; give');
  expect(readdirSync(stateDir)).toEqual([]);
});

describe('a machine without bash', () => {
  it('starts nothing, says so, and offers the block again', async () => {
    await walker.close();
    const bin = mkdtempSync(join(tmpdir(), 'handrail-no-bash-'));
    symlinkSync('/usr/bin/flock', join(bin, 'flock'));
    vi.stubEnv('PATH', bin);
    const id = readdirSync(join(folder, 'state'))[0] ?? '';
    ({ walker } = await resumeSession(
      { id, folder: join(folder, 'state', id), changedAt: 0 },
      () => 0,
    ));
    await run(1);
    expect(attempt(1)?.outcome).toEqual({
      type: 'not-started',
      reason: 'bash was not found on the PATH; install it or put its folder there.',
    });
    expect(standing(1)).toBe('waiting');
  });
});
