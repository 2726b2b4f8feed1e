// Puts the read-only list into its page. Run it after the list has changed: node scripts/read-only.js
import { readFileSync, writeFileSync } from 'node:fs';
import { readOnlyTables } from '../src/steps/read-only/page.ts';

const page = 'docs/read-only.md';
const text = readFileSync(page, 'utf8');
const mark = /(<!-- list[^>]*-->\n)[\s\S]*?(<!-- \/list -->)/;
if (!mark.test(text)) throw new Error(`${page} has no mark named list`);
writeFileSync(
  page,
  text.replace(mark, (_all, open, close) => `${open}\n${readOnlyTables()}\n${close}`),
);
