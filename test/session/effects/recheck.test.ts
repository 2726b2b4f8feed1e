import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { driftOf } from '../../../src/session/drift.ts';
import { startEngine } from '../../../src/session/effects/engine.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { emptySession } from '../../../src/session/session.ts';
import { nextBlock, standingByRef } from '../../../src/session/standing.ts';
import { fold } from '../../../src/session/update.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';
import { scriptedRunner, steppingClock, type Reply } from '../../support/scripted-runner.ts';

const check = (step: number, says: string, extra = '') => `## Step ${step} -- s${step}

**CHECK (read-only) -- jumphost**
\`\`\`bash
${says}
\`\`\`

${extra}
`;

const book = `# Book

${check(1, 'find-id', '**CAPTURE:** `found_id` is line 1 of the output, matching `[0-9a-f]{4}`.')}
${check(2, 'see "$found_id"', '**GATE:** output contains `up`.')}
${check(3, 'look', '**GATE:** the log reads like a clean start.')}
## Step 4 -- change

**RUN -- jumphost**
\`\`\`bash
change
\`\`\`

**GATE:** output contains \`done\`.

${check(5, 'last-look')}`;

/** An engine over the book, as if `before` stood in the journal of the session already. */
function taken(replies: readonly Reply[], before: readonly SessionEvent[] = firstRun().journal) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-recheck-'));
  const journal: SessionEvent[] = [...before];
  const runner = scriptedRunner(replies);
  const session = fold(
    emptySession([readRunbook(Buffer.from(book), 'book.md')]),
    journal.map((event, index) => ({ seq: index + 1, at: 'then', event })),
  );
  const walker = startEngine(
    {
      session,
      log: {
        append(event) {
          journal.push(event);
          return { seq: journal.length, at: new Date(journal.length * 1000).toISOString() };
        },
      },
      runner,
      clock: steppingClock(),
      ask: async () => ({ status: 127, stdout: '', stderr: 'juju: command not found' }),
      attemptFolder: (attempt, look) => join(folder, String(attempt), String(look ?? 'own')),
      release: async () => undefined,
    },
    { type: 'session-resumed', pid: 1, user: 'u', bootId: undefined, after: 'killed' },
  );
  const state = () => walker.store.getState();
  return {
    walker,
    runner,
    journal,
    state,
    drift: (id: string) => driftOf(state().session, `book:${id}`),
    looked: () =>
      journal.flatMap((event) =>
        event.type === 'block-started' && event.recheck === true ? [event.block] : [],
      ),
    async recheck() {
      const refused = await walker.send({ type: 'recheck' });
      await walker.idle();
      return refused;
    },
  };
}

const started = (block: string, attempt: number): SessionEvent => ({
  type: 'block-started',
  block: `book:${block}`,
  attempt,
  command: {
    script: 'x',
    runs: 'x',
    via: 'bash',
    stdin: 'null',
    changes: false,
    uses: [],
    missing: [],
  },
});
const yes = { answer: 'yes', why: 'yes', conditions: [] } as const;

/** Everything but the last check has passed. */
function firstRun(): { readonly journal: readonly SessionEvent[] } {
  const ran = (
    block: string,
    attempt: number,
    captures: Readonly<Record<string, string>> = {},
  ): readonly SessionEvent[] => [
    started(block, attempt),
    { type: 'block-ended', attempt, outcome: { type: 'exited', status: 0 } },
    { type: 'block-judged', attempt, verdicts: [yes], captures, captureFailures: [] },
  ];
  return {
    journal: [
      {
        type: 'session-started',
        format: 2,
        handrail: '0',
        id: 's',
        mode: 'real',
        runbooks: [],
        host: 'h',
        user: 'u',
        bootId: undefined,
        faults: [],
        seed: 1,
      },
      { type: 'literals-confirmed', values: {} },
      ...ran('1/1', 1, { found_id: 'beef' }),
      ...ran('2/1', 2),
      ...ran('3/1', 3),
      { type: 'gate-attested', gate: 'book:3/1#0', answer: 'yes', by: 'operator' },
      ...ran('4/1', 4),
    ],
  };
}

const found = { when: 'find-id', stdout: 'beef\n' };
const up = { when: 'see', stdout: 'up\n' };

describe('checks that passed, looked at again', () => {
  it('runs them in order, read-only, and neither what only a person judges nor what changes things', async () => {
    const w = taken([found, up]);
    expect(await w.recheck()).toBeUndefined();
    expect(w.looked()).toEqual(['book:1/1', 'book:2/1']);
    expect(w.state().rechecks).toMatchObject({ state: 'done', from: 5 });
    // They start with what blocks have left, and leave nothing themselves.
    expect(w.runner.started.map(({ environment }) => environment)).toEqual(['read', 'read']);
    expect([w.drift('1/1').type, w.drift('2/1').type]).toEqual(['holds', 'holds']);
    expect(w.state().session.running).toBeUndefined();
  });

  it('says what has drifted, and leaves standing, captures and the next block as they were', async () => {
    const w = taken([
      { when: 'find-id', stdout: 'cafe\n' },
      { when: 'see', stdout: 'down\n' },
    ]);
    await w.recheck();
    expect(w.drift('1/1')).toMatchObject({
      type: 'holds',
      other: expect.stringContaining('found_id was beef and is cafe now') as string,
    });
    expect(w.drift('2/1')).toMatchObject({
      type: 'drifted',
      why: expect.stringContaining('up') as string,
    });
    const { session } = w.state();
    expect(standingByRef(session, 'book:2/1')).toBe('passed');
    expect(session.captures['found_id']?.value).toBe('beef');
    expect(nextBlock(session)?.ref).toBe('book:5/1');
  });

  it('runs a drifted block again as an attempt that counts', async () => {
    const w = taken([found, { when: 'see', stdout: 'down\n' }, { when: 'see', stdout: 'down\n' }]);
    await w.recheck();
    expect(await w.walker.send({ type: 'run', block: 'book:2/1' })).toBeUndefined();
    await w.walker.idle();
    expect(standingByRef(w.state().session, 'book:2/1')).toBe('failed');
    expect(w.drift('2/1').type).toBe('not-looked');
  });

  it('is stopped in the middle by cancel: the one under way ends, the rest is left', async () => {
    const w = taken([{ when: 'find-id', hangs: true }]);
    await w.walker.send({ type: 'recheck' });
    expect(w.state().session.running).toBe(5);
    expect(standingByRef(w.state().session, 'book:1/1')).toBe('passed');
    expect(await w.walker.send({ type: 'run', block: 'book:5/1' })).toContain('looked at again');
    expect(await w.walker.send({ type: 'recheck' })).toContain('is running');
    expect(await w.walker.send({ type: 'cancel' })).toBeUndefined();
    await w.walker.idle();
    expect(w.looked()).toEqual(['book:1/1']);
    expect(w.state().rechecks?.state).toBe('skipped');
    expect(w.state().session.running).toBeUndefined();
    expect(w.drift('1/1').type).toBe('not-looked');
    expect(w.runner.rest()).toEqual([]);
  });

  it('leaves out what reads a value that is gone, and says so', async () => {
    const before = firstRun().journal.map((event): SessionEvent =>
      event.type === 'block-judged' ? { ...event, captures: {} } : event,
    );
    const w = taken([found], before);
    await w.recheck();
    expect(w.looked()).toEqual(['book:1/1']);
    expect(w.state().rechecks?.left).toEqual({
      'book:2/1': 'it reads $found_id, which has no value now',
    });
    expect(w.state().rechecks?.state).toBe('done');
  });

  it('forgets a look that handrail died in: nothing is unknown, nothing is under way', async () => {
    const cut = [...firstRun().journal, { ...started('1/1', 5), recheck: true as const }];
    const w = taken([found, up], cut);
    expect(w.state().session.running).toBeUndefined();
    expect(standingByRef(w.state().session, 'book:1/1')).toBe('passed');
    expect(w.runner.started).toEqual([]);
    expect(await w.recheck()).toBeUndefined();
    expect(w.drift('1/1')).toMatchObject({ type: 'holds', attempt: 6 });
  });

  it('ends at a login that is gone: that is no drift, now or when it is back', async () => {
    const said =
      'ERROR cannot get discharge from "https://ctl": interaction required but not possible';
    const status = { type: 'exited', status: 1 } as const;
    const w = taken([{ when: 'find-id', stderr: `${said}\n`, outcome: status }]);
    await w.recheck();
    expect(w.state().session.login).toMatchObject({ kind: 'juju', attempt: 5 });
    expect(w.state().rechecks?.state).toBe('skipped');
    expect(w.looked()).toEqual(['book:1/1']);
    expect(w.drift('1/1')).toMatchObject({
      type: 'could-not-tell',
      why: expect.stringContaining('the login is gone') as string,
    });
    expect(standingByRef(w.state().session, 'book:1/1')).toBe('passed');
  });

  it('is stopped when the walk is left', async () => {
    const w = taken([{ when: 'find-id', hangs: true }]);
    await w.walker.send({ type: 'recheck' });
    await w.walker.close();
    await w.walker.idle();
    expect(w.runner.rest()).toEqual([]);
    expect(w.state().rechecks?.state).not.toBe('on');
  });
});
