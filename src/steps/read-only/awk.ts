import type { Argument } from './argument.ts';
import { notListed, undecided } from './rule.ts';
import type { Reason } from './rule.ts';

/**
 * Why an awk command is not known to only read. A program is not taken apart: what could run a program or write a file
 * must not stand in it at all, not even in a string. Comparisons stand ahead of the first `print`.
 */
export function judgeAwk(name: string, args: readonly Argument[]): Reason {
  let at = 0;
  for (; at < args.length; at += 1) {
    const argument = args[at];
    if (argument === undefined) break;
    const { literal, prefix, one } = argument;
    if (literal === '--') {
      at += 1;
      break;
    }
    if (/^-[Fv]/.test(prefix) && one) {
      if (prefix.length === 2 && literal !== undefined) {
        at += 1;
        if (args[at]?.one === false) return undecided(args[at] ?? argument);
      }
      continue;
    }
    if (prefix.startsWith('-')) return notListed(name, argument.text);
    break;
  }
  const program = args[at];
  if (program === undefined) return notListed(name);
  if (program.literal === undefined) return undecided(program);
  const rest = args.slice(at + 1);
  // Some awks go on looking for options there.
  const option = rest.find(({ literal }) => literal?.startsWith('-') === true && literal !== '-');
  if (option !== undefined) return notListed(name, option.text);
  return readsOnly(program.literal)
    ? undefined
    : `the ${name} program in it is not known to only read`;
}

function readsOnly(program: string): boolean {
  if (/system|getline|@/.test(program)) return false;
  const print = program.indexOf('print');
  return print < 0 || !/[>|]/.test(program.slice(print).replace(/\|\|/g, ''));
}
