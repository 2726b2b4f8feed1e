import type { Argument } from './argument.ts';
import { judgeSyntax, lengthOfOption } from './options.ts';
import type { Syntax } from './options.ts';
import { notListed, undecided } from './rule.ts';
import type { Reason } from './rule.ts';

/** A program whose first words say what it does. */
export interface Commands {
  /** Options that stand ahead of the sub-command only. */
  readonly ahead?: Syntax;
  /** Options that stand ahead of the sub-command, between its words, and behind it. */
  readonly anywhere?: Syntax;
  /** By the words of the sub-command: `config view`. */
  readonly commands: Readonly<Record<string, Syntax>>;
  /** Without a sub-command the program reads, too, with these options; no other word may be allowed. */
  readonly alone?: Syntax;
}

/** Why these words behind `name` are no sub-command that is known to only read. */
export function judgeCommands(name: string, args: readonly Argument[], commands: Commands): Reason {
  const found = findCommand(name, args, commands);
  if (found.type === 'refused') return found.reason;
  return judgeSyntax(`${name} ${found.path}`.trim(), args.slice(found.rest), found.syntax);
}

/** The sub-command of these words, and where what stands behind it begins. */
export type FoundCommand =
  | { readonly type: 'refused'; readonly reason: string }
  | {
      readonly type: 'found';
      readonly path: string;
      readonly rest: number;
      readonly syntax: Syntax;
    };

/** Reads as many words as belong to the sub-command; they have to be known before it runs. */
export function findCommand(
  name: string,
  args: readonly Argument[],
  commands: Commands,
): FoundCommand {
  if (commands.alone !== undefined && judgeSyntax(name, args, commands.alone) === undefined)
    return { type: 'found', path: '', rest: 0, syntax: commands.alone };
  const lead = leadOf(commands);
  let path = '';
  let at = 0;
  while (at < args.length) {
    const argument = args[at];
    if (argument === undefined) break;
    const complete = Object.hasOwn(commands.commands, path);
    if (argument.literal === undefined || argument.literal.startsWith('-')) {
      if (complete) break;
      const length = lengthOfOption(args, at, lead);
      if (length === undefined)
        return refused(
          argument.literal === undefined
            ? undecided(argument)
            : notListed(name, path, argument.text),
        );
      at += length;
      continue;
    }
    const longer = path === '' ? argument.literal : `${path} ${argument.literal}`;
    if (!leadsTo(longer, commands)) {
      if (complete) break;
      return refused(notListed(...[name, path, argument.text].filter((word) => word !== '')));
    }
    path = longer;
    at += 1;
  }
  const own = Object.hasOwn(commands.commands, path) ? commands.commands[path] : undefined;
  if (own === undefined) return refused(notListed(...[name, path].filter((word) => word !== '')));
  return { type: 'found', path, rest: at, syntax: merged(own, commands.anywhere) };
}

function refused(reason: string): FoundCommand {
  return { type: 'refused', reason };
}

function leadsTo(path: string, { commands }: Commands): boolean {
  if (Object.hasOwn(commands, path)) return true;
  const start = `${path} `;
  return Object.keys(commands).some((key) => key.startsWith(start));
}

const leads = new WeakMap<Commands, Syntax>();

function leadOf(commands: Commands): Syntax {
  const known = leads.get(commands);
  if (known !== undefined) return known;
  // A word ahead of the sub-command that falls apart could bring one of its own.
  const lead = { ...merged(commands.ahead ?? {}, commands.anywhere), open: false };
  leads.set(commands, lead);
  return lead;
}

const together = new WeakMap<Syntax, Map<Syntax, Syntax>>();

function merged(own: Syntax, anywhere: Syntax | undefined): Syntax {
  if (anywhere === undefined) return own;
  const known = together.get(own) ?? new Map<Syntax, Syntax>();
  together.set(own, known);
  const made: Syntax = known.get(anywhere) ?? {
    ...own,
    flags: [own.flags, anywhere.flags].join(' '),
    takes: [own.takes, anywhere.takes].join(' '),
    may: [own.may, anywhere.may].join(' '),
    values: { ...anywhere.values, ...own.values },
  };
  known.set(anywhere, made);
  return made;
}
