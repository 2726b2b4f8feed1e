import { describe, expect, it } from 'vitest';
import { isSettled, nextBlock, standingOf } from '../../src/session/standing.ts';
import { Told } from '../support/documents.ts';

const book = `# Book

**ASK:** Is this a \`fresh deploy\` or an \`existing-cluster graft\`?

## Step 1 -- look

**CHECK (read-only) -- jumphost**
\`\`\`bash
uptime
\`\`\`

**GATE:** output contains \`up\`.

**RUN -- jumphost**
\`\`\`bash
touch it
\`\`\`

The file looks right to you.

**GATE:** the file looks right.

**FALLBACK -- jumphost**
\`\`\`bash
rm it
\`\`\`

## Step 2 -- wait

**SKIP WHEN:** fresh deploy. **DEFER TO:** phase-08 step 8.2.

**CHECK (read-only) -- jumphost**
\`\`\`bash
cat health
\`\`\`

**GATE:** exit status is 0 or 3.
`;

const standing = (told: Told, id: string) => standingOf(told.session, told.block(id));

describe('how a block stands', () => {
  it('waits until it is run, and a fallback nobody needed is not on the way', () => {
    const told = new Told(book);
    expect(standing(told, '1/1')).toBe('waiting');
    expect(standing(told, '1/3')).toBe('optional');
  });

  it('has failed, and does not wait as if it never ran, when a second run of a change did not start', () => {
    const notStarted = { type: 'not-started', reason: 'no bash' } as const;
    expect(standing(new Told(book).ran('1/2', [], notStarted), '1/2')).toBe('waiting');
    const again = new Told(book)
      .ran('1/2', [], { type: 'exited', status: 3 })
      .ran('1/2', [], notStarted);
    expect(standing(again, '1/2')).toBe('failed');
    const looked = new Told(book).ran('1/1', ['no']).ran('1/1', [], notStarted);
    expect(standing(looked, '1/1')).toBe('waiting');
  });

  it('passes only when every gate says yes', () => {
    expect(standing(new Told(book).ran('1/1', ['yes']), '1/1')).toBe('passed');
    expect(standing(new Told(book).ran('1/1', ['no']), '1/1')).toBe('failed');
    expect(standing(new Told(book).ran('1/1', ['could-not-tell']), '1/1')).toBe('failed');
  });

  it('fails on an exit status that no gate speaks about', () => {
    const told = new Told(book).ran('1/1', ['yes'], { type: 'exited', status: 3 });
    expect(standing(told, '1/1')).toBe('failed');
  });

  it('leaves the exit status to a gate that speaks about it', () => {
    const told = new Told(book).ran('2/1', ['yes'], { type: 'exited', status: 3 });
    expect(standing(told, '2/1')).toBe('passed');
  });

  it('asks a person where the gate is prose, and believes the answer', () => {
    const told = new Told(book).ran('1/2', ['could-not-tell']);
    expect(standing(told, '1/2')).toBe('attest');
    told.tell({ type: 'gate-attested', gate: 'book:1/2#0', answer: 'no', by: 'operator' });
    expect(standing(told, '1/2')).toBe('failed');
    told.tell({ type: 'gate-attested', gate: 'book:1/2#0', answer: 'yes', by: 'operator' });
    expect(standing(told, '1/2')).toBe('passed');
  });

  it('forgets an answer given about an older output', () => {
    const told = new Told(book).ran('1/2', ['could-not-tell']);
    told.tell({ type: 'gate-attested', gate: 'book:1/2#0', answer: 'yes', by: 'operator' });
    expect(standing(told.ran('1/2', ['could-not-tell']), '1/2')).toBe('attest');
  });

  it('is unknown when a block that changes things was started and its end was not seen', () => {
    const told = new Told(book);
    const attempt = told.started('1/2');
    told.tell({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason: 'rebooted' } });
    expect(standing(told, '1/2')).toBe('unknown');
  });

  it('lets a read-only block whose end was not seen simply run again', () => {
    const told = new Told(book);
    const attempt = told.started('1/1');
    told.tell({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason: 'killed' } });
    expect(standing(told, '1/1')).toBe('waiting');
  });

  it('stays overridden until it is run again', () => {
    const told = new Told(book).ran('1/1', ['no']);
    told.tell({ type: 'gate-overridden', owner: 'book:1/1', reason: 'seen by eye' });
    expect(standing(told, '1/1')).toBe('overridden');
    expect(standing(told.ran('1/1', ['no']), '1/1')).toBe('failed');
  });

  it('is deferred, never passed, on the route that skips it', () => {
    const told = new Told(book);
    expect(standing(told, '2/1')).toBe('waiting');
    told.tell({ type: 'question-answered', question: 'route', option: 'fresh' });
    expect(standing(told, '2/1')).toBe('deferred');
  });

  it('did not happen at all when it did not start', () => {
    const told = new Told(book);
    const attempt = told.started('1/2');
    told.tell({
      type: 'block-ended',
      attempt,
      outcome: { type: 'not-started', reason: 'no bash' },
    });
    expect(standing(told, '1/2')).toBe('waiting');
  });
});

describe('where a walk goes on', () => {
  it('is the first block that still wants something', () => {
    const told = new Told(book);
    expect(nextBlock(told.session)?.block.id).toBe('1/1');
    told.ran('1/1', ['yes']);
    expect(nextBlock(told.session)?.block.id).toBe('1/2');
    expect(isSettled('failed')).toBe(false);
  });
});
