import type { Argument } from './argument.ts';
import { harmless, judged } from './make.ts';
import { isPlainName, setsName } from './names.ts';
import { parseOptions } from './options.ts';
import type { Syntax } from './options.ts';
import { notListed, undecided } from './rule.ts';
import type { Program, Reason } from './rule.ts';

const NAMED = 'sets plain variables only: none that decides what programs do, as PATH';

/** What the shell does itself. What changes nothing but the shell that the block runs in reads. */
export const builtinPrograms: readonly Program[] = [
  ...harmless(
    'echo : true false test [ pwd cd pushd popd dirs exit return break continue shift type printenv times clear',
  ),
  ...judged('printf', NAMED, judgePrintf),
  ...judged('sleep', 'a time that ends', (name, args) => {
    const word = args.find(
      ({ literal }) => literal !== undefined && !/^\d*\.?\d+[smhd]?$/.test(literal),
    );
    return word === undefined ? undefined : notListed(name, word.text);
  }),
  ...judged('read', NAMED, (name, args) =>
    judgeNames(name, args, { flags: '-r -s -a', takes: '-t -n -N -d -u -p' }),
  ),
  ...judged('mapfile readarray', NAMED, (name, args) =>
    judgeNames(name, args, { flags: '-t', takes: '-d -n -O -s -u' }),
  ),
  ...judged('local declare typeset readonly', NAMED, (name, args) =>
    judgeNames(name, args, { flags: '-a -A -r -g -p -F' }),
  ),
  // What is exported decides for the blocks after this one which cluster, project or model they change.
  ...judged(
    'export',
    'alone, or with `-p`: what is exported stays for the blocks below',
    (name, args) =>
      args.every(({ literal }) => literal === '-p')
        ? undefined
        : notListed(name, args[0]?.text ?? ''),
  ),
  ...judged('unset', NAMED, (name, args) => judgeNames(name, args, { flags: '-v' })),
  ...judged(
    'set',
    '`-e -u -x -v -f -C -o pipefail errexit nounset xtrace`, and `--` with words',
    judgeSet,
  ),
];

/** `-v` sets a variable. */
function judgePrintf(name: string, args: readonly Argument[]): Reason {
  const [first, second] = args;
  if (first?.literal?.startsWith('-v') === true) {
    const variable = first.literal === '-v' ? second?.literal : first.literal.slice(2);
    return variable !== undefined && isPlainName(variable)
      ? undefined
      : setsName(variable ?? second?.text ?? '');
  }
  // `%n` sets one too.
  return args.some(({ text }) => /%[-\d.*]*n/.test(text)) ? notListed(name, '%n') : undefined;
}

function judgeNames(name: string, args: readonly Argument[], syntax: Syntax): Reason {
  const parsed = parseOptions(name, args, syntax);
  if (parsed.type === 'refused') return parsed.reason;
  for (const { prefix, literal, text, one } of parsed.operands) {
    const variable = /^(\w*)=/.exec(prefix)?.[1] ?? literal;
    if (variable === undefined || !one) return `\`${text}\` is decided only when it runs`;
    if (!isPlainName(variable)) return setsName(variable);
  }
  return undefined;
}

const SET_OPTIONS = new Set(
  'pipefail errexit nounset xtrace verbose noglob noclobber errtrace functrace'.split(' '),
);

function judgeSet(name: string, args: readonly Argument[]): Reason {
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at];
    if (argument === undefined) break;
    const { literal } = argument;
    if (literal === '--' || literal === '-') return undefined;
    if (literal === undefined) return undecided(argument);
    if (!/^[-+][euxvfCETo]+$/.test(literal)) return notListed(name, argument.text);
    if (literal.includes('o')) {
      at += 1;
      const option = args[at];
      if (option !== undefined && !SET_OPTIONS.has(option.literal ?? ''))
        return notListed(name, '-o', option.text);
    }
  }
  return undefined;
}
