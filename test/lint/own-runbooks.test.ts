import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lintRunbook } from '../../src/lint/lint-runbook.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';

/** Ours are what others are shown: nothing in them is silenced, and nothing has to be. */
const folder = join(import.meta.dirname, '../../runbooks');
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
const documents = files.map((name) => {
  const bytes = readFileSync(join(folder, name));
  return { name, bytes, runbook: readRunbook(bytes, name) };
});

it.each(documents)('$name lints clean', ({ bytes, runbook }) => {
  const walk = documents.map((one) => one.runbook);
  const said = lintRunbook(bytes, runbook, { walk })
    .filter(({ severity, silenced }) => severity !== 'note' || silenced !== undefined)
    .map(({ line, rule, message }) => `${line} ${rule}: ${message}`);
  expect(said).toEqual([]);
  expect(bytes.toString()).not.toContain('handrail: allow');
});
