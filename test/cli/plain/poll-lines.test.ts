import { expect, it } from 'vitest';
import { linesForEvent } from '../../../src/cli/plain/lines.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { Told } from '../../support/documents.ts';
import { twoPolls } from '../../support/two-polls.ts';

it('names a poll that was left running in its lines, and says which looks nobody took', () => {
  const told = new Told(twoPolls('/nowhere'));
  const attempt = told.started('2/1');
  const lines = (event: SessionEvent) => linesForEvent(event, told.tell(event).session);
  const outcome = { type: 'exited', status: 0 } as const;
  const look = (number: number): SessionEvent => ({
    type: 'poll-looked',
    attempt,
    look: { number, seconds: number - 1, answer: 'not-yet', state: 'NOTHING', outcome },
  });
  expect(lines(look(1))).toEqual(['    look 1 at 0:00: NOTHING (not yet)']);
  expect(lines({ type: 'poll-left', attempt })).toEqual([
    '    left running; the walk goes on beside it',
  ]);
  expect(lines({ type: 'poll-paused', attempt })).toEqual(['    2/1 paused']);
  expect(lines({ type: 'poll-continued', attempt })).toEqual(['    2/1 goes on after a pause']);
  expect(lines(look(2))).toEqual(['    2/1 look 2 at 0:01: NOTHING (not yet)']);
  expect(lines(look(9))).toEqual([
    '    2/1 6 looks were due while nobody was there, and count',
    '    2/1 look 9 at 0:08: NOTHING (not yet)',
  ]);
  lines({ type: 'block-ended', attempt, outcome });
  const verdicts = [{ answer: 'no', why: 'not within 9 looks', conditions: [] }] as const;
  const judged = { attempt, verdicts, captures: {}, captureFailures: [] };
  expect(lines({ type: 'block-judged', ...judged }).at(-1)).toBe('    2/1 [!] FAILED');
});
