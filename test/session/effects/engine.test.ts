import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/session/effects/engine.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { emptySession } from '../../../src/session/session.ts';
import { nextBlock, standingByRef } from '../../../src/session/standing.ts';
import { fold } from '../../../src/session/update.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';
import { scriptedRunner, steppingClock, type Reply } from '../../support/scripted-runner.ts';

const book = `# Book

## Step 1 -- find

**CHECK (read-only) -- jumphost**
\`\`\`bash
find-id
\`\`\`

**CAPTURE:** \`found_id\` is line 1 of the output, matching \`[0-9a-f]{4}\`.

## Step 2 -- change

**RUN -- jumphost**
\`\`\`bash
use "$found_id"
\`\`\`

**GATE:** output contains \`done\`.

## Step 3 -- wait

**POLL -- jumphost** every 20 s, at most 4 times, stop on \`BROKEN\`
\`\`\`bash
look
\`\`\`

**GATE:** the last line is \`READY\`, stable for 2 polls.
`;

const opening: SessionEvent = {
  type: 'session-started',
  format: 1,
  handrail: '0',
  id: 's',
  mode: 'training',
  runbooks: [],
  host: 'h',
  user: 'u',
  bootId: undefined,
  faults: [],
  seed: 1,
};

function walk(
  replies: readonly Reply[],
  options: {
    failAppend?: (event: SessionEvent) => boolean;
    before?: readonly SessionEvent[];
    document?: string;
  } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-engine-'));
  const journal: SessionEvent[] = [...(options.before ?? [])];
  const runner = scriptedRunner(replies);
  const session = fold(
    emptySession([readRunbook(Buffer.from(options.document ?? book), 'book.md')]),
    journal.map((event, index) => ({ seq: index + 1, at: 'then', event })),
  );
  const walker = startEngine(
    {
      session,
      log: {
        append(event) {
          if (options.failAppend?.(event) === true)
            throw new Error('The disk is full; free some space.');
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
    options.before === undefined
      ? opening
      : { type: 'session-resumed', pid: 1, user: 'u', bootId: undefined, after: 'killed' },
  );
  const standing = (id: string) => standingByRef(walker.store.getState().session, `book:${id}`);
  const run = async (id: string) => {
    const refused = await walker.send({ type: 'run', block: `book:${id}` });
    await walker.idle();
    return refused;
  };
  return { walker, journal, runner, standing, run, types: () => journal.map(({ type }) => type) };
}

const found = { when: 'find-id', stdout: 'beef\n' };
const used = { when: "found_id='beef'", stdout: 'done\n' };

async function ready(w: ReturnType<typeof walk>) {
  await w.walker.send({ type: 'confirm-literals', values: {} });
  return w;
}

describe('a walk under the engine', () => {
  it('journals the start before the process and the end before the verdict', async () => {
    const w = await ready(walk([found]));
    expect(await w.run('1/1')).toBeUndefined();
    expect(w.types()).toEqual([
      'session-started',
      'literals-confirmed',
      'block-started',
      'block-ended',
      'block-judged',
    ]);
    expect(w.standing('1/1')).toBe('passed');
  });

  it('runs what the preview shows: a captured value as an assignment', async () => {
    const w = await ready(walk([found, used]));
    await w.run('1/1');
    await w.run('2/1');
    expect(w.standing('2/1')).toBe('passed');
    expect(w.runner.started[1]?.runs).toBe(`found_id='beef'\nuse "$found_id"`);
  });

  it('starts nothing when the start can not be written down', async () => {
    const w = await ready(walk([], { failAppend: ({ type }) => type === 'block-started' }));
    expect(await w.run('1/1')).toBe('The disk is full; free some space.');
    expect(w.runner.started).toEqual([]);
    expect(w.walker.store.getState().trouble).toContain('disk is full');
    expect(w.standing('1/1')).toBe('waiting');
  });

  it('keeps what happened when the disk is full in the middle, and writes it as soon as it can', async () => {
    let full = true;
    const ending = ['block-ended', 'block-judged'];
    const w = await ready(
      walk([found], { failAppend: ({ type }) => full && ending.includes(type) }),
    );
    await w.run('1/1');
    expect(w.types().at(-1)).toBe('block-started');
    expect(w.standing('1/1')).toBe('passed');
    full = false;
    await w.walker.send({ type: 'note', text: 'space made', block: undefined });
    expect(w.types().slice(-3)).toEqual(['block-ended', 'block-judged', 'note-added']);
    expect(w.walker.store.getState().trouble).toBeUndefined();
  });

  it('is not left in silence while an end is not on the disk', async () => {
    let full = false;
    const w = await ready(
      walk([found], { failAppend: ({ type }) => full && type !== 'block-started' }),
    );
    full = true;
    await w.run('1/1');
    expect(await w.walker.send({ type: 'quit' })).toMatch(
      /disk is full.* lost if it is left like this: .*1\/1 ended with exit status 0/,
    );
    expect(w.walker.store.getState().session.state).toBe('walking');
    full = false;
    expect(await w.walker.send({ type: 'quit' })).toBeUndefined();
    expect(w.types().slice(-3)).toEqual(['block-ended', 'block-judged', 'session-quit']);
  });

  it('starts nothing under a caution whose name was not typed, whatever asked for it', async () => {
    const cautious = book.replace('**RUN --', '> CAUTION: overwrites `/etc/thing`.\n\n**RUN --');
    const w = await ready(walk([found], { document: cautious }));
    await w.run('1/1');
    expect(await w.run('2/1')).toContain('Type /etc/thing exactly');
    expect(w.runner.started).toHaveLength(1);
  });

  it('fails a block whose capture did not come', async () => {
    const w = await ready(walk([{ when: 'find-id', stdout: 'nothing here\n' }]));
    await w.run('1/1');
    expect(w.standing('1/1')).toBe('failed');
    expect(await w.run('2/1')).toContain('1/1 comes first');
  });

  it('cancels what is only just being started', async () => {
    const w = await ready(walk([{ when: 'find-id', hangs: true }]));
    let answer: Promise<string | undefined> | undefined;
    const stop = w.walker.store.subscribe(({ live }) => {
      if (live === undefined) return;
      stop();
      answer = w.walker.send({ type: 'cancel' });
    });
    await w.run('1/1');
    expect(await answer).toBeUndefined();
    expect(w.walker.store.getState().session.attempts[0]?.outcome?.type).toBe('cancelled');
  });

  it('cancels what runs, and says so', async () => {
    const w = await ready(walk([{ when: 'find-id', hangs: true }]));
    await w.walker.send({ type: 'run', block: 'book:1/1' });
    while (w.runner.started.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await w.walker.send({ type: 'cancel' })).toBeUndefined();
    await w.walker.idle();
    expect(w.standing('1/1')).toBe('failed');
    expect(w.journal.find(({ type }) => type === 'block-ended')).toMatchObject({
      outcome: { type: 'cancelled' },
    });
  });
});

describe('a poll', () => {
  const look = (stdout: string, status = 0): Reply => ({
    when: 'look',
    stdout,
    outcome: { type: 'exited', status },
  });
  const poll = async (replies: readonly Reply[]) => {
    const w = await ready(walk(replies));
    await w.run('3/1');
    const looks = w.journal.flatMap((event) =>
      event.type === 'poll-looked' ? [event.look.answer] : [],
    );
    return { ...w, looks, attempt: w.walker.store.getState().session.attempts.at(-1) };
  };

  it('needs the gate to hold as often in a row as it says', async () => {
    const { looks, standing, runner } = await poll([
      look('READY\n'),
      look('no\n'),
      look('READY\n'),
      look('READY\n'),
    ]);
    expect(looks).toEqual(['yes', 'not-yet', 'yes', 'yes']);
    expect(standing('3/1')).toBe('passed');
    expect(runner.rest()).toEqual([]);
  });

  it('fails when the looks run out, and says what came last', async () => {
    const { standing, attempt } = await poll([
      look('a\n'),
      look('b\n'),
      look('c\n'),
      look('READY\n'),
    ]);
    expect(standing('3/1')).toBe('failed');
    expect(attempt?.verdicts?.[0]?.why).toContain('not within 4 looks');
  });

  it('ends at once on what will never become good', async () => {
    const { looks, standing } = await poll([look('BROKEN\n')]);
    expect(looks).toEqual(['stop']);
    expect(standing('3/1')).toBe('failed');
  });

  it('tells a broken question from a no, and gives up on the third in a row', async () => {
    const { looks, attempt } = await poll([look('', 1), look('', 1), look('', 1)]);
    expect(looks).toEqual(['question-failed', 'question-failed', 'question-failed']);
    expect(attempt?.verdicts?.[0]?.why).toContain('says nothing about the answer');
  });
});

describe('a walk taken up again', () => {
  const before = async (replies: readonly Reply[], ids: readonly string[]) => {
    const w = await ready(walk(replies));
    for (const id of ids) await w.run(id);
    return w.journal;
  };

  it('runs nothing by itself and goes on at the right block', async () => {
    const journal = await before([found], ['1/1']);
    const w = walk([], { before: journal });
    expect(nextBlock(w.walker.store.getState().session)?.block.id).toBe('2/1');
    expect(w.runner.started).toEqual([]);
  });

  it('takes in a block that ended meanwhile', async () => {
    const journal = (await before([found, used], ['1/1', '2/1'])).filter(
      (event, index, all) => index < all.length - 2,
    );
    const w = walk([{ when: 'attach', stdout: 'done\n' }], { before: journal });
    await w.walker.idle();
    expect(w.standing('2/1')).toBe('passed');
  });

  it('leaves a lost change as unknown until a person says what became of it', async () => {
    const journal = (await before([found, used], ['1/1', '2/1'])).filter(
      (event, index, all) => index < all.length - 2,
    );
    const w = walk([{ when: 'attach', outcome: { type: 'unknown', reason: 'it is gone' } }], {
      before: journal,
    });
    await w.walker.idle();
    expect(w.standing('2/1')).toBe('unknown');
    await w.walker.send({
      type: 'take-outcome',
      block: 'book:2/1',
      as: 'done',
      reason: 'the id is in the list',
    });
    // Its gate was not judged: a word stands in for it, and stays visible as that.
    expect(w.standing('2/1')).toBe('overridden');
  });

  it('judges an end that was written without its verdict', async () => {
    const journal = (await before([found], ['1/1'])).slice(0, -1);
    const w = walk([], { before: journal });
    expect(w.types().at(-1)).toBe('block-judged');
  });
});
