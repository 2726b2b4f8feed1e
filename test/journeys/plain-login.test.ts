import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { builtHandrail } from '../support/built.ts';
import { fakeJuju, fakePassword, type FakeJuju } from '../support/fake-juju.ts';
import { hasPty, startOnPty, type Pty } from '../support/pty.ts';

const book = `# Book

## Step 1 -- Look

**CHECK (read-only) -- jumphost**
\`\`\`bash
juju status
\`\`\`

## Step 2 -- Change

**RUN -- magnum/0**
\`\`\`bash
echo changed >>"$HOME/effects"
\`\`\`
`;

const enter = '\r';
let walk: Pty | undefined;
let juju: FakeJuju | undefined;
let folder: string | undefined;

afterEach(() => {
  walk?.close();
  juju?.remove();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

function begin(): { walk: Pty; juju: FakeJuju } {
  folder = mkdtempSync(join(tmpdir(), 'handrail-plain-login-'));
  writeFileSync(join(folder, 'book.md'), book);
  juju = fakeJuju();
  const handrail = [process.execPath, builtHandrail(), '--state-dir', join(folder, 'state')];
  walk = startOnPty([...handrail, 'walk', '--plain', 'book.md'], { cwd: folder, env: juju.env });
  return { walk, juju };
}

describe.skipIf(!hasPty)('a login that is gone, by lines (needs script)', () => {
  it('is said, logged in at the terminal, and the check runs again', async () => {
    const { walk: at, juju: fake } = begin();
    await at.sees('[1/1] Enter runs it');
    fake.login('expired');
    at.types(enter);
    await at.answers(
      ['! The Juju login is gone.', ''],
      ['[login] Enter runs juju login -c ctl -u admin', enter],
      ['please enter password for admin on ctl', `${fakePassword}${enter}`],
      ['The login is back.', ''],
      ['[2/1] Enter runs it', enter],
      ['[x] passed', ''],
    );
    expect(readFileSync(join(fake.folder, 'effects'), 'utf8')).toBe('changed\n');
    expect(at.text()).not.toContain(fakePassword);
  });

  it('keeps a change from another target until that is named', async () => {
    const { walk: at, juju: fake } = begin();
    await at.answers(['[1/1] Enter runs it', enter], ['[2/1] Enter runs it', '']);
    fake.model('staging');
    at.types(enter);
    await at.answers(
      ['pinned is ctl:admin/openstack, and now it would meet ctl:admin/staging', ''],
      ['Or type ctl:admin/staging', enter],
      ['[2/1] Enter runs it', ''],
    );
    expect(existsSync(join(fake.folder, 'effects'))).toBe(false);
    at.types(enter);
    await at.answers(
      ['Or type ctl:admin/staging', `ctl:admin/staging${enter}`],
      ['It is pinned now.', ''],
      ['[2/1] Enter runs it', enter],
      ['[x] passed', ''],
    );
    expect(readFileSync(join(fake.folder, 'effects'), 'utf8')).toBe('changed\n');
  });
});
