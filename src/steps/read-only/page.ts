import { READ_ONLY } from './programs.ts';
import type { Program } from './rule.ts';

/** The read-only list as docs/read-only.md has it: a table a family, a row for the programs that are judged alike. */
export function readOnlyTables(): string {
  return READ_ONLY.map(({ family, programs }) =>
    [
      `### ${family}`,
      '',
      '| program | what only reads |',
      '| --- | --- |',
      ...rowsOf(programs),
      '',
    ].join('\n'),
  ).join('\n');
}

function rowsOf(programs: readonly Program[]): readonly string[] {
  const alike = new Map<string, string[]>();
  for (const { name, says } of programs) {
    const names = alike.get(says) ?? [];
    names.push(`\`${name}\``);
    alike.set(says, names);
  }
  return [...alike].map(([says, names]) => `| ${names.join(' ')} | ${says} |`);
}
