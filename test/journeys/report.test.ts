import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/session/report/model.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { holdLock } from '../../src/session/effects/lock.ts';
import { runHandrail } from '../support/built.ts';

const state = mkdtempSync(join(tmpdir(), 'handrail-report-'));
let id = '';

beforeAll(() => {
  const walk = ['train', 'phase-07', '--autopilot', '--json', '--route', 'graft'];
  const run = runHandrail([...walk, '--state-dir', state], { patience: 110_000 });
  expect(run.status).toBe(0);
  id = (JSON.parse(run.stdout) as { session: string }).session;
}, 120_000);

afterAll(() => {
  rmSync(state, { recursive: true, force: true });
});

const report = (...words: readonly string[]) =>
  runHandrail(['report', ...words, '--state-dir', state]);

function asJson(...words: readonly string[]): Report {
  const run = report(...words, '--format', 'json');
  expect(run.status).toBe(0);
  return JSON.parse(run.stdout) as Report;
}

describe('the report of a training walk of phase-07', () => {
  it('has every block with its command, verdict and output, and says that it is training', () => {
    const { status, stdout } = report();
    expect(status).toBe(0);
    expect(stdout).toMatch(/^# TRAINING: report of the walk 2/);
    expect(stdout).toContain(
      '> **TRAINING.** Every answer in this report came from a simulated cloud',
    );
    expect(stdout).toContain('the exit gate **passed**');
    expect(stdout).toContain('| `ctl:admin/openstack` |');
    const made = asJson(id);
    expect(made.blocks.length).toBeGreaterThan(50);
    for (const block of made.blocks) expect(stdout).toContain(`#### ${block.id} `);
    const ran = made.blocks.flatMap(({ attempts }) => attempts);
    for (const { command, output } of ran) {
      expect(stdout).toContain(command.script);
      for (const tail of output.tails) expect(stdout).toContain(tail.lines.join('\n'));
    }
    expect(ran.filter(({ output }) => output.tails.length > 0).length).toBeGreaterThan(40);
  });

  it('has the values that the walk found, each from its block', () => {
    const { captures, literals, session } = asJson(id);
    expect(captures.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['mgmt_fip', 'capi_pid', 'kc_sha', 'remote_sha', 'fix_uuid']),
    );
    const pid = captures.find(({ name }) => name === 'capi_pid');
    expect(pid).toMatchObject({ block: 'phase-07:7.1/1', masked: false });
    expect(pid?.value).toMatch(/^[0-9a-f]{32}$/);
    expect(literals.map(({ name }) => name)).toContain('chart-ver');
    expect(session).toMatchObject({ mode: 'training', state: 'finished', passed: true });
  });

  it('has the fields that the page about it names, and no others', () => {
    const page = readFileSync('docs/report.md', 'utf8');
    const made = asJson(id);
    const told = [...page.matchAll(/^\| `([\w.[\]]+)` \| (.*) \|$/gm)].map(
      ([, name = '', what = '']) => ({ name, what }),
    );
    const named = told.map(({ name }) => name).filter((name) => !/[.[]/.test(name));
    expect(named.toSorted()).toEqual(Object.keys(made).toSorted());
    const fieldsOf = (name: string): readonly string[] =>
      [...(told.find((one) => one.name === name)?.what ?? '').matchAll(/`([\w-]+)`/g)].map(
        ([, field = '']) => field,
      );
    const pairs: readonly (readonly [string, object | undefined])[] = [
      ['session', made.session],
      ['session.journal', made.session.journal],
      ['runbooks', made.runbooks[0]],
      ['targets', made.targets[0]],
      ['story', made.story[0]],
      ['literals', made.literals[0]],
      ['captures', made.captures[0]],
      ['blocks', made.blocks[0]],
      ['blocks[].attempts', made.blocks[0]?.attempts[0]],
    ];
    for (const [name, value] of pairs)
      expect(
        Object.keys(value ?? {}).filter((key) => !fieldsOf(name).includes(key)),
        name,
      ).toEqual([]);
  });

  it('goes into a new file that only its owner reads, and over none', () => {
    const file = join(state, 'walk.md');
    const written = report('--output', file);
    expect(written).toMatchObject({ status: 0, stdout: `The report of ${id} is in ${file}.\n` });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^# TRAINING/);
    writeFileSync(file, 'mine\n');
    expect(report('--output', file)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `handrail: ${file} is there already and was left as it is; name another file, or delete it first.\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('mine\n');
    const nowhere = join(state, 'no-such-folder', 'walk.md');
    expect(report('--output', nowhere)).toMatchObject({ status: 2 });
  });

  it('keeps as many lines of an output as are asked for', () => {
    const lines = (made: Report) =>
      made.blocks.flatMap(({ attempts }) =>
        attempts.flatMap(({ output }) => output.tails.map((tail) => tail.lines.length)),
      );
    expect(Math.max(...lines(asJson(id, '--lines', '1')))).toBe(1);
    expect(Math.max(...lines(asJson(id)))).toBeGreaterThan(1);
    expect(report('--lines', 'many').stderr).toContain('--lines takes a number from 0 to 1000');
  });
});

describe('a look whether the record is whole', () => {
  it('finds all of it sound, also against a report', () => {
    const file = join(state, 'walk.json');
    expect(report(id, '--format', 'json', '--output', file).status).toBe(0);
    const found = report('--verify', file);
    expect(found.status).toBe(0);
    expect(found.stdout).toMatch(
      /^2\S+\n *\[x\] journal: \d+ lines[\s\S]*\[x\] outputs: \d+ files as the report has them\nAll of it is sound\.\n$/,
    );
    expect(report('--verify')).toMatchObject({ status: 0 });
  });

  it('names an output that was changed after the report, and exits with 1', () => {
    const file = join(state, 'before.json');
    expect(report(id, '--format', 'json', '--output', file).status).toBe(0);
    const output = join(state, id, 'attempts', '0003', 'stdout');
    const was = readFileSync(output);
    writeFileSync(output, 'something else\n');
    const found = report('--verify', file);
    expect(found.status).toBe(1);
    expect(found.stdout).toContain('Not sound: outputs: attempts/0003/stdout is not what it was');
    const machine = report('--verify', file, '--format', 'json');
    expect(machine.status).toBe(1);
    expect(JSON.parse(machine.stdout)).toMatchObject({ session: id, sound: false });
    writeFileSync(output, was);
  });

  it.each([
    [['--verify', '/no/such.json'], 'The report /no/such.json can not be read'],
    [
      ['--verify', 'package.json'],
      'package.json is no report of handrail: it does not say its format',
    ],
    [['--verify', '--output', 'x'], '--verify writes no report'],
    [['no-such-session'], 'No session no-such-session'],
    [['--format', 'html'], 'html'],
  ])('says what is wrong with %j, and exits with 2', (words, sentence) => {
    const run = report(...words);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain(sentence);
  });
});

describe('sessions in other states', () => {
  async function half(): Promise<{ folder: string; close: () => Promise<void>; id: string }> {
    const own = mkdtempSync(join(state, 'half-'));
    const file = join(own, 'half.md');
    writeFileSync(
      file,
      '# Half\n\n## Step 1 -- s\n\n**RUN -- jumphost**\n\n```bash\necho "one | two"\n```\n\n**GATE:** exit status is 0.\n\n## Step 2 -- t\n\n**RUN -- jumphost**\n\n```bash\ntrue\n```\n',
    );
    const walker = await beginSession({
      mode: 'real',
      runbooks: [openRunbook(file)],
      stateDir: join(own, 'state'),
      faults: [],
      pace: () => 0,
    });
    await walker.send({ type: 'confirm-literals', values: {} });
    expect(await walker.send({ type: 'run', block: 'half:1/1' })).toBeUndefined();
    await walker.idle();
    const [name = ''] = readdirSync(join(own, 'state'));
    return { folder: join(own, 'state', name), close: () => walker.close(), id: name };
  }

  const of = (folder: string, ...words: readonly string[]) =>
    runHandrail(['report', ...words, '--state-dir', join(folder, '..')]);

  it('reports a walk that goes on in another process, without its lock', async () => {
    const walking = await half();
    const run = of(walking.folder);
    expect(run.stdout).toContain(`under way when this report was made (process ${process.pid} of`);
    expect(run.stdout).not.toContain('TRAINING');
    expect(run.stdout).toContain('#### 2/1 RUN on jumphost: to do');
    expect(of(walking.folder, '--verify').status).toBe(0);
    await walking.close();
    expect(of(walking.folder).stdout).toContain('was neither finished nor left');
  });

  it('reports one with a torn last line, says so, and calls it not whole', async () => {
    const torn = await half();
    await torn.close();
    appendFileSync(join(torn.folder, 'journal.jsonl'), '{"seq":9,"at":"2026-');
    const run = of(torn.folder);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('its last line has no end (20 bytes), and is left out here');
    expect(of(torn.folder, '--verify')).toMatchObject({ status: 1 });
  });

  it('refuses one with a damaged journal, with the way on', async () => {
    const damaged = await half();
    await damaged.close();
    const journal = join(damaged.folder, 'journal.jsonl');
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('"via":"bash"', '"via":"hash"'));
    const run = of(damaged.folder);
    expect(run.status).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/does not fit its checksum.*handrail sessions repair /);
    expect(of(damaged.folder, '--verify')).toMatchObject({ status: 1 });
  });

  it('leaves the lock to whoever takes it', async () => {
    const left = await half();
    await left.close();
    of(left.folder);
    const lock = holdLock(left.folder, { now: Date.now });
    expect(lock.type).toBe('held');
    if (lock.type === 'held') lock.release();
  });

  it('says that there is nothing to report where there is none', () => {
    const empty = mkdtempSync(join(state, 'empty-'));
    const run = runHandrail(['report', '--state-dir', empty]);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain(`There is nothing to report in ${empty}.`);
  });
});
