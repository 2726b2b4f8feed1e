import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isTraining, playWalk } from '../../src/cli/autopilot-walk.ts';
import { findSession } from '../../src/cli/find-session.ts';
import { beginSession, type NewSession } from '../../src/cli/open-session.ts';
import { resumeSession } from '../../src/cli/resume-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { atOnce } from '../../src/cli/training.ts';
import { createTimeGate } from '../../src/cloud/time-gate.ts';
import type { SessionEvent } from '../../src/session/events.ts';

const fence = (label: string, script: string, after: string): string =>
  `**${label}\n\n\`\`\`bash\n${script}\n\`\`\`\n\n${after}\n`;

/** Two polls, the first done after `first` seconds, the second after `second`; a block of 100 s beside both. */
const book = (first: number, second: number, more = ''): string =>
  [
    '# Book\n',
    '## Step 1 -- Begin\n',
    fence(
      'CHECK (read-only) -- jumphost**',
      'date +%s',
      '**CAPTURE:** `begun` is line 1 of the output.',
    ),
    '## Step 2 -- First\n',
    fence(
      'POLL -- jumphost** every 20 s, at most 20 times',
      `[ $(( $(date +%s) - $begun )) -ge ${first} ] && echo READY || echo NOTHING`,
      `**GATE:** the last line is \`READY\`. **MEANWHILE:** go on up to step \`5\`.`,
    ),
    '## Step 3 -- Second\n',
    fence(
      'POLL -- jumphost** every 50 s, at most 20 times',
      `[ $(( $(date +%s) - $begun )) -ge ${second} ] && echo UP || echo NOTHING`,
      '**GATE:** the last line is `UP`. **MEANWHILE:** go on.',
    ),
    '## Step 4 -- Beside\n',
    fence('RUN -- jumphost**', 'sleep 100; echo done', '**GATE:** output contains `done`.'),
    more,
    '## Step 5 -- Behind\n',
    fence('RUN -- jumphost**', 'echo behind', '**GATE:** output contains `behind`.'),
    '## Exit gate\n',
    '- **GATE:** steps `1`, `2`, `3`, `4` and `5` passed.\n',
  ].join('\n');

async function begin(document: string, over: Partial<NewSession> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-polls-training-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'book.md'), document);
  const events: SessionEvent[] = [];
  const stateDir = join(folder, 'state');
  const walker = await beginSession({
    mode: 'training',
    runbooks: [openRunbook(join(folder, 'book.md'))],
    stateDir,
    faults: [],
    pace: atOnce,
    onEvent: (event) => events.push(event),
    ...over,
  });
  if (!isTraining(walker)) throw new Error('a training walk did not begin as one');
  return { walker, events, stateDir };
}

async function play(document: string) {
  const gate = createTimeGate();
  const { walker, events } = await begin(document, { gate });
  onTestFinished(() => walker.close());
  const result = await playWalk(walker, { routes: [], attestYes: false }, gate);
  const { session } = walker.store.getState();
  const told = events.flatMap((event): string[] => {
    if (event.type === 'block-started') return [`began ${event.block.slice(5)}`];
    if (event.type === 'poll-left') return [`left ${event.attempt}`];
    return event.type === 'block-judged' ? [`judged ${event.attempt}`] : [];
  });
  const looks = (id: string) =>
    session.attempts.find(({ block }) => block === `book:${id}`)?.looks.map((look) => look.seconds);
  return { result, session, told, looks };
}

describe('a training walk without hands, with polls that run on', () => {
  it('leaves them running, walks on as far as it may, and waits for them', async () => {
    const { result, told, looks } = await play(book(150, 240));
    expect(result.stopped).toBeUndefined();
    expect(result.passed).toBe(true);
    expect(told).toEqual([
      'began 1/1',
      'judged 1',
      'began 2/1',
      'left 2',
      'began 3/1',
      'left 3',
      'began 4/1',
      'judged 4',
      'judged 2',
      'began 5/1',
      'judged 5',
      'judged 3',
    ]);
    // Each at its own times, those during the block beside them among them.
    expect(looks('2/1')).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160]);
    expect(looks('3/1')).toEqual([0, 50, 100, 150, 200, 250]);
  });

  it('is the same walk each time', async () => {
    const [one, other] = [await play(book(150, 240)), await play(book(150, 240))];
    expect(other.told).toEqual(one.told);
    expect(other.looks('2/1')).toEqual(one.looks('2/1'));
  });

  it('stops at a poll that failed, and ends though another one still runs', async () => {
    const { result } = await play(book(100_000, 100_000));
    expect(result.passed).toBe(false);
    expect(result.stopped).toMatchObject({
      block: '2/1',
      why: expect.stringMatching(/^not within 20 looks/) as string,
    });
  });

  it('waits for both at the end, whichever comes first', async () => {
    const { result, told } = await play(book(300, 30));
    expect(result.passed).toBe(true);
    expect(told.slice(-5)).toEqual(['judged 3', 'judged 4', 'judged 2', 'began 5/1', 'judged 5']);
  });
});

describe('a training walk that is left with polls running', () => {
  it('goes on with both where the cloud stood, whenever that is', async () => {
    const { walker, stateDir } = await begin(book(150, 240), { gate: createTimeGate() });
    const literals = { type: 'confirm-literals', values: {} } as const;
    await walker.send(literals);
    for (const id of ['1/1', '2/1', '3/1']) {
      const block = `book:${id}`;
      expect(await walker.send({ type: 'run', block })).toBeUndefined();
      if (id !== '1/1') await walker.send({ type: 'leave-poll', block });
      await walker.idle();
    }
    await walker.send({ type: 'run', block: 'book:4/1' });
    await walker.idle();
    await walker.send({ type: 'quit' });
    await walker.close();

    const found = findSession(stateDir, readdirSync(stateDir)[0]);
    const gate = createTimeGate();
    const { walker: again } = await resumeSession(found, atOnce);
    onTestFinished(() => again.close());
    if (!isTraining(again)) throw new Error('it was resumed as something else');
    expect(again.store.getState().background.map(({ block }) => block)).toEqual([
      'book:2/1',
      'book:3/1',
    ]);
    const result = await playWalk(again, { routes: [], attestYes: false }, gate);
    expect(result.passed).toBe(true);
    const { attempts } = again.store.getState().session;
    const numbers = attempts.flatMap(({ looks }) => looks.map(({ number }) => number));
    expect(attempts.filter(({ left }) => left)).toHaveLength(2);
    for (const { looks } of attempts)
      expect(looks.map(({ number }) => number)).toEqual(looks.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(8);
  });
});
