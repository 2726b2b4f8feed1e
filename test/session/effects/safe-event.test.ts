import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { Secret } from '../../../src/secrets/secret.ts';
import { judgeRun } from '../../../src/session/effects/evidence.ts';
import { createRecorder } from '../../../src/session/effects/record.ts';
import { safeEvent } from '../../../src/session/effects/safe-event.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { emptySession } from '../../../src/session/session.ts';
import type { View } from '../../../src/session/walker.ts';
import { stepWith } from '../../support/read.ts';

const known = 'correct-horse-battery';
const secrets = [new Secret(new TextEncoder().encode(known))];
const said = `it said ${known} and OS_PASSWORD=hunter2`;

const ways: readonly SessionEvent[] = [
  {
    type: 'poll-looked',
    attempt: 1,
    look: {
      number: 1,
      seconds: 0,
      answer: 'not-yet',
      state: said,
      outcome: { type: 'unknown', reason: said },
    },
  },
  {
    type: 'secret-given',
    attempt: 1,
    round: {
      number: 1,
      holder: undefined,
      state: said,
      outcome: { type: 'not-started', reason: said },
    },
  },
  { type: 'block-ended', attempt: 1, outcome: { type: 'cancelled', status: 1, why: said } },
  { type: 'block-ended', attempt: 1, outcome: { type: 'unknown', reason: said } },
  {
    type: 'block-judged',
    attempt: 1,
    verdicts: [{ answer: 'no', why: said, conditions: [{ text: 'x', answer: 'no', came: said }] }],
    captures: {},
    captureFailures: [said],
  },
  {
    type: 'environment-changed',
    attempt: 1,
    change: { set: ['A'], changed: [], unset: [], folder: said, options: [] },
  },
  { type: 'environment-lost', reason: said },
  {
    type: 'target-pinned',
    target: { type: 'openstack', scope: 'admin', project: 'p' },
    reason: said,
  },
  { type: 'login-lost', login: 'juju', said, block: 'b:1/1', attempt: 1 },
  { type: 'outcome-taken', attempt: 1, as: 'done', reason: said },
  { type: 'gate-overridden', owner: 'b:1/1', reason: said },
  { type: 'block-skipped', block: 'b:1/1', reason: said },
  { type: 'note-added', text: said, block: undefined },
];

describe('what is written down', () => {
  it.each(ways.map((event) => [event.type, event] as const))('quotes no secret: %s', (_, event) => {
    expect(JSON.stringify(event)).toContain(known);
    const safe = JSON.stringify(safeEvent(event, secrets));
    expect(safe).not.toMatch(/horse|hunter2/);
    expect(safe).toContain('it said [masked] and OS_PASSWORD=[masked]');
  });

  it('keeps what only looks like a secret because of where it stands', () => {
    const event: SessionEvent = {
      type: 'login-lost',
      login: 'juju',
      said: 'x',
      block: 'token:1/1',
      attempt: 1,
    };
    expect(safeEvent(event, secrets)).toEqual(event);
  });

  it('reaches neither the journal nor the screen otherwise', () => {
    const store = createStore<View>(() => ({
      session: emptySession([]),
      live: undefined,
      background: [],
      trouble: undefined,
      unwritten: [],
    }));
    const journal: SessionEvent[] = [];
    const log = {
      append(event: SessionEvent) {
        journal.push(event);
        return { seq: journal.length, at: 'now' };
      },
    };
    const recorder = createRecorder(log, store, () => secrets);
    for (const event of ways) recorder.note(event);
    recorder.announce({ type: 'note-added', text: said, block: undefined });
    expect(JSON.stringify([journal, store.getState()])).not.toMatch(/horse|hunter2/);
    expect(journal).toHaveLength(ways.length + 1);
  });
});

describe('what a gate quotes', () => {
  function judged(stdout: string, ...forms: readonly string[]) {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-quoted-'));
    writeFileSync(join(folder, 'stdout'), stdout);
    writeFileSync(join(folder, 'stderr'), stdout);
    const { runbook, block } = stepWith(...forms.flatMap((form) => [form, '']));
    return judgeRun(emptySession([runbook]), block, folder, { type: 'exited', status: 0 }, secrets);
  }

  it.each([
    ['a line', `${'x'.repeat(100)} ${known}\n`, '**GATE:** line 1 of the output is `a`.'],
    ['the output', `OS_PASSWORD=hunter2\n`, '**GATE:** output is `a`.'],
    ['the error output', `OS_PASSWORD=hunter2\n`, '**GATE:** error output is `a`.'],
    ['a counted line', `token: hunter2\n`, '**GATE:** output has no line matching `token`.'],
    ['every line', `fine\ntoken: hunter2\n`, '**GATE:** every line of the output is `fine`.'],
    ['a value of JSON', `{"a": "${known}"}`, '**GATE:** json `.a` is `b`.'],
    [
      'a value of JSON by its name',
      '{"data": {"password": "hunter2"}}',
      '**GATE:** json `.data.password` is `b`.',
    ],
    ['what is no JSON', 'password: hunter2', '**GATE:** json `.a` is `b`.'],
    ['what is no number', 'password: hunter2', '**GATE:** output is at least `3`.'],
    [
      'a capture that does not match',
      `${known}\n`,
      '**CAPTURE:** `a` is line 1 of the output, matching `[0-9]+`.',
    ],
    [
      'a field that is not there',
      `token: hunter2\n`,
      '**CAPTURE:** `a` is field 9 of line 1 of the output.',
    ],
  ])('holds no secret, even where it is cut: %s', (_, stdout, form) => {
    const judgement = judged(stdout, form);
    const told = JSON.stringify(judgement);
    expect(told).not.toMatch(/horse|corr|hunter2/);
    expect(judgement.verdicts.every(({ answer }) => answer !== 'yes')).toBe(true);
    expect(judgement.verdicts.length + judgement.captureFailures.length).toBe(1);
  });

  it('is judged by what was printed all the same', () => {
    const form = '**GATE:** output contains `OS_PASSWORD=hunter2`.';
    expect(judged('OS_PASSWORD=hunter2\n', form).verdicts[0]?.answer).toBe('yes');
  });
});

describe('a capture', () => {
  it.each([
    ['a known secret', known, 'a'],
    ['a token', `hvs.${'CAESI'.repeat(6)}`, 'a'],
    ['what is called a password', 'hunter2', 'admin_password'],
  ])('is none when it is %s', (_, value, name) => {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-quoted-'));
    writeFileSync(join(folder, 'stdout'), `${value}\n`);
    writeFileSync(join(folder, 'stderr'), '');
    const { runbook, block } = stepWith(`**CAPTURE:** \`${name}\` is line 1 of the output.`);
    const outcome = { type: 'exited', status: 0 } as const;
    const { captures, captureFailures } = judgeRun(
      emptySession([runbook]),
      block,
      folder,
      outcome,
      secrets,
    );
    expect(captures).toEqual({});
    expect(captureFailures).toEqual([expect.stringMatching(/looks like a secret.*SECRET block$/)]);
    expect(captureFailures.join()).not.toContain(value);
  });

  it('may be a hash, an id or an address', () => {
    const values = [
      '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
      '10.12.4.76',
      'https://10.0.0.1:5000/v3',
    ];
    for (const value of values) {
      const folder = mkdtempSync(join(tmpdir(), 'handrail-quoted-'));
      writeFileSync(join(folder, 'stdout'), `${value}\n`);
      writeFileSync(join(folder, 'stderr'), '');
      const { runbook, block } = stepWith('**CAPTURE:** `a` is line 1 of the output.');
      const outcome = { type: 'exited', status: 0 } as const;
      expect(judgeRun(emptySession([runbook]), block, folder, outcome).captures).toEqual({
        a: value,
      });
    }
  });
});
