import { describe, expect, it } from 'vitest';
import { allowed } from '../../src/session/allowed.ts';
import { exitItems } from '../../src/session/exit-gate.ts';
import { Told } from '../support/documents.ts';

const book = `# Book

**ASK:** Is this a \`planned restart\` or a \`recovery\`?

## Step 1 -- restart

**RUN -- jumphost**
\`\`\`bash
restart
\`\`\`

## Step 2 -- tell the users

**SKIP WHEN:** recovery. **DEFER TO:** the incident report.

**GATE:** the users have been told.

## Step 3 -- warm up

**SKIP WHEN:** recovery.

**RUN -- jumphost**
\`\`\`bash
warm-up
\`\`\`

## Step 4 -- read this

Nothing to do.

## Exit gate

- **GATE:** step \`1\` passed.
- **GATE:** step \`2\` passed.
- **GATE:** step \`3\` passed.
- **GATE:** steps \`1\` and \`3\` passed.
- **GATE:** step \`4\` passed.
- **GATE:** step \`exit-gate\` passed.
`;

function on(option: 'planned' | 'recovery'): Told {
  return new Told(book).tell({ type: 'question-answered', question: 'route', option });
}

function item(told: Told, index: number): readonly [string, string] {
  const found = exitItems(told.session).find(({ ref }) => ref === `book:exit-gate#${index}`);
  if (found === undefined) throw new Error(`no item ${index}`);
  return [found.answer, found.why];
}

const told = (from: Told, answer: 'yes' | 'no' = 'yes'): Told =>
  from.tell({ type: 'gate-attested', gate: 'book:2#0', answer, by: 'operator' });

describe('a step that only a person answers for', () => {
  it('has passed when its own gate holds, and not before', () => {
    expect(item(on('planned'), 1)).toEqual(['no', '2 has not passed']);
    expect(item(told(on('planned'), 'no'), 1)).toEqual(['no', '2 has not passed']);
    expect(item(told(on('planned')), 1)).toEqual(['yes', '2 passed']);
  });

  it('stays overridden in the items that rest on it', () => {
    const over = on('planned').tell({ type: 'gate-overridden', owner: 'book:2#0', reason: 'late' });
    expect(item(over, 1)).toEqual(['overridden', '2 was overridden']);
  });

  it('is left to the place its routing names, and nobody is asked', () => {
    const recovery = on('recovery');
    expect(item(recovery, 1)).toEqual(['deferred', '2 deferred to the incident report']);
    expect(exitItems(recovery.session)[0]).toMatchObject({
      answer: 'deferred',
      why: 'when recovery, the incident report makes up for it',
    });
  });
});

describe('a step that the route leaves out without a word on who makes up for it', () => {
  it('is no pass, and does not hold the walk up either', () => {
    const recovery = on('recovery').ran('1/1', []);
    expect(item(recovery, 2)).toEqual(['deferred', '3 deferred: not on this route']);
    expect(item(recovery, 3)[0]).toBe('deferred');
    expect(item(on('planned'), 2)).toEqual(['no', '3 has not passed']);
  });

  it('has not passed when the operator left it out', () => {
    const skipped = on('planned').tell({
      type: 'block-skipped',
      block: 'book:3/1',
      reason: 'no time',
    });
    expect(item(skipped, 2)).toEqual(['no', '3 has not passed: 3/1 was skipped']);
  });
});

describe('an item that can not hold', () => {
  it('rests on a step that holds nothing to pass', () => {
    expect(item(on('planned'), 4)).toEqual(['no', '4 has not passed']);
  });

  it('rests on itself', () => {
    expect(item(on('planned'), 5)).toEqual(['no', 'exit-gate has not passed']);
  });

  it('speaks of several steps as of several', () => {
    expect(item(on('planned'), 3)).toEqual(['no', '1, 3 have not passed']);
  });
});

it('a walk whose steps are all a person’s word comes to its end', () => {
  const only = `# Book

## Step 1 -- ask

**CHECK -- jumphost**
\`\`\`bash
look
\`\`\`

## Step 2 -- tell

**GATE:** they know.

## Exit gate

- **GATE:** steps \`1\` and \`2\` passed.
`;
  const walk = new Told(only).ran('1/1', []);
  expect(allowed(walk.session, { type: 'finish' })).toContain('does not hold');
  told(walk);
  expect(allowed(walk.session, { type: 'finish' })).toBeUndefined();
});
