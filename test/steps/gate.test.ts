import { describe, expect, it } from 'vitest';
import type { Condition, Gate } from '../../src/steps/model.ts';
import { gateOf, read, stepWith } from '../support/read.ts';

describe('gates of several parts', () => {
  it('joins conditions with and', () => {
    const { gate } = gateOf(
      'exit status is 0 and output has exactly 1 line matching `x.*up`, and the last line is `OK`.',
    );
    expect(conditions(gate).map((one) => one.type)).toEqual(['exit-status', 'lines', 'subject']);
    expect(conditions(gate).at(-1)?.text).toBe('the last line is `OK`');
  });

  it('keeps an and inside a code span', () => {
    const { gate } = gateOf('output contains `this and that`.');
    expect(conditions(gate)).toMatchObject([{ test: { text: 'this and that' } }]);
  });

  it('asks for as many looks in a row as stable says', () => {
    const { gate } = gateOf('json `.s` is `HEALTHY`, stable for 3 polls.');
    expect(gate).toMatchObject({ type: 'machine', stableFor: 3 });
  });

  it('knows a plain no from an answer nobody can tell', () => {
    const { gate } = gateOf(
      'yes when output contains `OK` and exit status is 0, no when output contains `FAIL`.',
    );
    expect(gate).toMatchObject({
      type: 'machine',
      conditions: [{}, {}],
      noWhen: [{ test: { text: 'FAIL' } }],
    });
  });

  it('does not judge half a gate', () => {
    const { gate, problems } = gateOf('exit status is 0 and all is well.');
    expect(gate.type).toBe('attested');
    expect(problems[0]?.message).toContain('all is well');
  });

  it('takes a second sentence that is a known form as a condition, and any other as a remark', () => {
    const { gate, problems } = gateOf(
      'output contains `v1.4.0`. Exit status is 0. If it does not, go back.',
    );
    expect(conditions(gate)).toHaveLength(2);
    expect(problems).toEqual([]);
  });

  it('says when a later sentence looks like a condition and is none', () => {
    const { gate, problems } = gateOf('exit status is 0. Output contain `X`.');
    expect(conditions(gate)).toHaveLength(1);
    expect(problems[0]?.message).toContain('not judged');
  });
});

describe('gates in prose', () => {
  it.each([
    'the two hashes are identical.',
    '`show-args` must show both.',
    'a populated list = reach + auth OK.',
    'Step B returns a domain id + a user id.',
    '`status = CREATE_COMPLETE`. Record it.',
  ])('are attested without a problem: %s', (prose) => {
    const { gate, problems } = gateOf(prose);
    expect(gate).toMatchObject({ type: 'attested', trainingAnswer: undefined });
    expect(problems).toEqual([]);
  });

  it('may say what the answer is in training', () => {
    const { gate } = gateOf('the operator saw the light. **TRAINING ANSWER:** yes.');
    expect(gate).toMatchObject({
      type: 'attested',
      text: 'the operator saw the light.',
      trainingAnswer: 'yes',
    });
  });

  it.each([
    '**GATE:** exit status is 0.',
    'GATE: exit status is 0.',
    'GATE 1: exit status is 0.',
    'Look. GATE: exit status is 0.',
    '**GATE**: exit status is 0.',
  ])('have a head in these forms too: %s', (sentence) =>
    expect(stepWith(sentence).block.gates).toMatchObject([{ type: 'machine' }]),
  );

  it('may be hard', () => {
    expect(stepWith('**GATE (hard):** exit status is 0.').block.gates[0]?.hard).toBe(true);
    expect(stepWith('**GATE:** exit status is 0.').block.gates[0]?.hard).toBe(false);
  });

  it('that say nothing are a problem', () => {
    expect(gateOf('').problems[0]?.message).toContain('says nothing');
  });
});

describe('a gate for one route', () => {
  const ask = '**ASK:** Is this a `fresh deploy` or an `existing-cluster graft`?';

  it('counts only there', () => {
    const { gate, problems } = gateOf('(existing-cluster graft only): exit status is 0.', ask);
    expect(gate).toMatchObject({ type: 'machine', onlyWhen: 'existing-cluster graft' });
    expect(problems).toEqual([]);
  });

  it('that nobody asks about counts everywhere, and says so', () => {
    const { gate, problems } = gateOf('(existing-cluster grafts only): exit status is 0.', ask);
    expect(gate.onlyWhen).toBeUndefined();
    expect(problems).toHaveLength(1);
  });
});

describe('patterns and paths of documents', () => {
  it('a pattern that is none is a problem, and the gate stays with the machine to fail', () => {
    const { gate, problems } = gateOf('output matches `(unclosed`.');
    expect(gate.type).toBe('machine');
    expect(problems[0]?.message).toContain('no regular expression');
  });

  it('a pattern that could run for ever is a problem', () => {
    expect(gateOf('output matches `^(a+)+$`.').problems[0]?.message).toContain('repeats');
  });

  it('a path that is more than plain is a problem', () => {
    const { gate, problems } = gateOf('json `.[] | select(.x)` is `y`.');
    expect(gate.type).toBe('attested');
    expect(problems[0]?.message).toContain('no plain path');
  });
});

it('a gate of a document without the capture it speaks of is not judged', () => {
  const runbook = read('## Step 1', '```bash', 'ls', '```', '**GATE:** `sha` is `x`.');
  expect(runbook.steps[0]?.blocks[0]?.gates[0]?.type).toBe('attested');
  expect(runbook.problems[0]?.message).toBe('no CAPTURE gives `sha`');
});

function conditions(gate: Gate): readonly Condition[] {
  if (gate.type === 'attested') throw new Error(`attested: ${gate.text}`);
  return gate.conditions;
}
