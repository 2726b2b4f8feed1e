import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckedGate } from '../../../src/session/check/checked-gate.ts';
import { createBashRunner } from '../../../src/session/effects/run-block.ts';
import { runChecks, type ChecksParts } from '../../../src/session/effects/run-checks.ts';
import { throwAwayFolder } from '../../../src/session/effects/throw-away-folder.ts';
import { locatedBlocks } from '../../../src/session/refs.ts';
import { emptySession } from '../../../src/session/session.ts';
import { fakeJuju } from '../../support/fake-juju.ts';
import { read } from '../../support/read.ts';

const checkOf = (text: string, ...below: string[]): string[] => [
  '',
  '**CHECK -- jumphost**',
  '```bash',
  text,
  '```',
  ...below,
  '',
];

async function checked(
  lines: readonly string[],
  more: Partial<ChecksParts> & { readonly env?: Record<string, string> } = {},
): Promise<CheckedGate[]> {
  const env = { ...process.env, ...more.env };
  const place = throwAwayFolder(env);
  const told: CheckedGate[] = [];
  const session = emptySession([read('## Step 1', ...lines)]);
  await runChecks(
    {
      runner: createBashRunner({
        env,
        cwd: tmpdir(),
        carriedIn: place.carriedIn,
        memory: place.memory,
        graceMilliseconds: 300,
      }),
      prepare: async () => undefined,
      changes: () => undefined,
      whyNotShipped: () => undefined,
      patience: 20_000,
      signal: new AbortController().signal,
      now: Date.now,
      attested: 'could-not-tell',
      folder: place.ofRun,
      forget: place.forget,
      tell: (lines) => told.push(...lines),
      ...more,
    },
    session,
    locatedBlocks(session),
  );
  place.remove();
  expect(existsSync(place.folder ?? '')).toBe(false);
  return told;
}

/** Whether a process with this in its words lives. */
const lives = (words: string): boolean =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(words);
      } catch {
        return false;
      }
    });

describe('checks on real bash', () => {
  it('hand on what they find and what they set', async () => {
    const told = await checked([
      ...checkOf('cd /usr; colour=blue; echo 4711', '**CAPTURE:** `pid` is line 1 of the output.'),
      ...checkOf('echo "$pid $colour $PWD"', '**GATE:** output is `4711 blue /usr`.'),
    ]);
    expect(told.map(({ answer }) => answer)).toEqual(['yes', 'yes']);
  });

  it('are told with what was expected and what came', async () => {
    const told = await checked(checkOf('echo down', '**GATE:** output is `up`.'));
    expect(told).toMatchObject([{ answer: 'no', why: 'expected output is `up`; came `down`' }]);
  });

  it('are not run when they are known to change something', async () => {
    const mark = join(mkdtempSync(join(tmpdir(), 'handrail-checks-')), 'ran');
    const told = await checked(checkOf(`touch ${mark}`, '**GATE:** exit status is 0.'), {
      changes: ({ block }) => `${block.id} changes something`,
    });
    expect(told).toMatchObject([{ answer: 'could-not-tell', why: '1/1 changes something' }]);
    expect(existsSync(mark)).toBe(false);
  });

  it('find their standard input empty', async () => {
    const told = await checked(
      checkOf('read -r line; echo "read: $? <$line>"', '**GATE:** output is `read: 1 <>`.'),
    );
    expect(told).toMatchObject([{ answer: 'yes' }]);
  });

  it('are stopped with all that they started when they take too long', async () => {
    const begun = Date.now();
    const told = await checked(
      checkOf('sleep 4321.5 & (trap "" INT TERM; sleep 4321.5)', '**GATE:** exit status is 0.'),
      { patience: 500 },
    );
    expect(told).toMatchObject([
      { answer: 'could-not-tell', why: 'it took longer than 0.5 s and was stopped' },
    ]);
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(lives('4321.5')).toBe(false);
  });

  it('leave nothing running behind them', async () => {
    const text = 'sleep 4325.5 & setsid sleep 4326.5 & echo up';
    const told = await checked(checkOf(text, '**GATE:** output is `up`.'));
    expect(told).toMatchObject([{ answer: 'yes' }]);
    expect([lives('4325.5'), lives('4326.5')]).toEqual([false, false]);
  });

  it('end when they are told to, and those that come are not run', async () => {
    const abort = new AbortController();
    const mark = join(mkdtempSync(join(tmpdir(), 'handrail-checks-')), 'ran');
    setTimeout(() => abort.abort('told to end'), 300);
    const told = await checked(
      [...checkOf('sleep 4322.5', '**GATE:** exit status is 0.'), ...checkOf(`touch ${mark}`)],
      { signal: abort.signal },
    );
    expect(told.map(({ answer, why }) => [answer, why])).toEqual([
      ['could-not-tell', 'told to end'],
      ['could-not-tell', 'told to end'],
    ]);
    expect(existsSync(mark)).toBe(false);
    expect(lives('4322.5')).toBe(false);
  });

  it('meet a login that is gone once: what needs it is not run after that', async () => {
    const juju = fakeJuju();
    juju.login('expired');
    const told = await checked(
      [
        ...checkOf('juju status', '**GATE:** exit status is 0.'),
        ...checkOf('juju status --relations', '**GATE:** exit status is 0.'),
        ...checkOf('echo local', '**GATE:** output is `local`.'),
      ],
      { env: { ...juju.env } },
    );
    const gone = 'The Juju login is gone. Log in at a terminal with: juju login';
    expect(told.map(({ answer, why }) => [answer, why])).toEqual([
      ['could-not-tell', gone],
      ['could-not-tell', gone],
      ['yes', ''],
    ]);
    expect(juju.calls()).toEqual(['status']);
    expect(juju.eaten()).toEqual([]);
    juju.remove();
  });

  it('tell a controller that is down from a gate that failed', async () => {
    const juju = fakeJuju();
    juju.login('down');
    const told = await checked(
      ['', '**CHECK -- magnum/0**', '```bash', 'true', '```', '**GATE:** exit status is 0.'],
      { env: { ...juju.env } },
    );
    expect(told).toMatchObject([
      {
        answer: 'could-not-tell',
        why: expect.stringMatching(/^the Juju controller can not be/) as string,
      },
    ]);
    juju.remove();
  });

  it('tell a connection that failed from a gate that failed', async () => {
    const bin = mkdtempSync(join(tmpdir(), 'handrail-checks-'));
    const { writeFileSync } = await import('node:fs');
    const says = 'ssh: connect to host 192.0.2.7 port 22: Connection refused';
    writeFileSync(join(bin, 'juju'), `#!/bin/sh\necho '${says}' >&2\nexit 255\n`, { mode: 0o755 });
    const unit = [
      '',
      '**CHECK -- magnum/0**',
      '```bash',
      'true',
      '```',
      '**GATE:** exit status is 0.',
    ];
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    expect(await checked(unit, { env })).toMatchObject([
      { answer: 'could-not-tell', why: `no connection to the unit came about: ${says}` },
    ]);
    expect(
      await checked(unit, { whyNotShipped: () => 'juju is not installed here' }),
    ).toMatchObject([{ answer: 'could-not-tell', why: 'juju is not installed here', seconds: 0 }]);
  });

  it('quote nothing of a sensitive output, and no secret of another', async () => {
    const told = await checked([
      ...checkOf('echo hunter2-hunter2', '**SENSITIVE:** output.', '', '**GATE:** output is `x`.'),
      ...checkOf('echo password=hunter2-hunter2', '**GATE:** output is `x`.'),
    ]);
    expect(told.map(({ answer }) => answer)).toEqual(['no', 'no']);
    expect(told.map(({ why }) => why).join(' ')).not.toContain('hunter2');
  });

  it('can not be told where there is no place for what they print', async () => {
    const told = await checked(checkOf('true', '**GATE:** exit status is 0.'), {
      folder: () => {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      },
    });
    expect(told).toMatchObject([
      { answer: 'could-not-tell', why: 'it could not be run: the disk is full' },
    ]);
  });
});

describe('the folder that is thrown away', () => {
  it('lies on a disk, and says that nothing is carried, where nothing is in memory', () => {
    const place = throwAwayFolder({}, '/nonexistent');
    expect(place.why).toMatch(/^nothing is carried from one block to the next: /);
    expect(place.memory().type).toBe('none');
    expect(place.ofRun(1).startsWith(place.folder ?? '-')).toBe(true);
    place.remove();
    expect(existsSync(place.folder ?? '')).toBe(false);
  });
});
