import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { givenNames } from '../../../src/cli/lint/given-names.ts';
import { shellCheck } from '../../../src/cli/lint/shellcheck.ts';
import { outputOf, scriptFor } from '../../../src/cli/lint/shellcheck-words.ts';
import { lintRunbook } from '../../../src/lint/lint-runbook.ts';
import { lintedBlocks } from '../../../src/lint/linted-blocks.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';

const source =
  '# T\n\n- `ENV(chart-ver)` 1\n\n## Step 1\n\n- x\n\n  ```bash\n  ls\n  echo 🙂 $a\n  ```\n\n**CAPTURE:** `pid` is line 1 of the output.\n\n```bash\nother=1\n```\n';
const runbook = readRunbook(source, 'a.md');
const blocks = lintedBlocks(runbook);
const documents = [{ blocks, names: givenNames([runbook], blocks) }];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-fake-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program called shellcheck ahead of all others on PATH. */
function fake(script: string, patience = 20_000) {
  writeFileSync(join(folder, 'shellcheck'), `#!/bin/bash\n${script}\n`);
  chmodSync(join(folder, 'shellcheck'), 0o755);
  return shellCheck(documents, {
    env: { PATH: `${folder}:/usr/bin:/bin`, SEEN: folder },
    patience,
  });
}

const comment = (over: object) => ({
  file: '0',
  line: 3,
  endLine: 3,
  column: 8,
  endColumn: 10,
  level: 'info',
  code: 2086,
  message: 'Quote it',
  ...over,
});
const saying = (...comments: object[]) =>
  `cat <<'EOF'\n${JSON.stringify({ comments })}\nEOF\nexit 1`;

describe('ShellCheck', () => {
  it('is given each block below a line that sets the names it may read', async () => {
    await fake(`printf '%s\\n' "$@" > "$SEEN/words"; cp 0 1 "$SEEN"; ${saying()}`);
    expect(readFileSync(join(folder, '0'), 'utf8')).toBe(
      'export chart_ver=x pid=x other=x\nls\necho 🙂 $a\n',
    );
    expect(readFileSync(join(folder, '1'), 'utf8')).toContain('\nother=1\n');
    const words = readFileSync(join(folder, 'words'), 'utf8').split('\n');
    expect(words).toEqual(
      expect.arrayContaining(['--norc', '--shell=bash', '--format=json1', '0', '1']),
    );
  });

  it('finds what stands in the document where it says, by characters', async () => {
    const { run, found } = await fake(saying(comment({})));
    expect(run).toEqual({ type: 'ran' });
    const [finding] = lintRunbook(source, runbook, { rules: [], also: found[0] ?? [] });
    expect(finding).toMatchObject({
      rule: 'shellcheck-SC2086',
      severity: 'note',
      block: '1/1',
      line: 11,
      column: 11,
      endColumn: 13,
      message: 'Quote it.',
      todo: 'See https://www.shellcheck.net/wiki/SC2086',
    });
  });

  it('never makes an error, and says nothing of our own line or of a file it was not given', async () => {
    const { found } = await fake(
      saying(
        comment({ level: 'error' }),
        comment({ line: 1 }),
        comment({ file: '77' }),
        { line: 1 },
        comment({ line: 99 }),
      ),
    );
    expect(found[0]?.map(({ rule }) => rule.severity)).toEqual(['warning']);
  });

  it('that is not there is said, and nothing else', async () => {
    const { run, found } = await shellCheck(documents, { env: { PATH: folder }, patience: 5000 });
    expect(run).toEqual({ type: 'absent' });
    expect(found).toEqual([[]]);
  });

  it.each([
    [
      'hangs, with a child that holds its output',
      'sleep 600 & sleep 600',
      'shellcheck did not come to an end and was stopped',
    ],
    ['crashes', 'kill -SEGV $$', 'shellcheck was ended by SIGSEGV'],
    [
      'is too old for what it is asked',
      'echo "Unknown format json1"; exit 4',
      'shellcheck ended with 4 and no report',
    ],
    ['says something else', 'echo "[]"', 'shellcheck ended with 0 and no report'],
  ])('that %s is said', async (_, script, why) => {
    const begun = performance.now();
    const { run, found } = await fake(script, 1500);
    expect(run).toEqual({ type: 'failed', why });
    expect(found).toEqual([[]]);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  it('leaves no file behind', async () => {
    const ours = () => readdirSync(tmpdir()).filter((name) => name.startsWith('handrail-lint-'));
    const before = ours();
    await fake(saying());
    await fake('exit 3');
    expect(ours().filter((name) => !before.includes(name))).toEqual([]);
  });

  it('is not asked where there is no block', async () => {
    const { run } = await shellCheck([{ blocks: [], names: [] }], { env: {}, patience: 1 });
    expect(run).toEqual({ type: 'not-needed' });
  });
});

it('a report that is none is not taken for one', () => {
  for (const text of ['', 'null', '{}', '{"comments":{}}', '{"comments":'])
    expect(outputOf(text), text).toBeUndefined();
  expect(outputOf('{"comments":[1,null,{"file":1}]}')).toEqual([]);
});

it('a block without a name to give has a first line all the same', () => {
  const [first] = blocks;
  expect(first === undefined ? '' : scriptFor(first, []).script).toMatch(/^:\n/);
});
