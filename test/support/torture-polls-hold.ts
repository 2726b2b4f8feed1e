import { expect } from 'vitest';
import type { StoredSession } from '../../src/cli/resume-session.ts';
import { attemptFolder, lookFolder } from '../../src/session/effects/session-folder.ts';
import { pollHistory } from '../../src/session/poll-history.ts';
import type { Walker } from '../../src/session/walker.ts';
import { looksTaken } from './torture-polls.ts';

/** Two clocks of one machine are told apart by no less than this, milliseconds; seconds are rounded besides. */
const rounding = 550;

/**
 * What has to be so of polls after every death: that one was left is on the disk before it was shown, all attempts at
 * a poll are one chain, no look is told twice, none was taken in the folder of another, and the seconds of each count
 * from when the poll began, over every death.
 */
export function pollsHold(stored: StoredSession, folder: string, left: ReadonlySet<number>): void {
  const { session, events } = stored;
  const told = new Set(
    events.flatMap(({ event }) => (event.type === 'poll-left' ? [event.attempt] : [])),
  );
  expect([...left].filter((attempt) => !told.has(attempt))).toEqual([]);
  for (const ref of ['polls:2/1', 'polls:3/1']) {
    const attempts = session.attempts.filter(({ block }) => block === ref);
    const numbers = attempts.map(({ number }) => number);
    expect(attempts.map((attempt) => attempt.extends)).toEqual(
      numbers.map((_, index) => numbers[index - 1]),
    );
    const history = pollHistory(session, ref);
    expect(history?.attempts.map(({ number }) => number) ?? []).toEqual(numbers);
    looksHold(stored, new Set(numbers), Date.parse(history?.startedAt ?? ''));
  }
  const taken = looksTaken(folder);
  expect(new Set(taken).size).toBe(taken.length);
  for (const { number, looks } of session.attempts)
    for (const look of looks)
      expect(taken).toContain(lookFolder(attemptFolder(stored.folder, number), look.number));
}

function looksHold(
  { events }: StoredSession,
  attempts: ReadonlySet<number>,
  startedAt: number,
): void {
  let resumedAt = 0;
  let before = { number: 0, seconds: 0 };
  for (const { at, event } of events) {
    if (event.type === 'session-resumed') resumedAt = Date.parse(at);
    if (event.type !== 'poll-looked' || !attempts.has(event.attempt)) continue;
    const { look } = event;
    expect(look.number).toBeGreaterThan(before.number);
    expect(look.seconds).toBeGreaterThanOrEqual(before.seconds);
    expect(look.seconds * 1000).toBeLessThanOrEqual(Date.parse(at) - startedAt + rounding);
    expect(look.seconds * 1000).toBeGreaterThanOrEqual(resumedAt - startedAt - rounding);
    before = look;
  }
}

/** Waits until every poll that was under way when the walk was taken up has looked again, or has ended; nothing is sent. */
export async function pollsGoOn({ store }: Walker): Promise<void> {
  const looksOf = (attempt: number): number =>
    store.getState().session.attempts.find(({ number }) => number === attempt)?.looks.length ?? 0;
  const began = store.getState().session.background.map((attempt) => ({
    attempt,
    looks: looksOf(attempt),
  }));
  const haveAll = (): boolean =>
    began.every(
      ({ attempt, looks }) =>
        looksOf(attempt) > looks || !store.getState().session.background.includes(attempt),
    );
  await new Promise<void>((resolve) => {
    if (haveAll()) return resolve();
    const stop = store.subscribe(() => {
      if (!haveAll()) return;
      stop();
      resolve();
    });
  });
}
