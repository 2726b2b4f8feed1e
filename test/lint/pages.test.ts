import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/lint/rules.ts';
import { documentWith, lint } from './support/found.ts';
import { readRulePage } from './support/rule-page.ts';
import type { Example } from './support/rule-page.ts';

/** The pages of rules in docs/lint: what they say is so. */
const folder = join(import.meta.dirname, '../../docs/lint');
const pageOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const oneLine = (text: string) => text.replace(/\s+/g, ' ');

const foundBy = (id: string, { lang, text }: Example) =>
  lint(lang === 'markdown' ? text : documentWith(text)).filter(({ rule }) => rule === id);

describe.each(rules.map((rule) => [rule.id, rule] as const))('docs/lint/%s.md', (id, rule) => {
  const page = readRulePage(pageOf(`${id}.md`));

  it('says why and what to do, as the finding does', () => {
    expect(page.title).toBe(`# ${id}`);
    expect(oneLine(page.text)).toContain(rule.why);
    expect(oneLine(page.text)).toContain(rule.todo);
  });

  it('has examples of what is found and of what is not, and both are so', () => {
    expect(page.found).not.toEqual([]);
    expect(page.notFound).not.toEqual([]);
    for (const one of page.found) expect(foundBy(id, one), one.text).not.toEqual([]);
    for (const one of page.notFound) expect(foundBy(id, one), one.text).toEqual([]);
  });
});

it('there is no page without a rule', () => {
  const others = ['README.md', 'shellcheck.md'];
  const names = readdirSync(folder).filter((name) => !others.includes(name));
  expect(names.sort()).toEqual(rules.map(({ id }) => `${id}.md`).sort());
});

it('docs/lint/README.md lists every rule, in order', () => {
  const rows = pageOf('README.md')
    .split('\n')
    .filter((line) => /^\| \[/.test(line));
  expect(rows).toEqual(
    rules.map(({ id, part, severity, why }) => {
      return `| [${id}](${id}.md) | ${part} | ${severity} | ${why.replaceAll('|', '\\|')} |`;
    }),
  );
});

it('ids of rules are words joined by dashes, each once', () => {
  const ids = rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
});
