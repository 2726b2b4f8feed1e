import type { Commands } from './commands.ts';
import { namesOf } from './options.ts';
import type { Syntax } from './options.ts';

/** What people read of a program that takes options. */
export function saysOfSyntax(syntax: Syntax): string {
  const options = namesOf([syntax.flags, syntax.takes, syntax.may].join(' '));
  const said = [
    options.length === 0 ? 'no option' : code(options),
    ...(syntax.needs === undefined ? [] : [`with ${namesOf(syntax.needs).map(tick).join(' or ')}`]),
    ...(syntax.operands === undefined ? [] : [mostOf(syntax.operands)]),
    ...(syntax.operand === undefined ? [] : [`words that match ${tick(syntax.operand.source)}`]),
    ...Object.entries(syntax.values ?? {}).map(
      ([option, form]) => `${tick(option)} with a value that matches ${tick(form.source)}`,
    ),
  ];
  return said.join('; ');
}

/** What people read of a program with sub-commands: all of their names. */
export function saysOfCommands({ commands, alone }: Commands): string {
  const names = Object.entries(commands)
    .map(([name, { needs }]) => tick([name, ...namesOf(needs).slice(0, 1)].join(' ')))
    .join(' ');
  return alone === undefined ? names : `alone; ${names}`;
}

function code(options: readonly string[]): string {
  return tick(options.join(' '));
}

function mostOf(count: number): string {
  if (count === 0) return 'no other words';
  return count === 1 ? 'at most one other word' : `at most ${count} other words`;
}

/** A code span that may hold back-ticks, and stands in a table. */
function tick(text: string): string {
  const shown = text.replaceAll('|', '\\|');
  return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}
