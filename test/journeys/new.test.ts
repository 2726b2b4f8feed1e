import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runHandrail } from '../support/built.ts';

const cwd = mkdtempSync(join(tmpdir(), 'handrail-new-journey-'));
const run = (...args: readonly string[]) =>
  runHandrail(args, { cwd, env: { XDG_STATE_HOME: join(cwd, 'state') } });

it('writes a runbook that trains to its exit gate, and checks, before a word of it is changed', () => {
  expect(run('new')).toMatchObject({ status: 0, stderr: '' });
  const again = run('new');
  expect(again).toMatchObject({ status: 2, stdout: '' });
  expect(again.stderr).toMatch(/runbook\.md is there already, and was left as it is/);
  const trained = run('train', '--autopilot', 'runbook.md');
  expect(trained.stdout).toContain('The exit gate passed.');
  expect(trained.status).toBe(0);
  expect(run('check', 'runbook.md', '--simulated').status).toBe(0);
  expect(run('outline', 'runbook.md').stdout).not.toContain('problem');
});

it('is described by its help', () => {
  expect(run('new', '--help').stdout).toMatch(/Nothing is overwritten\./);
  expect(run('check', '--help').stdout).toMatch(/Exit status: 0 every gate/);
});
