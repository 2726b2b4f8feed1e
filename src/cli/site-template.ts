import type { Literal, Runbook } from '../steps/model.ts';

/** A site file to begin with: every line that says something is a comment, and valid without its first `#`. */
export function siteTemplate(runbooks: readonly Runbook[]): string {
  const seen = new Set<string>();
  const literals = runbooks.flatMap((runbook) => [
    `# of ${runbook.id}:`,
    ...runbook.literals.flatMap((literal) => {
      if (seen.has(literal.name)) return [];
      seen.add(literal.name);
      return [literalLine(literal)];
    }),
  ]);
  return [
    '# handrail.yaml: what handrail is told about this site. docs/site-file.md has all of it.',
    '#',
    '# The one given with --site is used, else ./handrail.yaml, else $XDG_CONFIG_HOME/handrail/handrail.yaml.',
    '# Only you may write to it. No secret belongs in it: blocks ask for secrets, unseen.',
    '# A line that begins with # is not in force; take the # away to use it.',
    '',
    '# What this site is called; said at the beginning of a walk.',
    '#name: my site',
    '',
    '# What `handrail walk` and `handrail train` walk when no runbook is named, in this order: built-in ids, or',
    '# paths from where this file lies.',
    'runbooks:',
    ...runbooks.map(({ id }) => `#  - ${id}`),
    '#  - ./ours.md',
    '',
    "# This site's own values of literals. They win over what a runbook writes, and settle it where two runbooks",
    '# write different ones. What changes with every rebuild is better found by a block, or typed when it is asked.',
    'literals:',
    ...literals,
    '',
    '# Values that no command may hold here, whatever a runbook says, and why.',
    'dead:',
    '#  192.0.2.40: is an address of an earlier rebuild',
    '',
  ].join('\n');
}

function literalLine({ name, value, note, perRebuild }: Literal): string {
  const said = [perRebuild ? 'changes with every rebuild' : '', note].filter(Boolean).join('; ');
  const remark = said === '' ? '' : `   # ${said.replace(/\s+/g, ' ')}`;
  return `#  ${name}: ${value === '' ? 'TO-BE-GIVEN' : quoted(value)}${remark}`;
}

/** Plain where YAML can not take it for anything else. */
function quoted(value: string): string {
  return /^[\w./][\w./@+-]*$/.test(value) ? value : JSON.stringify(value);
}
