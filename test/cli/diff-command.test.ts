import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { diff } from '../../src/cli/diff-command.ts';
import { UserError } from '../../src/cli/user-error.ts';

const book = `# Book

- \`ENV(model)\` openstack   (note)

## Step 1 -- One

**RUN -- jumphost**

\`\`\`bash
install the driver
\`\`\`

**GATE:** output contains \`done\`.

## Step 2 -- Two

**CHECK (read-only) -- jumphost**

\`\`\`bash
look at it
\`\`\`

## Exit gate

- **GATE:** steps 1 and 2 passed.
`;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-diff-'));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function compared(now: string, json = false) {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const [one, other] = [join(folder, 'old.md'), join(folder, 'new.md')];
  writeFileSync(one, book);
  writeFileSync(other, now);
  const status = diff(one, other, { json });
  return { status, text: written.join('').replaceAll(folder, '') };
}

describe('handrail diff', () => {
  it('answers with 0 where nothing differs that runs or is judged', () => {
    expect(compared(book)).toEqual({
      status: 0,
      text: '/old.md -> /new.md\nThey are the same.\nunchanged 2 blocks\n',
    });
    const prose = compared(book.replace('## Step 2', 'Some prose.\n\n## Step 2'));
    expect(prose).toMatchObject({ status: 0 });
    expect(prose.text).toContain('Only prose differs');
  });

  it('tells block by block what differs, with its lines', () => {
    const now = book
      .replace('install the driver', 'install the new driver')
      .replace('`done`', '`ready`')
      .replace('look at it', 'verify')
      .replace('openstack', 'cloud')
      .replace('steps 1 and 2', 'step 1');
    const { status, text } = compared(now);
    expect(status).toBe(1);
    expect(text).toBe(`/old.md -> /new.md
changed   1/1 (command, gate)
  command
    - install the driver
    + install the new driver
  gate
    - output contains \`done\`.
    + output contains \`ready\`.
gone      2/1
  command
    - look at it
new       2/1 at the end
  command
    + verify
value     ENV(model) openstack -> cloud
gates     exit-gate
    - steps 1 and 2 passed.
    + step 1 passed.
unchanged 0 blocks
`);
  });

  it('says as JSON what is the same under another number', () => {
    const now = book
      .replace('## Step 2', '## Step 3')
      .replace('## Step 1', '## Step 2')
      .replace('steps 1 and 2', 'steps 2 and 3');
    const { status, text } = compared(now, true);
    expect(status).toBe(1);
    expect(JSON.parse(text)).toMatchObject({
      same: false,
      proseOnly: false,
      blocks: [],
      unchanged: [
        { old: '1/1', new: '2/1' },
        { old: '2/1', new: '3/1' },
      ],
    });
  });

  it('writes no control character of a document to the terminal', () => {
    const { text } = compared(book.replace('look at it', 'look at it \u001b[31m'));
    expect(text).not.toContain('\u001b');
  });

  it('names the one that can not be read', () => {
    expect(() => diff(join(folder, 'none.md'), 'phase-07', {})).toThrow(UserError);
  });
});
