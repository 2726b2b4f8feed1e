import { describe, expect, it } from 'vitest';
import type { SecretRound } from '../../src/session/events.ts';
import type { Outcome } from '../../src/session/outcome.ts';
import type { Located } from '../../src/session/refs.ts';
import { afterRound, askedFor, howFar, roundsDone } from '../../src/session/secret-rounds.ts';
import type { SecretInput } from '../../src/steps/model.ts';
import type { Verdict } from '../../src/steps/verdict.ts';
import {
  outputContains,
  sampleBlock,
  sampleRunbook,
  sampleSession,
  sampleStep,
} from '../support/sample-runbook.ts';

const input: SecretInput = {
  line: 1,
  name: 'unseal share',
  count: 3,
  of: 5,
  shape: 'vault-share',
  way: { type: 'stdin', json: 'key' },
};

function located(
  inputs: readonly SecretInput[] = [input],
  gates = [outputContains('ok')],
): Located {
  const block = sampleBlock({
    id: '1/1',
    kind: 'secret',
    stdin: 'secret',
    gates,
    secrets: { inputs, remember: 'asked', refused: undefined },
  });
  const step = sampleStep({ id: '1', title: 'One', blocks: [block] });
  return { ref: 'tiny:1/1', runbook: sampleRunbook({ steps: [step] }), step, block };
}

const ok: Outcome = { type: 'exited', status: 0 };
const never: Outcome = { type: 'not-started', reason: 'the login is gone' };
const rounds = (...outcomes: readonly Outcome[]): readonly SecretRound[] =>
  outcomes.map((outcome, index) => ({ number: index + 1, holder: undefined, state: '', outcome }));
const verdict = (answer: Verdict['answer']): Verdict => ({ answer, why: '', conditions: [] });

const after = (
  at: Located,
  all: readonly Outcome[],
  answer: Verdict['answer'] = 'no',
  isLogin = false,
) =>
  afterRound(
    sampleSession(),
    at,
    rounds(...all),
    { outcome: all.at(-1) ?? ok, verdicts: [verdict(answer)], captureFailures: [] },
    isLogin,
  );

describe('the runs of a block that is given secrets', () => {
  it('go on until the gates hold, a run goes wrong, or none is left', () => {
    expect(after(located(), [ok])).toBe('more');
    expect(after(located(), [ok], 'yes')).toBe('over');
    expect(after(located(), [ok, { type: 'exited', status: 1 }], 'yes')).toBe('over');
    expect(after(located(), [ok, { type: 'signalled', signal: 'SIGKILL' }])).toBe('over');
    expect(after(located(), [{ type: 'cancelled', status: 130 }])).toBe('over');
    expect(after(located(), [{ type: 'unknown', reason: 'gone' }])).toBe('over');
    expect(after(located(), [ok, ok, ok, ok])).toBe('more');
    expect(after(located(), [ok, ok, ok, ok, ok])).toBe('over');
  });

  it('are asked for again when they did not start, which takes none of them away', () => {
    expect(after(located(), [ok, never])).toBe('more');
    expect(after(located(), [never], 'no', true)).toBe('more');
    expect(after(located(), [never])).toBe('over');
    expect(roundsDone(rounds(ok, never, ok))).toBe(2);
    expect(after(located(), [ok, ok, never, ok, ok])).toBe('more');
  });

  it('are one where different ones go together', () => {
    const both = located([
      { ...input, count: 1, of: 1, name: 'old' },
      { ...input, count: 1, of: 1, name: 'new' },
    ]);
    expect(after(both, [ok])).toBe('over');
  });

  it('are as many as are wanted where no machine judges', () => {
    const open = located([input], []);
    expect(after(open, [ok, ok])).toBe('more');
    expect(after(open, [ok, ok, ok])).toBe('over');
  });

  it('are counted by those that began, in what is asked for next', () => {
    const at = { index: 0, attempt: 4, rounds: rounds(ok, never) };
    expect(askedFor(located(), at)).toEqual({
      block: 'tiny:1/1',
      input,
      index: 0,
      number: 2,
      attempt: 4,
      state: 'asked',
    });
    expect(askedFor(located(), { ...at, index: 1 })).toBeUndefined();
  });

  it('say how far they came', () => {
    expect(howFar(located(), rounds(), false)).toBe('before anything was given');
    expect(howFar(located(), rounds(never), false)).toBe('before anything was given');
    expect(howFar(located(), rounds(ok, ok), false)).toBe(
      'after 2 of 3 (unseal share); what was given stands',
    );
    expect(howFar(located(), rounds(ok, ok), true)).toBe('at unseal share 2 of 3');
    expect(howFar(located([{ ...input, count: 1, of: 1 }]), rounds(ok), true)).toBe(
      'at unseal share',
    );
  });
});
