import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { leaveNoCore } from '../../../src/session/effects/no-core.ts';

it('leaves a process no way to dump its memory', async () => {
  await leaveNoCore();
  expect(readFileSync('/proc/self/coredump_filter', 'utf8')).toBe('00000000\n');
  expect(readFileSync('/proc/self/limits', 'utf8')).toMatch(/Max core file size +0 +0 /);
});

it('does without where the program for that is missing', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nonexistent';
  try {
    await expect(leaveNoCore()).resolves.toBeUndefined();
  } finally {
    process.env['PATH'] = path;
  }
});
