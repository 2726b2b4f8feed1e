import { describe, expect, it } from 'vitest';
import { whyUnknown } from '../../src/session/known-event.ts';

const command = {
  script: 'x',
  runs: 'x',
  via: 'bash',
  stdin: 'null',
  changes: true,
  uses: [{ name: 'a', value: 'b', from: 'literal' }],
  missing: [],
};
const opening = {
  type: 'session-started',
  format: 2,
  handrail: '0',
  id: 's',
  mode: 'real',
  runbooks: [{ id: 'a', title: 'A', file: '/a.md', sha256: '0' }],
  host: 'h',
  user: 'u',
  faults: [],
  seed: 1,
};

describe('an event that was read', () => {
  it.each([
    opening,
    { type: 'block-started', block: 'a:1/1', attempt: 1, command },
    { type: 'block-started', block: 'a:1/1', attempt: 2, command, recheck: true },
    { type: 'block-ended', attempt: 1, outcome: { type: 'cancelled' } },
    { type: 'block-ended', attempt: 1, outcome: { type: 'unknown', reason: 'gone' } },
    {
      type: 'target-pinned',
      target: { type: 'juju', controller: 'c', model: 'm', user: 'u', version: '3.6.1' },
    },
    {
      type: 'secret-given',
      attempt: 1,
      round: { number: 1, state: 'open', outcome: { type: 'exited', status: 0 } },
    },
    { type: 'session-quit' },
    { type: 'session-quit', since: 'a field that a later version added' },
  ])('is folded when it has what the fold reads: %j', (event) => {
    expect(whyUnknown(JSON.parse(JSON.stringify(event)))).toBeUndefined();
  });

  it.each([
    [null, 'is no event'],
    [[], 'is no event'],
    [{}, 'is no event'],
    [{ type: 'volcano' }, 'is of a kind this handrail does not know, "volcano"'],
    [{ type: 'toString' }, 'is of a kind this handrail does not know, "toString"'],
    [
      { type: 'session-started', format: 2 },
      '(session-started) has no "handrail" that makes sense',
    ],
    [{ ...opening, runbooks: undefined }, '(session-started) has no "runbooks" that makes sense'],
    [{ ...opening, runbooks: [{}] }, '(session-started) has no "runbooks" that makes sense'],
    [
      { type: 'block-started', block: 'a', attempt: 1, command: { ...command, uses: null } },
      '(block-started) has no "command" that makes sense',
    ],
    [
      { type: 'block-started', block: 'a', attempt: -1, command },
      '(block-started) has no "attempt" that makes sense',
    ],
    [
      { type: 'block-ended', attempt: 1, outcome: { type: 'vanished' } },
      '(block-ended) has no "outcome" that makes sense',
    ],
    [
      { type: 'literals-confirmed', values: { a: 1 } },
      '(literals-confirmed) has no "values" that makes sense',
    ],
  ])('is refused when it has not: %j', (event, why) => {
    expect(whyUnknown(event)).toBe(why);
  });
});
