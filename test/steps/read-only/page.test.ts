import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readOnlyTables } from '../../../src/steps/read-only/page.ts';
import { READ_ONLY, programOf } from '../../../src/steps/read-only/programs.ts';

const page = readFileSync(new URL('../../../docs/read-only.md', import.meta.url), 'utf8');

it('docs/read-only.md shows the list as the program has it (node scripts/read-only.js)', () => {
  const shown = /<!-- list[^>]*-->\n([\s\S]*?)<!-- \/list -->/.exec(page)?.[1];
  expect(shown).toBe(`\n${readOnlyTables()}\n`);
});

it('names each program once', () => {
  const names = READ_ONLY.flatMap(({ programs }) => programs.map(({ name }) => name));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names.filter((name) => programOf(name)?.name !== name)).toEqual([]);
  expect(programOf('rm')).toBeUndefined();
  expect(programOf('constructor')).toBeUndefined();
});
