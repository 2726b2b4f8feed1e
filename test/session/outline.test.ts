import { describe, expect, it } from 'vitest';
import { fallbackBelow, outlineRows, progress, rollbackBlocks } from '../../src/session/outline.ts';
import { Told } from '../support/documents.ts';

const book = `# Book

**ASK:** Is this a \`fresh deploy\` or an \`existing-cluster graft\`?

## Step 1 -- reach

**CHECK (read-only) -- jumphost**
\`\`\`bash
probe
\`\`\`

**FALLBACK -- jumphost**
\`\`\`bash
mend
\`\`\`

## Step 2 -- wait

**SKIP WHEN:** fresh deploy. **DEFER TO:** phase-08 step 8.2.

**CHECK (read-only) -- jumphost**
\`\`\`bash
health
\`\`\`

## Rollback

**ROLLBACK -- jumphost**
\`\`\`bash
undo
\`\`\`
`;

describe('the outline of a walk', () => {
  it('lists steps and blocks in the order of the document, each with how it stands', () => {
    const told = new Told(book).ran('1/1', []);
    const rows = outlineRows(told.session).map((row) =>
      row.type === 'runbook' ? row.ref : `${row.ref} ${row.standing}`,
    );
    expect(rows).toEqual([
      'book:1 passed',
      'book:1/1 passed',
      'book:1/2 optional',
      'book:2 waiting',
      'book:2/1 waiting',
      'book:rollback optional',
      'book:rollback/1 optional',
    ]);
  });

  it('shows a step by its most urgent block', () => {
    const told = new Told(book).ran('1/1', [], { type: 'exited', status: 1 });
    expect(outlineRows(told.session)[0]).toMatchObject({ type: 'step', standing: 'failed' });
  });

  it('counts what is on the way, and not what the route leaves to a later step', () => {
    const told = new Told(book);
    told.tell({ type: 'question-answered', question: 'route', option: 'fresh' });
    expect(progress(told.session)).toEqual({ settled: 0, of: 1 });
    expect(progress(told.ran('1/1', []).session)).toEqual({ settled: 1, of: 1 });
  });

  it('leads through several fallbacks in their order, past what only finds out why', () => {
    const fence = (label: string, text: string) =>
      ['', label, '```bash', text, '```', ''].join('\n');
    const told = new Told(
      [
        '## Step 1',
        fence('**POLL -- jumphost** every 5 s, at most 2 times', 'look'),
        '**GATE:** output contains `gone`. **DIAGNOSE:** `1/2`.',
        fence('**CHECK -- jumphost**', 'why'),
        fence('**FALLBACK -- jumphost**', 'cut'),
        fence('**FALLBACK -- jumphost**', 'clear'),
        fence('**CHECK -- jumphost**', 'after'),
        fence('**FALLBACK -- jumphost**', 'of another'),
      ].join('\n'),
    ).ran('1/1', ['no']);
    const next = () => fallbackBelow(told.session, told.block('1/1'))?.block.id;
    expect(next()).toBe('1/3');
    told.ran('1/3', []);
    expect(next()).toBe('1/4');
    told.ran('1/4', [], { type: 'exited', status: 1 });
    expect(next()).toBe('1/4');
    told.ran('1/4', []);
    expect(next()).toBe('1/3');
    // It failed once more: what was done before does not count.
    told.ran('1/3', []).ran('1/1', ['no']);
    expect(next()).toBe('1/3');
  });

  it('finds the fallback below a block and the ways back', () => {
    const told = new Told(book);
    expect(fallbackBelow(told.session, told.block('1/1'))?.block.id).toBe('1/2');
    expect(fallbackBelow(told.session, told.block('2/1'))).toBeUndefined();
    expect(rollbackBlocks(told.session).map(({ block }) => block.id)).toEqual(['rollback/1']);
  });
});
