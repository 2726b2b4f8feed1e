import { expect, it } from 'vitest';
import { commandsIn } from '../../src/steps/shell-commands.ts';
import { readShell } from '../../src/steps/shell-syntax.ts';

function words(text: string): readonly (readonly (string | undefined)[])[] {
  const reading = readShell(text);
  if (reading.type !== 'read') throw new Error(reading.reason);
  return commandsIn(reading.script).map((command) => command.words);
}

it.each([
  ['juju status -m openstack', [['juju', 'status', '-m', 'openstack']]],
  [`echo 'a b' "c d" e\\ f`, [['echo', 'a b', 'c d', 'e f']]],
  [
    'rm "$dir"/a $(find .)',
    [
      ['rm', undefined, undefined],
      ['find', '.'],
    ],
  ],
  ['ls *.md {a,b}', [['ls', undefined, undefined]]],
  ['A=1 make; B=2', [['make'], []]],
  ['a | b && { c; } || (d)', [['a'], ['b'], ['c'], ['d']]],
  ['if a; then b; else c; fi; while d; do e; done', [['a'], ['b'], ['c'], ['d'], ['e']]],
  ['cat <<EOF\n$(rm x)\nEOF', [['cat'], ['rm', 'x']]],
  ["cat <<'EOF'\n$(rm x)\nEOF", [['cat']]],
  ['export A=1', [['export', 'A=1']]],
  ['"$cmd" x', [[undefined, 'x']]],
  ['diff <(a) <(b)', [['diff', undefined, undefined], ['a'], ['b']]],
])('finds the commands of %j', (text, expected) => {
  expect(words(text)).toEqual(expected);
});

it('knows what each stands in', () => {
  const reading = readShell('for i in 1; do ssh a; done');
  if (reading.type !== 'read') throw new Error(reading.reason);
  const [ssh] = commandsIn(reading.script);
  expect(ssh?.path.map(({ type }) => type)).toContain('For');
});
