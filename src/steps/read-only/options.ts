import type { Argument } from './argument.ts';
import { notListed, undecided } from './rule.ts';
import type { Reason } from './rule.ts';

/**
 * The words that a program, or a sub-command of one, is known to take when it only reads. Lists are parted by blanks.
 * An option that is not named here is not known, and so is an abbreviated one.
 */
export interface Syntax {
  /** Options that stand alone: `-l --all`. A `-N` stands for a number: `-20`. */
  readonly flags?: string;
  /** Options that take a value, the next word or what is joined to them: `-n --lines`. */
  readonly takes?: string;
  /** Options whose value, when they have one, is joined to them: `--color --color=auto`. */
  readonly may?: string;
  /** How many words may stand that are no options. Default: any. */
  readonly operands?: number;
  /** What each of those words has to look like; then none may be decided only when it runs. */
  readonly operand?: RegExp;
  /** What the value of an option has to look like; it may not be decided only when it runs. */
  readonly values?: Readonly<Record<string, RegExp>>;
  /** One of these options has to stand there. */
  readonly needs?: string;
  /**
   * No word at all would make it change anything, so that one may be decided only when it runs. Without it `$x` might
   * be an option that does.
   */
  readonly open?: boolean;
  /** `--` is not the end of the options: ovs-vsctl parts commands with it. */
  readonly noDashes?: boolean;
  /** Letters are not bundled: `-noout` is one option, as openssl and find write them. */
  readonly whole?: boolean;
}

/** The words of a command, taken apart. */
export type Parsed =
  | { readonly type: 'refused'; readonly reason: string }
  | {
      readonly type: 'parsed';
      readonly options: ReadonlyMap<string, readonly Argument[]>;
      readonly operands: readonly Argument[];
    };

interface Sets {
  readonly flags: ReadonlySet<string>;
  readonly takes: ReadonlySet<string>;
  readonly may: ReadonlySet<string>;
}

const compiled = new WeakMap<Syntax, Sets>();

/** Names of a list parted by blanks. */
export function namesOf(list: string | undefined): readonly string[] {
  return (list ?? '').split(' ').filter((name) => name !== '');
}

function setsOf(syntax: Syntax): Sets {
  const known = compiled.get(syntax);
  if (known !== undefined) return known;
  const sets = {
    flags: new Set(namesOf(syntax.flags)),
    takes: new Set(namesOf(syntax.takes)),
    may: new Set(namesOf(syntax.may)),
  };
  compiled.set(syntax, sets);
  return sets;
}

/** Why these words behind `name` are not known to only read. */
export function judgeSyntax(name: string, args: readonly Argument[], syntax: Syntax): Reason {
  const parsed = parseOptions(name, args, syntax);
  return parsed.type === 'refused' ? parsed.reason : undefined;
}

/** Takes words apart as getopt_long does: bundled letters, joined values, `--`. */
export function parseOptions(name: string, args: readonly Argument[], syntax: Syntax): Parsed {
  const sets = setsOf(syntax);
  const options = new Map<string, Argument[]>();
  const operands: Argument[] = [];
  const refuse = (reason: string) => ({ type: 'refused', reason }) as const;
  const note = (option: string, value?: Argument): Reason => {
    const form = syntax.values?.[option];
    if (form !== undefined && (value?.literal === undefined || !form.test(value.literal)))
      return notListed(name, option, value?.text ?? '');
    const values = options.get(option) ?? [];
    if (value !== undefined) values.push(value);
    options.set(option, values);
    return undefined;
  };
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at];
    if (argument === undefined) break;
    const { literal } = argument;
    if (literal === '--') {
      if (syntax.noDashes === true) return refuse(notListed(name, '--'));
      operands.push(...args.slice(at + 1));
      break;
    }
    const found = optionIn(argument, sets, syntax);
    if (found === 'operand') operands.push(argument);
    else if (found === 'undecided') return refuse(undecided(argument));
    else if (found === 'unknown') return refuse(notListed(name, argument.text));
    else
      for (const { option, value, wants } of found) {
        let given = value;
        if (wants) {
          at += 1;
          given = args[at];
          if (given === undefined) return refuse(notListed(name, option));
        }
        if (given !== undefined && !given.one && syntax.open !== true)
          return refuse(undecided(given));
        const reason = note(option, given);
        if (reason !== undefined) return refuse(reason);
      }
  }
  const reason = judgeOperands(name, operands, syntax) ?? judgeNeeds(name, options, syntax);
  return reason === undefined ? { type: 'parsed', options, operands } : refuse(reason);
}

/** How many words the option at a place takes; undefined when it is not known, or no option. */
export function lengthOfOption(
  args: readonly Argument[],
  at: number,
  syntax: Syntax,
): number | undefined {
  const argument = args[at];
  if (argument === undefined || argument.literal === '--') return undefined;
  const found = optionIn(argument, setsOf(syntax), syntax);
  if (typeof found === 'string') return undefined;
  const length = found.some(({ wants }) => wants) ? 2 : 1;
  const parsed = parseOptions('', args.slice(at, at + length), syntax);
  return parsed.type === 'refused' ? undefined : length;
}

interface Found {
  readonly option: string;
  /** Joined to it. */
  readonly value: Argument | undefined;
  /** Whether its value is the next word. */
  readonly wants: boolean;
}

function optionIn(
  argument: Argument,
  sets: Sets,
  syntax: Syntax,
): readonly Found[] | 'operand' | 'undecided' | 'unknown' {
  const { literal, prefix, fixed, one } = argument;
  if (literal === undefined) {
    const joined = /^(--?[A-Za-z][\w-]*)=/.exec(prefix);
    const option = joined?.[1];
    if (joined !== null && option !== undefined && (sets.takes.has(option) || sets.may.has(option)))
      return one || syntax.open === true
        ? [{ option, value: restOf(argument, joined[0].length), wants: false }]
        : 'undecided';
    const letter = prefix.slice(0, 2);
    if (/^-[A-Za-z]/.test(prefix) && syntax.whole !== true && sets.takes.has(letter))
      return one || syntax.open === true
        ? [{ option: letter, value: restOf(argument, 2), wants: false }]
        : 'undecided';
    if (prefix !== '' && !prefix.startsWith('-') && fixed) return 'operand';
    return syntax.open === true ? 'operand' : 'undecided';
  }
  if (!literal.startsWith('-') || literal === '-') return 'operand';
  if (sets.flags.has(literal)) return [{ option: literal, value: undefined, wants: false }];
  if (sets.takes.has(literal)) return [{ option: literal, value: undefined, wants: true }];
  if (sets.may.has(literal)) return [{ option: literal, value: undefined, wants: false }];
  if (sets.flags.has('-N') && /^-\d+$/.test(literal))
    return [{ option: '-N', value: undefined, wants: false }];
  const equals = literal.indexOf('=');
  if (equals > 0) {
    const option = literal.slice(0, equals);
    if (option.length > 2 && (sets.takes.has(option) || sets.may.has(option)))
      return [{ option, value: restOf(argument, equals + 1), wants: false }];
  }
  if (literal.startsWith('--') || syntax.whole === true) return 'unknown';
  return bundleIn(argument, literal, sets);
}

/** `-lrt`, `-n5`, `-tn 5`. */
function bundleIn(
  argument: Argument,
  literal: string,
  { flags, takes, may }: Sets,
): readonly Found[] | 'unknown' {
  const found: Found[] = [];
  for (let at = 1; at < literal.length; at += 1) {
    const option = `-${literal[at] ?? ''}`;
    const rest = literal.length > at + 1 ? restOf(argument, at + 1) : undefined;
    if (flags.has(option)) found.push({ option, value: undefined, wants: false });
    else if (takes.has(option)) {
      found.push({ option, value: rest, wants: rest === undefined });
      return found;
    } else if (may.has(option)) {
      found.push({ option, value: rest, wants: false });
      return found;
    } else return 'unknown';
  }
  return found;
}

function restOf(argument: Argument, from: number): Argument {
  const { literal, prefix } = argument;
  return { ...argument, literal: literal?.slice(from), prefix: prefix.slice(from) };
}

function judgeOperands(name: string, operands: readonly Argument[], syntax: Syntax): Reason {
  const { operands: most, operand: form } = syntax;
  const [beyond] = most === undefined ? [] : operands.slice(most);
  if (beyond !== undefined) return notListed(name, '…', beyond.text);
  for (const word of operands) {
    if (most !== undefined && !word.one) return undecided(word);
    if (form !== undefined && word.literal === undefined) return undecided(word);
    if (form?.test(word.literal ?? '') === false) return notListed(name, word.text);
  }
  return undefined;
}

function judgeNeeds(name: string, options: ReadonlyMap<string, unknown>, syntax: Syntax): Reason {
  const needed = namesOf(syntax.needs);
  if (needed.length === 0 || needed.some((option) => options.has(option))) return undefined;
  return `\`${name}\` without \`${needed[0] ?? ''}\` is not on the read-only list`;
}
