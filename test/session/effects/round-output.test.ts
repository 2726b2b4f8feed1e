import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Secret } from '../../../src/secrets/secret.ts';
import { printedWords, showsGiven, stateOf } from '../../../src/session/effects/round-output.ts';
import { locate } from '../../../src/session/refs.ts';
import { sampleBlock, sampleSession } from '../../support/sample-runbook.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function printing(stdout: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-round-'));
  folders.push(folder);
  writeFileSync(join(folder, 'stdout'), stdout);
  writeFileSync(join(folder, 'stderr'), '');
  return folder;
}

const given = () => [new Secret(Buffer.from('canary-of-a-round'))];
const first = sampleSession().runbooks[0]?.steps[0]?.blocks[0];
const located = locate(sampleSession(), `${sampleSession().runbooks[0]?.id}:${first?.id}`);
if (located === undefined) throw new Error('the sample has no block');
const done = { type: 'exited', status: 0 } as const;

it('is its last line, without what was given, and no longer than a strip', () => {
  const folder = printing('first\nprogress 1 of 3: canary-of-a-round\n\n');
  const state = stateOf(located, folder, done, given());
  expect(state).toMatch(/^progress 1 of 3: /);
  expect(state).not.toContain('canary');
  expect([...stateOf(located, printing('x'.repeat(200)), done, given())]).toHaveLength(60);
});

it('is how it ended, where nothing was said or nothing may be quoted', () => {
  expect(stateOf(located, printing(''), done, given())).toBe('exit 0');
  const sensitive = { ...located, block: sampleBlock({ id: '1/1', sensitive: true }) };
  expect(stateOf(sensitive, printing('progress\n'), done, given())).toBe('exit 0');
});

it('tells whether what was given is shown, and what becomes of it', () => {
  expect(showsGiven(printing('so: canary-of-a-round'), given())).toBe(true);
  expect(showsGiven(printing('so: nothing'), given())).toBe(false);
  expect(printedWords({ sensitive: false })).toContain('masked here');
  expect(printedWords({ sensitive: true })).toContain('kept nowhere');
});
