import type { Argument } from './argument.ts';
import { lengthOfOption, parseOptions } from './options.ts';
import type { Syntax } from './options.ts';
import { judged } from './make.ts';
import { notListed, undecided } from './rule.ts';
import type { Program, Reason, Surroundings } from './rule.ts';

const SSH: Syntax = {
  flags: '-4 -6 -A -a -C -n -q -T -t -tt -v -x -X -k',
  takes: '-i -l -p -o -J -c -m -b',
  values: {
    // What names a program or a file of settings is not among them, nor a file that keys are written to.
    '-o': /^(?:StrictHostKeyChecking|UserKnownHostsFile(?=[= ](?:\/dev\/null|none)$)|GlobalKnownHostsFile|ConnectTimeout|ConnectionAttempts|BatchMode|LogLevel|PasswordAuthentication|PreferredAuthentications|PubkeyAuthentication|IdentitiesOnly|IdentityFile|ServerAlive\w+|CheckHostIP|HostKeyAlgorithms|User|Port|RequestTTY|ForwardAgent)[= ]/i,
  },
};

/** What runs a command somewhere else, or as text: it reads when what it runs does. */
export const remotePrograms: readonly Program[] = [
  ...judged('ssh', 'with a command that only reads', (name, args, around) =>
    judgeSsh(name, args, around),
  ),
  ...judged('sh bash dash', '`-c` with a script that only reads', judgeShell),
  ...judged('su', '`-c` with a script that only reads', judgeSu),
];

/** Options may stand on both sides of the host; all words behind it are one text for the shell there. */
function judgeSsh(name: string, args: readonly Argument[], around: Surroundings): Reason {
  const host = skipOptions(name, args, 0, SSH);
  if (host.type === 'refused') return host.reason;
  const reason = judgeTarget(name, args[host.at]);
  if (reason !== undefined) return reason;
  const command = skipOptions(name, args, host.at + 1, SSH);
  return command.type === 'refused'
    ? command.reason
    : judgeText(name, args.slice(command.at), around);
}

/** `juju ssh UNIT WORDS`: what stands behind the unit goes to ssh as it is. */
export function judgeJujuSsh(args: readonly Argument[], around: Surroundings): Reason {
  const name = 'juju ssh';
  const target = skipOptions(name, args, 0, {
    flags: '--no-host-key-checks --proxy',
    takes: '-m --model --container',
    may: '--pty --proxy',
  });
  if (target.type === 'refused') return target.reason;
  const reason = judgeTarget(name, args[target.at]);
  if (reason !== undefined) return reason;
  const rest = args.slice(target.at + 1);
  const words = rest[0]?.literal === '--' ? rest.slice(1) : rest;
  if (words[0]?.prefix.startsWith('-') === true) return notListed(name, words[0].text);
  return judgeText(name, words, around);
}

/** `juju exec --unit u -- WORDS`: several words are one text or a command, by its version; both have to read. */
export function judgeJujuExec(args: readonly Argument[], around: Surroundings): Reason {
  const name = 'juju exec';
  const command = skipOptions(name, args, 0, {
    flags: '--all --parallel',
    takes: '-m -u -a --model --unit --application --machine --format --wait',
    may: '--parallel',
  });
  if (command.type === 'refused') return command.reason;
  const words = args.slice(command.at);
  const reason = judgeText(name, words, around);
  return reason === undefined && words.length > 1 ? around.command(words) : reason;
}

/** `docker exec`, `kubectl exec`, `lxc exec`: a target, and the words of a command as they are. */
export function judgeExec(
  name: string,
  args: readonly Argument[],
  around: Surroundings,
  syntax: Syntax,
): Reason {
  const target = skipOptions(name, args, 0, syntax);
  if (target.type === 'refused') return target.reason;
  const container = args[target.at];
  if (container === undefined) return notListed(name);
  if (!container.one) return undecided(container);
  let at = target.at + 1;
  // Options may stand behind the target where `--` parts the command from it.
  const dashes = args.findIndex(({ literal }, index) => index >= at && literal === '--');
  if (dashes >= 0) {
    const between = parseOptions(name, args.slice(at, dashes), { ...syntax, operands: 0 });
    if (between.type === 'refused') return between.reason;
    at = dashes + 1;
  }
  const command = args.slice(at);
  if (command.length === 0) return `\`${name}\` without a command is not on the read-only list`;
  return around.command(command);
}

/** `bash -c TEXT`; a script of a file, or of its standard input, nobody can read here. */
function judgeShell(name: string, args: readonly Argument[], around: Surroundings): Reason {
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at];
    if (argument === undefined) break;
    const { literal } = argument;
    if (literal === undefined) return undecided(argument);
    if (!/^-[leuxvofC]*c?[leuxvof]*$/.test(literal) || literal === '-')
      return notListed(name, argument.text);
    if (literal.includes('o')) {
      at += 1;
      if (!/^(?:pipefail|errexit|nounset|xtrace)$/.test(args[at]?.literal ?? ''))
        return notListed(name, '-o', args[at]?.text ?? '');
    }
    if (!literal.includes('c')) continue;
    const script = args[at + 1];
    if (script?.literal === undefined)
      return script === undefined ? notListed(name, '-c') : undecided(script);
    return around.script(script.literal);
  }
  return `\`${name}\` without \`-c\` is not on the read-only list`;
}

function judgeSu(name: string, args: readonly Argument[], around: Surroundings): Reason {
  const parsed = parseOptions(name, args, {
    flags: '- -l -m -p --login --preserve-environment',
    takes: '-c --command',
    needs: '-c --command',
    operands: 2,
  });
  if (parsed.type === 'refused') return parsed.reason;
  const users = parsed.operands.filter(({ literal }) => literal !== '-');
  if (users.length > 1 || users.some(({ literal }) => literal === undefined))
    return notListed(name);
  for (const script of [
    ...(parsed.options.get('-c') ?? []),
    ...(parsed.options.get('--command') ?? []),
  ]) {
    if (script.literal === undefined) return undecided(script);
    const reason = around.script(script.literal);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** All words joined by blanks, as ssh does; each has to be known. */
function judgeText(name: string, words: readonly Argument[], around: Surroundings): Reason {
  if (words.length === 0) return `\`${name}\` without a command is not on the read-only list`;
  const unknown = words.find(({ literal }) => literal === undefined);
  if (unknown !== undefined) return undecided(unknown);
  return around.script(words.map(({ literal }) => literal).join(' '));
}

/** A host or a unit: exactly one word, and no option. */
function judgeTarget(name: string, target: Argument | undefined): Reason {
  if (target === undefined) return notListed(name);
  if (!target.one || target.prefix === '') return undecided(target);
  return target.prefix.startsWith('-') ? notListed(name, target.text) : undefined;
}

type Skipped =
  | { readonly type: 'skipped'; readonly at: number }
  | { readonly type: 'refused'; readonly reason: string };

/** Past the options from a place on, and past a `--` that ends them. */
export function skipOptions(
  name: string,
  args: readonly Argument[],
  from: number,
  syntax: Syntax,
): Skipped {
  let at = from;
  for (;;) {
    const argument = args[at];
    if (argument === undefined || !argument.prefix.startsWith('-')) return { type: 'skipped', at };
    if (argument.literal === '--') return { type: 'skipped', at: at + 1 };
    const length = lengthOfOption(args, at, syntax);
    if (length === undefined || at + length > args.length)
      return { type: 'refused', reason: notListed(name, argument.text, args[at + 1]?.text ?? '') };
    at += length;
  }
}
