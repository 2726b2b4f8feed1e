import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nodesBelow, readShell, readShellLoosely } from '../../src/steps/shell-syntax.ts';

it.each([
  ['juju status -m openstack </dev/null', 'read'],
  ['for i in 1 2; do echo "$i"; done', 'read'],
  ['cat <<EOF\nfree $(date)\nEOF', 'read'],
  ['', 'read'],
  ['# only words', 'read'],
  ['if true; then', 'not-read'],
  ['echo "open', 'not-read'],
  ['{ "a": 1 }', 'not-read'],
])('reads %j: %s', (text, type) => {
  expect(readShell(text).type).toBe(type);
});

it('counts a mistake inside a substitution as one of the script', () => {
  expect(readShell('echo "$(if x; then)"').type).toBe('not-read');
});

it('keeps what was understood of a script with a mistake', () => {
  const { script, problem } = readShellLoosely('rm -rf /tmp/a\nif true; then');
  expect(script?.commands.length).toBe(2);
  expect(problem?.at).toBeGreaterThan(0);
});

it('goes through the commands of a substitution', () => {
  const reading = readShell('echo "$(rm a)"');
  if (reading.type !== 'read') throw new Error(reading.reason);
  const names = [...nodesBelow(reading.script)].flatMap((node) =>
    node.type === 'Command' ? [node.name?.value] : [],
  );
  expect(names).toEqual(['echo', 'rm']);
});

it.each(['$(', '"$(', '${a:-', '$((', '<(', '(', '[[', '`', "$'", 'if ', 'a<<E\n', '{ '])(
  'gives up on %j without end, in bounded time',
  (opening) => {
    expect(readShellLoosely(opening.repeat(100_000)).script).toBeUndefined();
    expect(() => readShell(opening.repeat(Math.floor(64_000 / opening.length)))).not.toThrow();
  },
);

it('never throws', () => {
  const bits = fc.constantFrom(
    ...[
      '$(',
      ')',
      '"',
      "'",
      '`',
      '<<E\n',
      'E\n',
      '{',
      '}',
      ';',
      '|',
      '&&',
      ' ',
      'if',
      'a',
      '\\',
      '>',
      '\n',
    ],
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 60 }), (parts) => {
      expect(['read', 'not-read']).toContain(readShell(parts.join('')).type);
    }),
  );
});
