import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../src/session/events.ts';
import type { Outcome } from '../../../src/session/outcome.ts';
import { opening, secretWalk, shares, unsealBook } from './support/secret-walk.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const [one = '', two = ''] = shares;
const exited = (status: number): Outcome => ({ type: 'exited', status });

/** A journal that ends in the middle of a block that is given secrets, after these runs. */
async function leftAfter(...ends: readonly Outcome[]): Promise<readonly SessionEvent[]> {
  const w = await secretWalk([]);
  const located = w.view().session.runbooks[0]?.steps[0]?.blocks[0];
  const input = located?.secrets?.inputs[0];
  if (input === undefined) throw new Error('the book has no input');
  const command = {
    script: 'unseal',
    runs: 'unseal',
    via: 'bash',
    stdin: 'secret',
    feeds: [input],
    changes: true,
    uses: [],
    missing: [],
  } as const;
  return [
    opening,
    { type: 'literals-confirmed', values: {} },
    { type: 'block-started', block: 'book:1/1', attempt: 1, command },
    ...ends.map((outcome, index): SessionEvent => ({
      type: 'secret-given',
      attempt: 1,
      round: { number: index + 1, holder: undefined, state: `progress ${index + 1}/3`, outcome },
    })),
  ];
}

/** The files of runs, as they were left. */
function withRuns(runs: Readonly<Record<number, string>>): string {
  const folder = temporaryFolder();
  for (const [place, stdout] of Object.entries(runs)) {
    const own = join(folder, '0001', 'looks', place.padStart(3, '0'));
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'stdout'), stdout);
    writeFileSync(join(own, 'stderr'), '');
  }
  return folder;
}

describe('a walk that ended while a block was given secrets', () => {
  it('between two runs: its end was not seen, and what was given stands', async () => {
    const w = await secretWalk([], {
      before: await leftAfter(exited(0)),
      folder: withRuns({ 1: 'progress 1/3\n' }),
    });
    await w.walker.idle();
    expect(w.standing('1/1')).toBe('unknown');
    expect(w.attempt()?.outcome).toEqual({
      type: 'unknown',
      reason: 'handrail ended while it waited for the next secret; what was given before stands',
    });
    expect(w.asked()).toBeUndefined();
    expect(w.view().live).toBeUndefined();
    // It can be begun anew, from the first secret on.
    await w.run('1/1');
    expect(w.asked()).toMatchObject({ number: 1, attempt: undefined });
  });

  it('before its first run: nothing has happened', async () => {
    const w = await secretWalk([], { before: await leftAfter() });
    await w.walker.idle();
    expect(w.standing('1/1')).toBe('waiting');
    expect(w.attempt()?.outcome).toMatchObject({ type: 'not-started' });
  });

  it('between the last run and its verdict: the run is judged', async () => {
    const w = await secretWalk([], {
      before: await leftAfter(exited(0), exited(0)),
      folder: withRuns({ 1: 'progress 1/3\n', 2: 'UNSEALED\n' }),
    });
    await w.walker.idle();
    expect(w.standing('1/1')).toBe('passed');
  });

  it('after a run that went wrong: it has failed', async () => {
    const w = await secretWalk([], {
      before: await leftAfter(exited(0), exited(2)),
      folder: withRuns({ 1: 'progress 1/3\n', 2: 'no\n' }),
    });
    await w.walker.idle();
    expect(w.standing('1/1')).toBe('failed');
  });

  it('during a run: that is seen to its end, and passes when its gates hold', async () => {
    const w = await secretWalk([{ when: 'attach', stdout: 'UNSEALED\n' }], {
      before: await leftAfter(exited(0)),
      folder: withRuns({ 1: 'progress 1/3\n', 2: '' }),
    });
    await w.walker.idle();
    expect(w.standing('1/1')).toBe('passed');
    expect(w.attempt()?.rounds.at(-1)).toEqual({
      number: 2,
      holder: undefined,
      // What it printed may be what it was given, which nobody knows any more.
      state: 'exit 0',
      outcome: exited(0),
    });
  });

  it('during a run: nothing of its output is kept or quoted, and that is said', async () => {
    const folder = withRuns({ 1: 'progress 1/3\n', 2: '' });
    const w = await secretWalk(
      [{ when: 'attach', stdout: `read ${two}\nUNSEALED ${two}\n`, hangs: true }],
      { before: await leftAfter(exited(0)), folder },
    );
    await until(() => w.runner.started.length === 1);
    expect(w.walker.output(1, { rows: 9, columns: 80, offset: 0 }).lines).toEqual([
      'Its output is shown when it has been searched for what it was given.',
    ]);
    expect(readFileSync(w.walker.exportOutput(1), 'utf8')).not.toContain(two);
    await w.walker.send({ type: 'cancel' });
    await w.walker.idle();
    expect(w.traces()).not.toContain(two);
    expect(readFileSync(join(folder, '0001/looks/002/stdout'), 'utf8')).toBe('');
    expect(w.view().session.notes.map(({ text }) => text)).toEqual([
      'Its output could not be searched for what it was given, so it was not kept.',
    ]);
  });

  it('during a run whose end can not be written down: its output waits for the next judge', async () => {
    const folder = withRuns({ 1: '' });
    const w = await secretWalk([{ when: 'attach', stdout: 'UNSEALED\n' }], {
      before: await leftAfter(),
      folder,
      failAppend: ({ type }) => type === 'secret-given',
    });
    await w.walker.idle();
    expect(readFileSync(join(folder, '0001/looks/001/stdout'), 'utf8')).toBe('UNSEALED\n');
    expect(existsSync(join(folder, '0001/looks/001/redacted'))).toBe(false);
  });

  it('after its output was masked: what is not there any more proves nothing', async () => {
    const document = unsealBook.replace(
      'output contains `UNSEALED`',
      'output does not contain `s.secret`',
    );
    const folder = withRuns({ 1: '', 2: '', 3: '********\n' });
    const own = join(folder, '0001/looks/003');
    writeFileSync(join(own, 'redacted'), '{"stdout":9,"stderr":0}');
    const before = [
      ...(await leftAfter(exited(0), exited(0), exited(0))),
      { type: 'block-ended', attempt: 1, outcome: exited(0) } as const,
    ];
    const w = await secretWalk([], { before, folder, document });
    await w.walker.idle();
    expect(w.attempt()?.verdicts?.[0]).toMatchObject({ answer: 'could-not-tell' });
    const between = await secretWalk([], { before: before.slice(0, -1), folder, document });
    await between.walker.idle();
    expect(between.standing('1/1')).toBe('unknown');
  });

  it('during a run that did not bring it to its end: nobody can say what is missing', async () => {
    const w = await secretWalk([{ when: 'attach', stdout: 'progress 2/3\n' }], {
      before: await leftAfter(exited(0)),
      folder: withRuns({ 1: 'progress 1/3\n', 2: '' }),
    });
    await w.walker.idle();
    expect(w.asked()).toBeUndefined();
    expect(w.standing('1/1')).toBe('unknown');
    expect(w.attempt()?.rounds).toHaveLength(2);
    expect(w.views.every(({ asked }) => asked === undefined)).toBe(true);
  });

  it('during a run whose end was not seen: that is said', async () => {
    const w = await secretWalk(
      [{ when: 'attach', outcome: { type: 'unknown', reason: 'the machine was rebooted' } }],
      { before: await leftAfter(), folder: withRuns({ 1: '' }) },
    );
    await w.walker.idle();
    expect(w.standing('1/1')).toBe('unknown');
    expect(w.attempt()?.outcome).toMatchObject({ reason: 'the machine was rebooted' });
  });

  it('between end and verdict: the newest run is judged', async () => {
    const before = [
      ...(await leftAfter(exited(0))),
      { type: 'block-ended', attempt: 1, outcome: exited(0) } as const,
    ];
    const w = await secretWalk([], { before, folder: withRuns({ 1: 'UNSEALED\n' }) });
    await w.walker.idle();
    expect(w.standing('1/1')).toBe('passed');
  });

  it('forgets which shares were taken', async () => {
    const w = await secretWalk([{ when: 'unseal', stdout: 'progress 1/3\n' }, { when: 'unseal' }], {
      before: await leftAfter(exited(0)),
      folder: withRuns({ 1: 'progress 1/3\n' }),
    });
    await w.run('1/1');
    expect(await w.give(one)).toBeUndefined();
    expect(await w.give(two)).toBeUndefined();
  });
});
