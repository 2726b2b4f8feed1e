import { describe, expect, it } from 'vitest';
import { allowed } from '../../src/session/allowed.ts';
import { exitItems } from '../../src/session/exit-gate.ts';
import { locatedBlocks } from '../../src/session/refs.ts';
import { Told } from '../support/documents.ts';
import { twoPolls } from '../support/two-polls.ts';

const book = `# Book

## Step 1 -- reach

**CHECK (read-only) -- jumphost**
\`\`\`bash
probe
\`\`\`

**GATE:** yes when the last line is \`OK\`, no when the last line is \`FAIL\`.

**FALLBACK -- jumphost**
\`\`\`bash
open-door
\`\`\`

**FALLBACK WHEN:** no.

## Step 2 -- change

> CAUTION: overwrites \`/etc/thing\` on the unit.

**RUN -- magnum/0**
\`\`\`bash
write
\`\`\`

**GATE (hard):** output contains \`same\`.

## Rollback

**ROLLBACK -- jumphost**
\`\`\`bash
undo
\`\`\`

## Exit gate

- **GATE:** steps \`1\` and \`2\` passed.
- **GATE:** everybody is content.
`;

const run = (told: Told, id: string, typed?: string) =>
  allowed(told.session, {
    type: 'run',
    block: `book:${id}`,
    ...(typed === undefined ? {} : { typed }),
  });

describe('what is allowed, and why not', () => {
  it('holds a change back until what stands before it has passed', () => {
    const told = new Told(book);
    expect(run(told, '2/1')).toContain('1/1 comes first');
    expect(run(told.ran('1/1', ['yes']), '2/1')).toBeUndefined();
  });

  it('says of a block that asks on a terminal that training has none, unless it is known what it asks for', () => {
    const asks = (input: string) =>
      `# Book\n\n## Step 1 -- ask\n\n**SECRET -- jumphost**\n\`\`\`bash\nask\n\`\`\`\n\n${input}\n`;
    const inTraining = (told: Told) =>
      allowed({ ...told.session, mode: 'training' }, { type: 'run', block: 'book:1/1' });
    expect(inTraining(new Told(asks('')))).toContain('the simulated cloud has none: skip it here');
    expect(inTraining(new Told(asks('**INPUT:** `word` at `Word:`.')))).toBeUndefined();
    const real = { ...new Told(asks('')).session, mode: 'real' } as const;
    expect(allowed(real, { type: 'run', block: 'book:1/1' })).toBeUndefined();
  });

  it('does not change what a poll that runs on watches', () => {
    const told = new Told(twoPolls('/nowhere')).ran('1/1', ['yes']);
    const poll = told.started('2/1');
    told.tell({ type: 'poll-left', attempt: poll });
    expect(run(told, '1/1')).toBe('2/1 watches what this changes; stop it first (x).');
    expect(run(told, '2/2')).toBeUndefined();
    told.tell({ type: 'poll-left', attempt: told.started('3/1') });
    expect(run(told, '4/1')).toBeUndefined();
    told.tell({ type: 'block-ended', attempt: poll, outcome: { type: 'exited', status: 0 } });
    expect(run(told, '1/1')).toBe('3/1 watches what this changes; stop it first (x).');
  });

  it('lets a way back be gone beside a poll that runs on', () => {
    const label = '## Step 1 -- Begin\n\n**RUN -- jumphost**';
    const book = twoPolls('/nowhere').replace(label, label.replace('RUN', 'ROLLBACK'));
    const told = new Told(book.replace('## Step 1 -- Begin', '## Rollback'));
    told.tell({ type: 'poll-left', attempt: told.started('2/1') });
    const [back] = locatedBlocks(told.session);
    expect(back).toMatchObject({ step: { role: 'rollback' }, block: { mutates: true } });
    expect(allowed(told.session, { type: 'run', block: back?.ref ?? '' })).toBeUndefined();
  });

  it('lets a read-only block run at any time, again and again', () => {
    expect(run(new Told(book).ran('1/1', ['yes']), '1/1')).toBeUndefined();
  });

  it('offers a fallback on a plain no, and not when nobody could tell', () => {
    expect(run(new Told(book), '1/2')).toContain('run 1/1 first');
    expect(run(new Told(book).ran('1/1', ['yes']), '1/2')).toContain('did not fail');
    expect(run(new Told(book).ran('1/1', ['could-not-tell']), '1/2')).toContain('could not tell');
    expect(run(new Told(book).ran('1/1', ['no']), '1/2')).toBeUndefined();
  });

  it('wants the name of the object under a caution, exactly', () => {
    const told = new Told(book).ran('1/1', ['yes']);
    expect(run(told, '2/1', 'yes')).toContain('Type /etc/thing exactly');
    expect(run(told, '2/1', '/etc/thing')).toBeUndefined();
  });

  it('runs one block at a time', () => {
    const told = new Told(book);
    told.started('1/1');
    expect(run(told, '1/1')).toContain('1/1 is still running');
  });

  it('never overrides a hard gate, and takes a typed reason for others', () => {
    const told = new Told(book).ran('1/1', ['no']);
    const override = (owner: string, reason: string) =>
      allowed(told.session, { type: 'override', owner, reason });
    expect(override('book:1/1', '')).toContain('Type a reason');
    expect(override('book:1/1', 'seen by eye')).toBeUndefined();
    told.tell({ type: 'gate-overridden', owner: 'book:1/1', reason: 'seen' }).ran('2/1', ['no']);
    expect(override('book:2/1', 'never mind')).toContain('hard');
  });

  it('lets no skip pass over a hard gate that did not hold', () => {
    const told = new Told(book).ran('1/1', ['yes']);
    const skip = (id: string) =>
      allowed(told.session, { type: 'skip', block: `book:${id}`, reason: 'no time' });
    expect(skip('2/1')).toBeUndefined();
    for (const answer of ['no', 'could-not-tell'] as const) {
      told.ran('2/1', [answer]);
      expect(skip('2/1')).toContain('hard and can not be skipped');
    }
    told.ran('1/1', ['no']);
    expect(skip('1/1')).toBeUndefined();
  });

  it('lets nobody say that a hard gate held when its end was not seen', () => {
    const told = new Told(book).ran('1/1', ['yes']);
    const attempt = told.started('2/1');
    told.tell({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason: 'killed' } });
    const take = (as: 'done' | 'failed') =>
      allowed(told.session, { type: 'take-outcome', block: 'book:2/1', as, reason: 'looked' });
    expect(take('done')).toContain('Only a run can show');
    expect(take('failed')).toBeUndefined();
    told.tell({ type: 'outcome-taken', attempt, as: 'failed', reason: 'looked' });
    expect(run(told, '2/1', '/etc/thing')).toBeUndefined();
  });

  it('asks for a word only about an end that was not seen', () => {
    const told = new Told(book).ran('rollback/1', []);
    const take = () =>
      allowed(told.session, {
        type: 'take-outcome',
        block: 'book:rollback/1',
        as: 'done',
        reason: 'looked',
      });
    expect(take()).toContain('is known');
    const attempt = told.started('rollback/1');
    told.tell({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason: 'killed' } });
    expect(take()).toBeUndefined();
  });

  it('refuses a block or question it does not know, by name', () => {
    expect(run(new Told(book), '9/9')).toContain('book:9/9');
    expect(
      allowed(new Told(book).session, {
        type: 'answer-question',
        question: 'colour',
        option: 'red',
      }),
    ).toContain('colour');
  });
});

describe('the exit gate', () => {
  const walked = () => new Told(book).ran('1/1', ['yes']).ran('2/1', ['yes']);
  const answers = (told: Told) => exitItems(told.session).map(({ answer }) => answer);

  it('holds when what it names has passed and a person said yes', () => {
    const told = walked();
    expect(answers(told)).toEqual(['yes', 'open']);
    expect(allowed(told.session, { type: 'finish' })).toContain('a person has to answer');
    told.tell({ type: 'gate-attested', gate: 'book:exit-gate#1', answer: 'yes', by: 'operator' });
    expect(allowed(told.session, { type: 'finish' })).toBeUndefined();
  });

  it('does not hold on what passed before a rollback', () => {
    expect(answers(walked().ran('rollback/1', []))[0]).toBe('no');
  });

  it('shows what was overridden as overridden', () => {
    const told = new Told(book)
      .ran('1/1', ['no'])
      .tell({ type: 'gate-overridden', owner: 'book:1/1', reason: 'seen' })
      .ran('2/1', ['yes']);
    expect(answers(told)[0]).toBe('overridden');
  });

  it('does not take a skipped block for a passed one', () => {
    const told = new Told(book)
      .tell({ type: 'block-skipped', block: 'book:1/1', reason: 'later' })
      .ran('2/1', ['yes']);
    expect(answers(told)[0]).toBe('no');
  });
});

describe('a caution whose object is found by an earlier block', () => {
  const found = `# Book

## Step 1 -- find

**CHECK (read-only) -- jumphost**
\`\`\`bash
list
\`\`\`

**CAPTURE:** \`name\` is line 1 of the output.

> **CAUTION:** cuts \`$name\` loose.

**FALLBACK -- jumphost**
\`\`\`bash
cut "$name"
\`\`\`
`;

  it('takes the value, and not the name of the name', () => {
    const failed = new Told(found);
    const attempt = failed.started('1/1');
    failed.tell({ type: 'block-ended', attempt, outcome: { type: 'exited', status: 1 } });
    const captures = { name: 'capi-test-1-abc' };
    failed.tell({ type: 'block-judged', attempt, verdicts: [], captures, captureFailures: [] });
    expect(run(failed, '1/2', '$name')).toBe(
      'Type capi-test-1-abc exactly, or leave it; nothing has run.',
    );
    expect(run(failed, '1/2', 'capi-test-1-abc')).toBeUndefined();
  });

  it('takes nothing while there is no value, not even nothing', () => {
    const failed = new Told(found).ran('1/1', [], { type: 'exited', status: 1 });
    for (const typed of ['', '$name'])
      expect(run(failed, '1/2', typed)).toBe(
        'What has to be typed is the value of $name, which has none yet.',
      );
  });
});
