import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readStored, type StoredSession } from '../../src/cli/resume-session.ts';
import { pollHistory } from '../../src/session/poll-history.ts';
import type { Attempt } from '../../src/session/session.ts';
import { builtHandrail } from '../support/built.ts';
import { hasPty, startOnPty, type Pty } from '../support/pty.ts';
import { twoPolls } from '../support/two-polls.ts';

const enter = '\r';
const ctrlD = '\x04';

const polls = ['two-polls:2/1', 'two-polls:3/1'] as const;

let open: Pty[] = [];
afterEach(() => {
  open.forEach((pty) => pty.close());
  open = [];
});

function stage() {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-left-'));
  writeFileSync(join(folder, 'two-polls.md'), twoPolls(folder, { every: 1, atMost: 600 }));
  const stored = (): StoredSession => {
    const sessions = join(folder, 'handrail');
    return readStored(join(sessions, readdirSync(sessions)[0] ?? ''));
  };
  return {
    folder,
    stored,
    start: (...words: readonly string[]): Pty => {
      const command = [process.execPath, builtHandrail(), ...words, '--plain'];
      const pty = startOnPty(command, { cwd: folder, env: { XDG_STATE_HOME: folder } });
      open.push(pty);
      return pty;
    },
    put: (name: string, text: string) => writeFileSync(join(folder, name), `${text}\n`),
    /** The steps that changed something, in order. */
    effects: () =>
      readFileSync(join(folder, 'effects'), 'utf8')
        .split('\n')
        .map((line) => line[0] ?? '')
        .join(''),
  };
}

type Stage = ReturnType<typeof stage>;

/** Each poll is one attempt with numbers that only grow, and its seconds count from when it began. */
function clocksGoOn({ stored }: Stage): void {
  const { session, events } = stored();
  for (const ref of polls) {
    const history = pollHistory(session, ref);
    expect(history?.attempts).toHaveLength(1);
    const { looks = [], startedAt = '' } = history ?? {};
    const numbers = looks.map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    const newest = looks.at(-1);
    const at = events.findLast(
      ({ event }) => event.type === 'poll-looked' && event.look.number === newest?.number,
    )?.at;
    // It was on the disk as soon as it had been taken, and a look takes no ten seconds.
    const told = (newest?.seconds ?? 0) * 1000;
    const since = Date.parse(at ?? '') - Date.parse(startedAt);
    expect(told).toBeLessThanOrEqual(since + 1000);
    expect(told).toBeGreaterThan(since - 10_000);
  }
}

const attemptsAt = ({ session }: StoredSession, ref: string): readonly Attempt[] =>
  session.attempts.filter(({ block }) => block === ref);
const looksAt = (stored: StoredSession, ref: string): number =>
  attemptsAt(stored, ref).flatMap(({ looks }) => looks).length;

/** The process that has taken the walk up. */
function walkingProcess({ stored }: Stage): number {
  const resumed = stored().events.findLast(({ event }) => event.type === 'session-resumed')?.event;
  if (resumed?.type !== 'session-resumed') throw new Error('it was not taken up');
  return resumed.pid;
}

/** Sees each poll look again, by the lines that tell of it. */
async function bothLook(pty: Pty): Promise<void> {
  await pty.sees('    2/1 look ');
  await pty.sees('    3/1 look ');
}

describe.skipIf(!hasPty)('two polls left running on real bash, by lines (needs script)', () => {
  it('go on over leaving, kill -9 and coming back, and the walk comes to its end beside them', async () => {
    const at = stage();
    const first = at.start('walk', 'two-polls.md');
    await first.answers(
      ['[1/1] Enter runs it, q leaves: ', enter],
      // One that is waited for is left while it runs.
      ['[2/1] Enter runs it, q leaves: ', enter],
      ['running; b and Enter go on beside it, Ctrl-C stops it', ''],
      ['look 2 at', `b${enter}`],
      ['left running; the walk goes on beside it', ''],
      // The other one from its question on.
      ['[3/1] Enter runs it, q leaves: ', `b${enter}`],
      ['left running; the walk goes on beside it', ''],
      ['[4/1] Enter runs it, q leaves: ', enter],
      ['[4/2] Enter runs it, q leaves: ', ''],
    );
    await bothLook(first);
    first.types(`q${enter}`);
    await first.sees('Take it up again with: handrail resume ');
    expect(await first.ended).toBe(1);
    const left = at.stored();
    expect(left.session.background).toHaveLength(2);
    expect(left.session.state).toBe('quit');
    expect(at.effects()).toBe('14');

    const second = at.start('resume');
    await second.sees('[4/2] Enter runs it, q leaves: ');
    await bothLook(second);
    process.kill(walkingProcess(at), 'SIGKILL');
    expect(await second.ended).not.toBe(0);
    const killed = at.stored();
    expect(killed.session).toMatchObject({ state: 'walking', background: left.session.background });
    for (const ref of polls) expect(looksAt(killed, ref)).toBeGreaterThan(looksAt(left, ref));
    clocksGoOn(at);

    const third = at.start('resume');
    await third.answers(['[4/2] Enter runs it, q leaves: ', enter]);
    // Step 5 waits for the first one, and nothing else is left to do.
    await third.sees('Waiting for 2/1, which was left running; Ctrl-C stops it, Ctrl-D leaves');
    await bothLook(third);
    at.put('first', 'READY');
    await third.sees('    2/1 [x] passed');
    await third.answers(['[5/1] Enter runs it, q leaves: ', enter]);
    await third.sees('Waiting for 3/1, which was left running');
    at.put('second', 'UP');
    await third.sees('    3/1 [x] passed');
    await third.sees('The exit gate passed.');
    expect(await third.ended).toBe(0);
    expect(third.text()).not.toMatch(/defect|Not done/);

    const { session, events } = at.stored();
    expect(session).toMatchObject({ state: 'finished', passed: true, background: [] });
    expect(events.filter(({ event }) => event.type === 'session-resumed')).toHaveLength(2);
    expect(events.filter(({ event }) => event.type === 'poll-left')).toHaveLength(2);
    expect(at.effects()).toBe('145');
    clocksGoOn(at);
  }, 120_000);

  it('that was waited for is left after coming back to it as well', async () => {
    const at = stage();
    const first = at.start('walk', 'two-polls.md');
    await first.answers(
      ['[1/1] Enter runs it, q leaves: ', enter],
      ['[2/1] Enter runs it, q leaves: ', enter],
      ['b and Enter go on beside it', ctrlD],
    );
    expect(await first.ended).toBe(1);
    const again = at.start('resume');
    await again.answers(
      ['2/1 is still running', ''],
      ['running; b and Enter go on beside it, Ctrl-C stops it', `b${enter}`],
      ['left running; the walk goes on beside it', ''],
      ['[3/1] Enter runs it, q leaves: ', `q${enter}`],
    );
    expect(await again.ended).toBe(1);
    const { session } = at.stored();
    expect(attemptsAt(at.stored(), polls[0])).toMatchObject([
      { number: 2, left: true, outcome: undefined },
    ]);
    expect(session.background).toEqual([2]);
    expect(at.effects()).toBe('1');
  }, 60_000);

  it('are not offered to be left where the runbook does not let the walk go on', async () => {
    const at = stage();
    const file = join(at.folder, 'two-polls.md');
    const alone = readFileSync(file, 'utf8').replace('**MEANWHILE:** go on up to step `5`.', '');
    writeFileSync(file, alone);
    const pty = at.start('walk', 'two-polls.md');
    await pty.answers(
      ['[1/1] Enter runs it, q leaves: ', enter],
      ['[2/1] Enter runs it, q leaves: ', enter],
      ['    running; Ctrl-C stops it', `b${enter}`],
      ['look 2 at', ''],
      ['look 3 at', ctrlD],
    );
    expect(await pty.ended).toBe(1);
    expect(pty.text()).not.toContain('go on beside it,');
    expect(at.stored().session.background).toEqual([]);
    expect(at.stored().events.some(({ event }) => event.type === 'poll-left')).toBe(false);
  }, 60_000);
});
