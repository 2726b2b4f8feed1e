import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { builtHandrail } from '../support/built.ts';
import { hasPty, startOnPty, type Pty } from '../support/pty.ts';

const unseal = `# Book

## Step 1 -- unseal

**SECRET -- jumphost**
\`\`\`bash
IFS= read -r share; printf %s "$share" | sha256sum | cut -d' ' -f1 >>"$HOME/digests"
given=$(wc -l <"$HOME/digests"); echo "given $given of 2"; [ "$given" -lt 2 ] || echo OPEN
\`\`\`

**INPUT:** 2 of 3 \`unseal share\`, a vault share, on standard input.
**GATE:** the last line is \`OPEN\`.
`;

const prompt = `# Book

## Step 1 -- log in

**SECRET -- jumphost**
\`\`\`bash
read -rsp 'Word: ' word; echo; printf %s "$word" | sha256sum | cut -d' ' -f1 >>"$HOME/digests"
\`\`\`

**INPUT:** \`word\` at \`Word:\`.
`;

const own = `# Book

## Step 1 -- talk

**SECRET -- jumphost**
\`\`\`bash
read -rsp 'Word: ' word; echo; printf %s "$word" | sha256sum | cut -d' ' -f1 >>"$HOME/digests"
\`\`\`
`;

const shares = [1, 2].map((number) =>
  Buffer.alloc(33, `plain-canary-${number}-`).toString('base64'),
);
const [one = '', two = ''] = shares;
const word = 'plain canary word';
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const enter = '\r';
const escape = '\u001b';

let walk: Pty | undefined;
let folder = '';
afterEach(() => {
  walk?.close();
  rmSync(folder, { recursive: true, force: true });
});

function begin(book: string): Pty {
  folder = mkdtempSync(join(tmpdir(), 'handrail-plain-secret-'));
  writeFileSync(join(folder, 'book.md'), book);
  const handrail = [process.execPath, builtHandrail(), '--state-dir', join(folder, 'state')];
  walk = startOnPty([...handrail, 'walk', '--plain', 'book.md'], {
    cwd: folder,
    env: { HOME: folder, XDG_RUNTIME_DIR: folder },
  });
  return walk;
}

const taken = () => readFileSync(join(folder, 'digests'), 'utf8').trim().split('\n');

function filesIn(under: string): readonly string[] {
  return readdirSync(under).flatMap((name) => {
    const path = join(under, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

/** Neither on the terminal nor in a file. */
function leavesNoTrace(at: Pty, ...secrets: readonly string[]): void {
  for (const secret of secrets) {
    expect(at.text()).not.toContain(secret);
    for (const file of filesIn(folder)) expect(readFileSync(file, 'latin1')).not.toContain(secret);
  }
}

describe.skipIf(!hasPty)('secrets by lines (needs script)', () => {
  it('come one after the other, unseen, with who brought them', async () => {
    const at = begin(unseal);
    await at.answers(
      ['[1/1] Enter runs it', enter],
      ['Who brings unseal share 1 of 2?', `Ada${enter}`],
      ['nothing of it is shown', `${one}${enter}`],
      ['secret 1 from Ada: given 1 of 2', ''],
      ['Who brings unseal share 2 of 2?', enter],
      ['nothing of it is shown', `${two}${enter}`],
      ['secret 2: OPEN', ''],
      ['[x] passed', ''],
    );
    expect(await at.ended).toBe(0);
    expect(taken()).toEqual([one, two].map(digest));
    leavesNoTrace(at, one, two);
  });

  it('are asked for again after a wrong one, the same one, several lines, and Esc', async () => {
    const at = begin(unseal);
    await at.answers(
      ['[1/1] Enter runs it', enter],
      ['Who brings unseal share 1 of 2?', enter],
      ['nothing of it is shown', `${word}${enter}`],
      ['Not taken: That does not look like a vault share', ''],
      ['Who brings unseal share 1 of 2?', enter],
      ['nothing of it is shown', `${one}${enter}`],
      ['secret 1: given 1 of 2', ''],
      ['Who brings unseal share 2 of 2?', enter],
      ['nothing of it is shown', `${one}${enter}`],
      ['Not taken: This unseal share was taken already', ''],
      ['Who brings unseal share 2 of 2?', enter],
      ['nothing of it is shown', `${two}\r${one}\r${two}\r`],
      ['Press Ctrl-U', `\u0015${escape}`],
      ['Left; nothing of it was kept.', ''],
      ['[1/1] Enter asks for it again, x stops the block', enter],
      ['Who brings unseal share 2 of 2?', `x${enter}`],
      ['it was stopped by hand after 1 of 2', ''],
      ['[1/1] Enter asks again', `q${enter}`],
    );
    expect(await at.ended).toBe(1);
    expect(taken()).toEqual([digest(one)]);
    leavesNoTrace(at, one, two, word);
  });

  it('are typed for the operator at the prompt of a program', async () => {
    const at = begin(prompt);
    await at.answers(
      ['[1/1] Enter runs it', enter],
      ['Type or paste the word; nothing of it is shown', `${word}${enter}`],
      ['[x] passed', ''],
    );
    expect(await at.ended).toBe(0);
    expect(taken()).toEqual([digest(word)]);
    leavesNoTrace(at, word);
  });

  it('go from the operator to the program itself where nobody says what it asks', async () => {
    const at = begin(own);
    await at.answers(
      ['[1/1] Enter runs it', enter],
      ['the terminal is its own from here', ''],
      ['Word: ', `${word}${enter}`],
      ['[x] passed', ''],
    );
    expect(await at.ended).toBe(0);
    expect(taken()).toEqual([digest(word)]);
    leavesNoTrace(at, word);
  });
});
