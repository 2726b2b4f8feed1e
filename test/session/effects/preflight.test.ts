import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAsk, type Ask } from '../../../src/session/effects/ask.ts';
import { startEngine } from '../../../src/session/effects/engine.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { emptySession } from '../../../src/session/session.ts';
import type { Clock } from '../../../src/session/runner.ts';
import type { Answer } from '../../../src/session/probe.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';
import { scriptedRunner, steppingClock, type Reply } from '../../support/scripted-runner.ts';

const book = `# Book

## Step 1 -- all

**RUN -- jumphost**
\`\`\`bash
juju deploy magnum
\`\`\`

**CHECK (read-only) -- jumphost**
\`\`\`bash
watch-it
\`\`\`
`;

const well: Answer = {
  status: 0,
  stdout: '3.6.1\nController: ctl\nModel: openstack\nUser: admin\n',
  stderr: '',
};
const gaveUp: Answer = { status: undefined, stdout: '', stderr: '' };

/** Questions that wait for the test, or for whoever gives them up, once `holdBack` is called. */
function heldAsk() {
  let isHeld = false;
  let open = 0;
  const waiting: (() => void)[] = [];
  let asked = 0;
  const ask: Ask = (_command, signal) => {
    asked += 1;
    if (!isHeld) return Promise.resolve(well);
    open += 1;
    return new Promise<Answer>((resolve) => {
      const end = (answer: Answer) => () => {
        open -= 1;
        resolve(answer);
      };
      waiting.push(end(well));
      signal?.addEventListener('abort', end(gaveUp), { once: true });
    });
  };
  return {
    ask,
    open: () => open,
    asked: () => asked,
    holdBack: () => {
      isHeld = true;
    },
  };
}

async function walk(replies: readonly Reply[], clock: Clock = steppingClock(), how?: 'answers') {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-preflight-'));
  const journal: SessionEvent[] = [];
  const held = heldAsk();
  const walker = startEngine(
    {
      session: emptySession([readRunbook(Buffer.from(book), 'book.md')]),
      log: {
        append(event) {
          journal.push(event);
          return { seq: journal.length, at: new Date(journal.length).toISOString() };
        },
      },
      runner: scriptedRunner(replies),
      clock,
      ask: held.ask,
      attemptFolder: (attempt, look) => join(folder, String(attempt), String(look ?? 'own')),
      release: async () => undefined,
    },
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
  );
  await walker.send({ type: 'confirm-literals', values: {} });
  await walker.idle();
  if (how === undefined) held.holdBack();
  return {
    walker,
    held,
    started: () => journal.filter(({ type }) => type === 'block-started').length,
  };
}

describe('what is asked before a block', () => {
  it('is given up with one press, also when it was asked while the preview was read', async () => {
    const { walker, started } = await walk([]);
    await walker.send({ type: 'prepare', block: 'book:1/1' });
    const run = walker.send({ type: 'run', block: 'book:1/1' });
    expect(await walker.send({ type: 'cancel' })).toBeUndefined();
    expect(await run).toBe('Given up; 1/1 was not started.');
    expect(started()).toBe(0);
  });

  it('does not stand between the operator and what runs meanwhile', async () => {
    const { walker } = await walk([{ when: 'watch-it', hangs: true }]);
    await walker.send({ type: 'prepare', block: 'book:1/1' });
    await walker.send({ type: 'run', block: 'book:1/2' });
    await new Promise((resolve) => setImmediate(resolve));
    await walker.send({ type: 'cancel' });
    await walker.idle();
    expect(walker.store.getState().session.attempts[0]?.outcome?.type).toBe('cancelled');
  });

  it('is given up when the walk is left, and starts nothing afterwards', async () => {
    const { walker, held, started } = await walk([]);
    await walker.send({ type: 'prepare', block: 'book:1/1' });
    const run = walker.send({ type: 'run', block: 'book:1/1' });
    expect(held.open()).toBeGreaterThan(0);
    await walker.close();
    expect(held.open()).toBe(0);
    expect(await run).toMatch(/was not started\.$/);
    expect(started()).toBe(0);
  });
});

it('what a killed handrail asked is not kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-preflight-'));
  mkdirSync(join(folder, 'probe-a1b2c3', 'run'), { recursive: true });
  mkdirSync(join(folder, 'attempts'));
  createAsk(scriptedRunner([]), folder);
  expect(readdirSync(folder)).toEqual(['attempts']);
});

it.each([
  ['soon', 10_000, 1],
  ['long after', 40_000, 2],
  ['on a clock that was set back meanwhile', -3_600_000, 2],
])('is asked again when the answer is not fresh: %s', async (_, shift, asked) => {
  let now = 10_000_000;
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const { walker, held, started } = await walk([{ when: 'juju deploy' }], clock, 'answers');
  await walker.send({ type: 'prepare', block: 'book:1/1' });
  await walker.idle();
  const before = held.asked();
  now += shift;
  expect(await walker.send({ type: 'run', block: 'book:1/1' })).toBeUndefined();
  await walker.idle();
  expect(started()).toBe(1);
  expect(held.asked() - before).toBe(asked);
});
