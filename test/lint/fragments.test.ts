import { expect, it } from 'vitest';
import { lint } from './support/found.ts';

/** Rule, line and text of what lint finds outside of blocks. */
function outside(source: string): string[] {
  const lines = source.split('\n');
  return lint(source)
    .filter(({ block, rule }) => block === undefined && rule in RULES)
    .map(
      ({ rule, line, column, endLine, endColumn }) =>
        `${rule} ${line} ${(lines[line - 1] ?? '').slice(column - 1, line === endLine ? endColumn - 1 : undefined)}`,
    );
}

const RULES = {
  'curl-without-timeout': true,
  'juju-without-model': true,
  'unquoted-placeholder': true,
};

it.each<[string, string, string[]]>([
  [
    'a code span behind a colon',
    '# T\n\n- Check: `curl -s https://a/`\n',
    ['curl-without-timeout 3 curl -s https://a/'],
  ],
  [
    'a code span over two lines',
    '# T\n\nThen run `curl -s\n  https://a/` once.\n',
    ['curl-without-timeout 3 curl -s'],
  ],
  [
    'a code span alone on its line',
    '# T\n\nWords.\n`curl -s https://a/`\n',
    ['curl-without-timeout 4 curl -s https://a/'],
  ],
  [
    'a cell of a table',
    '# T\n\n| a | b |\n|---|---|\n| up | `curl -s https://a/ \\| head` |\n',
    ['curl-without-timeout 5 curl -s https://a/'],
  ],
  [
    'a line that lost its fence',
    '# T\n\nWords before.\ncurl -s \\\n  https://a/\nWords.\n',
    ['curl-without-timeout 4 curl -s \\'],
  ],
  [
    'a comment of a block',
    '# T\n\n## Step 1 -- One\n\n```bash\nls\n# curl -s https://a/ -o \\\n#   x\n```\n',
    ['curl-without-timeout 7 curl -s https://a/ -o \\'],
  ],
  [
    'a placeholder in a code span',
    '# T\n\nFix: `openstack server delete <id>`\n',
    ['unquoted-placeholder 3 <id>'],
  ],
])('finds %s', (_, source, expected) => {
  expect(outside(source)).toEqual(expected);
});

it.each<[string, string]>([
  ['what is not to be run', '# T\n\nNever run `curl -s https://a/`.\n'],
  ['a name in a sentence', '# T\n\nThe old `curl -s https://a/` hung.\n'],
  ['a symptom', '# T\n\n- Symptom: `curl -s https://a/` hangs.\n'],
  ['two words', '# T\n\nUse `juju status` for that.\n'],
  ['a sentence', '# T\n\nRun: `curl is what you want`\n'],
  ['prose that begins like a command', '# T\n\ncurl waits when the address drops packets.\n'],
  ['what is no shell', '# T\n\nRun: `curl -s "https://a/`\n'],
  ['text in a fence of another language', '# T\n\n```yaml\ncurl -s https://a/\n```\n'],
])('leaves %s alone', (_, source) => {
  expect(outside(source)).toEqual([]);
});

it('takes a document of ticks in its stride', () => {
  const source = `# T\n\n${'`curl '.repeat(20_000)}\n\n${'``'.repeat(20_000)}\n`;
  const before = performance.now();
  expect(outside(source)).toEqual([]);
  expect(performance.now() - before).toBeLessThan(5000);
});
