import { describe, expect, it } from 'vitest';
import { expectationsIn } from '../../src/steps/expectations.ts';
import { blocksOf } from '../support/read.ts';

describe('a comment that says what to expect', () => {
  it.each<[string, string[]]>([
    ['ls # expect 5 keys', ['5 keys']],
    ['ls\n# Expect: active (x2)', ['active (x2)']],
    ['ls\n#expected: a', ['a']],
    ['ls\n# Expected output: a', ['a']],
    ['ls\n# should print ok', ['ok']],
    ['ls\n# It should return True', ['True']],
    ['ls\n# => 3', ['3']],
    ['a # expect 1\nb # expect 2', ['1', '2']],
    ['ls\n# Expect: name: x\n#         version: 1', ['name: x\nversion: 1']],
    ['ls\n# Expect: text\n# if not, STOP\n\n# then\nrm x', ['text\nif not, STOP']],
    ['ls\n# Expect: text\n# remove it\nrm x', ['text']],
    ['ls\n# Expect: text\n#         more\n# remove it\nrm x', ['text\nmore']],
    ['ls\n# Expect: a\n# Expect: b', ['a', 'b']],
    ['ls # expect a\n# expect b', ['a', 'b']],
    ['ls\r\n# expect a\r\n', ['a']],
    ['ls\n# Expect:\n#   a\n#   b', ['a\nb']],
    ['ls\n# Expect:', []],
  ])('%j: %j', (script, found) => {
    expect(expectationsIn(script)).toEqual(found);
  });

  it.each([
    'echo "# expect 5"',
    "echo '# expect 5'",
    'cat <<E\n# expect 5\nE',
    'echo a#expect',
    '# unexpected',
    '# what they expected of us: nothing',
    '# you should restart it',
    'echo "open # expect 5',
    'echo ${#expect}',
    '#!/bin/expect',
  ])('is none: %j', (script) => {
    expect(expectationsIn(script)).toEqual([]);
  });

  it('is one sentence of several, in the order of the document, and runs on unchanged', () => {
    const text = 'sysctl vm.swappiness # expect 10';
    const [block] = blocksOf('## Step 1', '```bash', text, '```', 'Expect: no error.');
    expect(block).toMatchObject({ text, expect: ['10', 'no error.'] });
  });

  it('stands in a transcript as well', () => {
    const [block] = blocksOf('## Step 1', '```console', '$ ls # expect a', 'a', '```');
    expect(block).toMatchObject({ expect: ['a'], sample: 'a' });
  });

  it('is cut, and there are not thousands of them', () => {
    expect(expectationsIn(`ls # expect ${'x'.repeat(9999)}`)[0]).toHaveLength(603);
    expect(expectationsIn('ls # expect a\n'.repeat(9999))).toHaveLength(50);
  });

  it.each([
    '# expect a\n'.repeat(90_000),
    `# expect ${'#'.repeat(900_000)}`,
    `${'# a\n'.repeat(200_000)}# expect`,
    `=>${' '.repeat(900_000)}#`,
  ])('is found in bounded time', (script) => {
    const started = performance.now();
    expectationsIn(script);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
