import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { FakeCloud } from './fake-vault/fake-cloud.ts';

const runbooks = join(import.meta.dirname, '..', '..', 'runbooks');

/** The runbook as it is, with the port of this vault and a folder for the copy. */
export function phase02Text(cloud: FakeCloud, copies: string): string {
  const text = readFileSync(join(runbooks, 'phase-02-vault.md'), 'utf8');
  return replaced(text, [
    [/(`ENV\(vault-addr\)`\s+)\S+/, `$1${cloud.vaultAddress}`],
    [/(`ENV\(copy-folder\)`\s+)\S+/, `$1${copies}`],
    // Minutes between two looks are for hooks of a real charm.
    [/every 30 s/, 'every 1 s'],
    [/every 20 s/, 'every 1 s'],
  ]);
}

/** Step 7.2 of phase-07 alone, with a target that whoever runs the tests may write to. */
export function step72Text(target: string): string {
  const text = readFileSync(join(runbooks, 'phase-07.md'), 'utf8');
  const step = /^## Step 7\.2 [^]*?(?=^## Step 7\.3)/m.exec(text)?.[0] ?? '';
  const user = userInfo().username;
  const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  const own = step
    .replaceAll('/etc/magnum/', `${target}/`)
    .replaceAll('magnum:magnum', `${user}:${group}`);
  return `# The kubeconfig\n\n${replaced(own, [
    [/line 1 is `magnum`/, `line 1 is \`${user}\``],
    [/`600 magnum`/, `\`600 ${user}\``],
  ])}`;
}

/** Each of them is there, and is replaced once. */
function replaced(text: string, pairs: readonly (readonly [RegExp, string])[]): string {
  return pairs.reduce((all, [pattern, by]) => {
    expect(all).toMatch(pattern);
    return all.replace(pattern, by);
  }, text);
}

/** Step 2.2 of phase-02 alone. */
export function unsealText(cloud: FakeCloud): string {
  const text = phase02Text(cloud, '/media/none');
  const literals = /^## Literals\n[^]*?(?=^## Route)/m.exec(text)?.[0] ?? '';
  const step = /^## Step 2\.2 [^]*?(?=^## Step 2\.3)/m.exec(text)?.[0] ?? '';
  expect(step).toContain('**SECRET');
  return `# Unsealing\n\n${literals}${step}`;
}
