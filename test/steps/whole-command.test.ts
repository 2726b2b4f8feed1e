import { expect, it } from 'vitest';
import {
  firstWholeCommand,
  placeholdersFilled,
  wholenessOf,
  wordsOfCommands,
} from '../../src/steps/whole-command.ts';

it.each<[string, string]>([
  ['ls', 'whole'],
  ['ls | wc', 'whole'],
  ['ls \\', 'goes-on'],
  ['ls \\\\', 'whole'],
  ['ls # a \\', 'whole'],
  ['ls |', 'goes-on'],
  ['a &&', 'goes-on'],
  ['echo "a', 'goes-on'],
  ["echo 'a", 'goes-on'],
  ["echo it's", 'wrong'],
  ['cat <<E', 'goes-on'],
  ['cat <<E\na', 'goes-on'],
  ['cat <<E\na\nE', 'whole'],
  ['cat <<A <<B\na\nA', 'goes-on'],
  ['for i in 1', 'goes-on'],
  ['do', 'wrong'],
  ['done', 'wrong'],
  ['ls )', 'wrong'],
  ['echo $(ls', 'goes-on'],
  ['show <id>', 'whole'],
  ['show <cluster name>', 'whole'],
  ['cat <in >', 'goes-on'],
])('%j: %s', (text, type) => {
  expect(wholenessOf(text).type).toBe(type);
});

it.each<[string, string | undefined]>([
  ['ls\na', 'ls'],
  ['ls; cat <<E\na\nE\nb', 'ls; cat <<E\na\nE'],
  ['ls && \\\n  wc\n| a | b |', 'ls && \\\n  wc'],
  ['if a\nthen b\nfi\nfi', 'if a\nthen b\nfi'],
  ['f() {\n  ls\n}\n)', 'f() {\n  ls\n}'],
  ['echo "a\nb\nc', undefined],
  ['| a |', undefined],
])('%j begins with %j', (text, command) => {
  expect(firstWholeCommand(text)).toBe(command);
});

it('fills holes and keeps what reads from a file', () => {
  expect(placeholdersFilled('show <id> </dev/null <<E 3<>/x')).toBe(
    'show xxxx </dev/null <<E 3<>/x',
  );
  expect(placeholdersFilled('a <b >c')).toBe('a <b >c');
});

it('names the words of every command', () => {
  expect(wordsOfCommands('ls -l  x')).toEqual([['ls', '-l', 'x']]);
  expect(wordsOfCommands('echo "$(date -u)" $A')).toEqual([
    ['echo', undefined, undefined],
    ['date', '-u'],
  ]);
  expect(wordsOfCommands('if')).toEqual([]);
});
