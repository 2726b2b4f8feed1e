import { expect, it } from 'vitest';
import { foreignPrompt, isSameShell, readPrompt } from '../../src/steps/prompt-line.ts';

it.each<[string, object]>([
  ['$ ls', { sign: '$', rest: 'ls', host: undefined, user: undefined, indent: '' }],
  ['  $ ls', { sign: '$', rest: 'ls', indent: '  ' }],
  ['$', { sign: '$', rest: '' }],
  ['# ls', { sign: '#', rest: 'ls' }],
  ['% ls', { sign: '%', rest: 'ls' }],
  ['host:~$ ls', { sign: '$', host: 'host', user: undefined, folder: '~' }],
  ['me@host:/etc/x$ ls', { sign: '$', host: 'host', user: 'me', folder: '/etc/x' }],
  ['me@host:~> ls', { sign: '$', host: 'host', user: 'me' }],
  ['root@compute1:~# ls', { sign: '#', host: 'compute1', user: 'root' }],
  ['[root@host ~]# ls', { sign: '#', host: 'host', user: 'root', folder: '~' }],
  ['[stack@a.example.org ~]$ ls', { sign: '$', host: 'a.example.org', user: 'stack' }],
  ['(venv) $ ls', { sign: '$', environment: 'venv' }],
  ['(over-cloud) [me@host ~]$ ls', { environment: 'over-cloud', host: 'host' }],
  ['me@host$ ls', { host: 'host', sign: '$' }],
  ['~/work $ ls', { host: undefined, folder: '~/work' }],
])('%s is a prompt', (line, prompt) => {
  expect(readPrompt(line)).toMatchObject(prompt);
});

it.each([
  '$HOME/x',
  '#!/bin/sh',
  '#comment',
  'echo $ x',
  'a@b',
  'http://a:80/# x',
  '%d',
  '(a) b',
  '> x',
  '',
])('%j is none', (line) => {
  expect(readPrompt(line)).toBeUndefined();
});

it.each([
  'mysql> select 1',
  'MariaDB [nova]> select 1',
  'postgres=# \\l',
  '>>> import os',
  'irb(main):001:0> 1',
  'ceph> status',
  'juju> x',
  '(gdb) run',
  'PS C:\\> dir',
  'C:\\Users\\me> dir',
  'sqlite> .tables',
  '127.0.0.1:6379> keys x',
  'In [1]: 2',
  'bash-5.1$ ls',
  '/ # ls',
])('%s is the prompt of something else', (line) => {
  expect(readPrompt(line)).toBeUndefined();
  expect(foreignPrompt(line)).toBeDefined();
});

it.each(['echo> x', 'a > b', 'juju status', '# mysql> x', '>> x', '<a> b'])(
  '%s is no prompt of anything',
  (line) => {
    expect(foreignPrompt(line)).toBeUndefined();
  },
);

it('is of one shell whatever its folder', () => {
  const [home, etc, root] = ['me@a:~$ x', 'me@a:/etc$ y', 'root@a:~# z'].map(readPrompt);
  if (home === undefined || etc === undefined || root === undefined) throw new Error('no prompt');
  expect(isSameShell(home, etc)).toBe(true);
  expect(isSameShell(home, root)).toBe(false);
});
