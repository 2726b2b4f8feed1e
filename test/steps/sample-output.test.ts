import { describe, expect, it } from 'vitest';
import { holdsNoProgram, isCalledOutput, outputKindOf } from '../../src/steps/sample-output.ts';
import { blocksOf, read } from '../support/read.ts';

function reasonOf(lang: string, ...lines: string[]): string | undefined {
  const { other, steps } = read('## Step 1', '', '````' + lang, ...lines, '````');
  expect(other.length + (steps[0]?.blocks.length ?? 0)).toBe(1);
  return other[0]?.reason;
}

const OUTPUTS: readonly (readonly [string, string[]])[] = [
  ['JSON', ['{', '  "a": 1', '}']],
  ['JSON', ['{', '  "a": [ ... ]', '}']],
  ['JSON', ['[]']],
  ['JSON', ['[ { "a": 1 } ]']],
  ['JSON', ['[', '  {', '    "kubectl": 1', '  }', ']']],
  ['YAML', ['---', 'a: 1']],
  ['YAML', ['- name: a', '  value: b']],
  ['a listing', ['apiVersion: v1', 'kind: Pod']],
  ['a listing', ['Status: active']],
  ['a listing', ['Loaded: loaded (/lib/x.service)', 'ls: x']],
  ['a table', ['+----+------+', '| ID | Name |', '+----+------+']],
  ['a table', ['| Field | Value |']],
  ['a table', ['NAME       READY   STATUS', 'web-0      1/1     Running']],
  ['a table', ['NAME READY', 'docker 1/1']],
  ['a table', ['Model  Controller  Cloud/Region', 'a      b           c/d']],
  ['a key or a certificate', ['-----BEGIN CERTIFICATE-----', 'MIIB', '-----END CERTIFICATE-----']],
  ['a configuration file', ['[DEFAULT]', 'debug = true']],
  ['a configuration file', ['# /etc/x.conf', 'debug = true']],
  ['a diff', ['--- a/x', '+++ b/x', '@@ -1 +1 @@', '-a', '+b']],
  ['a diff', ['diff --git a/x b/x', 'index 1..2']],
  ['a log', ['2026-01-02 03:04:05.678 1 INFO nova started']],
  ['a log', ['Jan  2 03:04:05 host systemd[1]: Started x.']],
  ['a log', ['[    0.000000] Linux version 6']],
  ['a log', ['INFO: ready']],
  ['output', ['3 packets transmitted, 3 received']],
  ['output', ['● nova.service - Nova']],
  ['HTTP', ['HTTP/1.1 200 OK', 'Server: x']],
  ['XML', ['<?xml version="1.0"?>', '<a/>']],
];

describe('sample output', () => {
  it.each(OUTPUTS)('is %s, in a shell fence and in one without a language: %j', (kind, lines) => {
    expect(reasonOf('bash', ...lines)).toBe(
      `no shell, whatever its language says: it looks like ${kind}`,
    );
    expect(reasonOf('', ...lines)).toBe(`no language, and it looks like ${kind}`);
  });

  it.each([
    [['install the package and restart']],
    [['find the id of the server']],
    [['magnum is up']],
    [['juju status', 'Model  Controller']],
    [['kubectl get pods |', '']],
    [['echo "open']],
    [['sed: x']],
  ])('is not offered where no language says shell: %j', (lines) => {
    expect(reasonOf('', ...lines)).toMatch(/^no language, and /);
  });

  it.each(['diff', 'yaml', 'json', 'ini', 'text', 'log', 'output', 'powershell', 'cmd', 'python'])(
    'is whatever is written in %s',
    (lang) => {
      expect(reasonOf(lang, 'rm -rf /srv')).toBe(`language ${lang} is no shell`);
    },
  );
});

describe('a script', () => {
  it.each([
    ['ls'],
    ['{ ls; }'],
    ['( {', '  set -u', '} )'],
    ['[ -f /etc/x ] && ls'],
    ['[[ -f x ]]'],
    ['"$BIN" --help'],
    ['$HOME/bin/x'],
    ['A=1'],
    ['A=1 ./run'],
    ['./run: x'],
    [': > file'],
    ['! grep -q a b'],
    ['<in sort'],
    ['>out'],
    ['frobnicate --now'],
    ['Write-This x'],
    ['f() {', '  ls', '}'],
    ['# only a comment'],
    ['#!/bin/sh', 'ls'],
    ['diff --git-x a b'],
    ['cat <<E', '{ "a": 1 }', 'E'],
    ['MODEL=a', 'juju status'],
    ['Note: this stops it', 'systemctl stop x'],
    ['if true', 'then ls', 'fi'],
    ['case a in', 'a) ls ;;', 'esac'],
    ['echo "', 'open'],
  ])('is never hidden in a shell fence: %j %j %j', (...lines) => {
    expect(reasonOf('bash', ...lines.filter((line) => line !== undefined))).toBeUndefined();
  });

  it.each([
    ['juju status -m openstack'],
    ['A=1 kubectl get pods'],
    ['sudo -u magnum ls'],
    ['( { set -u', 'ls', '} )'],
    ['for i in 1 2; do', '  ping -c1 h$i', 'done'],
    ['cat > x <<E', 'a: 1', 'E'],
    ['openstack server show <server-id>'],
    ['/usr/bin/x y'],
    ['./deploy.sh --all'],
    ['echo this is the end'],
    ['cd x', 'my-tool run'],
  ])('needs no language when it begins with a program: %j %j %j', (...lines) => {
    expect(reasonOf('', ...lines.filter((line) => line !== undefined))).toBeUndefined();
  });

  it('may be of a megabyte', () => {
    const started = performance.now();
    reasonOf('', 'ls a b\n'.repeat(150_000));
    reasonOf('bash', '{"a":'.repeat(170_000));
    reasonOf('bash', `NAME${'  X'.repeat(300_000)}`);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('the words above', () => {
  it.each([
    'Output:',
    'The output:',
    'Example output:',
    'Expected result',
    'Sample output of the command:',
    'The output looks like this:',
    'You should see:',
    'You should now see something like:',
    'It will look like this:',
    'Run it. Output:',
    '- Output:',
    'Expect:',
    'Output (shortened):',
  ])('call it output: %s', (words) => {
    expect(isCalledOutput(words)).toBe(true);
    const bare = read('## Step 1', words, '', '```', 'active', '```');
    expect(bare.other).toMatchObject([{ reason: 'the words above it call it output' }]);
    expect(read('## Step 1', words, '', '```bash', 'active', '```').other).toHaveLength(1);
    expect(blocksOf('## Step 1', words, '', '```bash', 'juju status', '```')).toHaveLength(1);
  });

  it.each([
    'Run:',
    'Check the output of this:  ',
    'Then write the output to a file:',
    'You should see to it that it runs.',
    'See the result of the last step.',
  ])('do not: %s', (words) => {
    expect(isCalledOutput(words)).toBe(false);
  });

  it('may be a heading, and reach over no code block', () => {
    expect(read('## Step 1', '### Expected output', '```bash', 'active', '```').other).toHaveLength(
      1,
    );
    const lines = ['## Step 1', 'Output:', '```text', 'x', '```', '```bash', 'active', '```'];
    expect(blocksOf(...lines)).toHaveLength(1);
  });

  it('say nothing against a label', () => {
    const lines = ['## Step 1', 'Output:', '', '**CHECK -- jumphost**', '```', 'mytool x', '```'];
    expect(blocksOf(...lines)).toHaveLength(1);
  });
});

it('holds a program or none', () => {
  expect(holdsNoProgram('active\nready')).toBe(true);
  expect(holdsNoProgram('active\nA=1 ls')).toBe(false);
  expect(outputKindOf('ls')).toBeUndefined();
});
