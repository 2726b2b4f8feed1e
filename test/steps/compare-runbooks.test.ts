import { describe, expect, it } from 'vitest';
import { compareRunbooks, isProseOnly } from '../../src/steps/compare-runbooks.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';

const look = `## Step 1 -- Look

**CHECK (read-only) -- jumphost**
\`\`\`bash
juju status
\`\`\`

**GATE:** output contains \`active\`.
`;
const change = `## Step 2 -- Change

Some prose.

**RUN -- jumphost**
\`\`\`bash
install driver
\`\`\`

**RUN -- jumphost**
\`\`\`bash
restart driver
\`\`\`
`;
const exit = `## Exit gate

- **GATE:** steps 1 and 2 passed.
`;
const book = `# Book

- \`ENV(model)\` openstack   (note)

${look}
${change}
${exit}`;

function compared(now: string) {
  const read = (text: string) => readRunbook(Buffer.from(text), 'book.md');
  const changes = compareRunbooks(read(book), read(now));
  return {
    ...changes,
    blocks: changes.blocks.map(({ type, kept, now: then, what, before }) =>
      [
        type,
        kept ?? '-',
        then ?? '-',
        ...what,
        ...(type === 'new' ? [`before ${before}`] : []),
      ].join(' '),
    ),
  };
}

describe('a runbook compared with its document now', () => {
  it('is the same when only prose differs', () => {
    const changes = compared(book.replace('Some prose.', 'Other prose, and more.'));
    expect(changes).toEqual({ blocks: [], literals: [], steps: [] });
    expect(isProseOnly({ blocks: [], literals: [], steps: [] })).toBe(true);
  });

  it.each([
    [
      'command',
      book.replace('install driver', 'install driver --force'),
      'changed 2/1 2/1 command',
    ],
    ['gate', book.replace('`active`', '`idle`'), 'changed 1/1 1/1 gate'],
    ['place', book.replace('**RUN -- jumphost**', '**RUN -- magnum/0**'), 'changed 2/1 2/1 place'],
  ])('names a block whose %s changed, and no other', (_what, now, expected) => {
    expect(compared(now).blocks).toEqual([expected]);
  });

  it('names a block put in between alone, and where it stands', () => {
    const extra = '**CHECK (read-only) -- jumphost**\n```bash\nsee driver\n```\n\n';
    const at = book.lastIndexOf('**RUN');
    expect(compared(book.slice(0, at) + extra + book.slice(at)).blocks).toEqual([
      'new - 2/2 before 2/2',
    ]);
  });

  it('takes a step put in front for new, though every number below it changed', () => {
    const now = book
      .replace('## Step 2', '## Step 3')
      .replace('## Step 1', '## Step 2')
      .replace(
        '## Step 2 -- Look',
        '## Step 1 -- Before\n\n**RUN -- jumphost**\n```bash\nprepare\n```\n\n## Step 2 -- Look',
      );
    expect(compared(now).blocks).toEqual(['new - 1/1 before 1/1']);
  });

  it('names what is gone, and what stands in another order', () => {
    expect(compared(book.replace(look, '')).blocks).toEqual(['gone 1/1 -']);
    const swapped = book
      .replace('install driver', 'X')
      .replace('restart driver', 'install driver')
      .replace('X', 'restart driver');
    expect(compared(swapped).blocks).toEqual(['moved 2/1 2/2']);
  });

  it('takes for a changed block the one that it is most like, and for none what was written anew', () => {
    const without = book
      .replace('**RUN -- jumphost**\n```bash\ninstall driver\n```\n\n', '')
      .replace('restart driver', 'restart driver now');
    expect(compared(without).blocks).toEqual(['gone 2/1 -', 'changed 2/2 2/1 command']);
    expect(compared(book.replace('install driver', 'wipe all of it')).blocks).toEqual([
      'gone 2/1 -',
      'new - 2/1 before 2/2',
    ]);
  });

  it('names literals and the gates of steps', () => {
    expect(compared(book.replace('openstack', 'cloud'))).toMatchObject({
      blocks: [],
      literals: ['model'],
    });
    expect(compared(book.replace('steps 1 and 2', 'step 1'))).toMatchObject({
      blocks: [],
      steps: ['exit-gate'],
    });
  });

  it('compares a document of a thousand blocks', () => {
    const many = (word: string) =>
      `# Many\n\n${Array.from({ length: 1000 }, (_, index) => `## Step ${index + 1} -- s${index}\n\n**RUN -- jumphost**\n\`\`\`bash\ninstall the ${word} ${index}\n\`\`\`\n`).join('\n')}`;
    const read = (text: string) => readRunbook(Buffer.from(text), 'many.md');
    const [before, after] = [read(many('a')), read(many('b'))];
    expect(compareRunbooks(before, after).blocks).toHaveLength(1000);
  });
});
