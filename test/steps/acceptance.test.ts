import { describe, expect, it } from 'vitest';
import { read } from '../support/read.ts';

describe('ACCEPTANCE', () => {
  const step = (...said: readonly string[]) => read('## Step 8.4.1 -- Charms', '', ...said);

  it('names what a step accepts', () => {
    const { steps, problems } = step('**ACCEPTANCE:** `D-011.1` all `charms` are active and idle.');
    expect(problems).toEqual([]);
    expect(steps[0]?.acceptance).toEqual({
      line: 3,
      id: 'D-011.1',
      text: 'all charms are active and idle',
    });
  });

  it('is reported without a name or words, and when it stands twice', () => {
    const messages = (...said: readonly string[]) =>
      step(...said).problems.map((one) => one.message);
    expect(messages('**ACCEPTANCE:** all charms are active.')).toEqual([
      'ACCEPTANCE needs a name and words',
    ]);
    expect(messages('**ACCEPTANCE:** `D-011.1`.')).toEqual(['ACCEPTANCE needs a name and words']);
    expect(messages('**ACCEPTANCE:** `A` one.', '', '**ACCEPTANCE:** `B` two.')).toEqual([
      'ACCEPTANCE stands in this step twice',
    ]);
  });

  it('is prose in small letters', () => {
    expect(step('**Acceptance:** all charms are active.').steps[0]?.acceptance).toBeUndefined();
    expect(step('Acceptance: x.').problems).toEqual([]);
  });
});

describe('DEAD', () => {
  const dead = (said: string) => read('# X', '', said);

  it('names values, and why no command may hold them', () => {
    const { dead: values, problems } = dead(
      '**DEAD:** `10.12.7.40` and `10.12.4.76` are addresses of an earlier rebuild.',
    );
    expect(problems).toEqual([]);
    expect(values).toEqual([
      { line: 3, value: '10.12.7.40', why: 'are addresses of an earlier rebuild' },
      { line: 3, value: '10.12.4.76', why: 'are addresses of an earlier rebuild' },
    ]);
  });

  it('is reported without a value, without a reason, and for what is too short to be looked for', () => {
    const messages = (said: string) => dead(said).problems.map(({ message }) => message);
    for (const said of ['**DEAD:** old addresses.', '**DEAD:** `10.12.7.40`.'])
      expect(messages(said)).toEqual(['DEAD does not say which values, and why']);
    expect(messages('**DEAD:** `10` is old.')).toEqual(['a dead value has at least 4 characters']);
  });
});
