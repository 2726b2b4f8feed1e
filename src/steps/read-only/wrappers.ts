import type { Argument } from './argument.ts';
import { unknownWords } from './argument.ts';
import { judged } from './make.ts';
import { judgeAssignment } from './names.ts';
import type { Syntax } from './options.ts';
import { judgeExec, skipOptions } from './remote.ts';
import { notListed, undecided } from './rule.ts';
import type { Program, Reason, Surroundings } from './rule.ts';

const WITH = 'with a command that only reads';

/** What only says as whom, how long or how often a command runs. Their options are known one by one, as anyone's. */
export const wrapperPrograms: readonly Program[] = [
  ...judged('sudo', WITH, (name, args, around) =>
    judgeWrapped(name, args, around, {
      syntax: {
        flags: '-n -E -H -S -P --non-interactive --preserve-env --set-home --stdin',
        takes: '-u -g -p -C --user --group --prompt',
        may: '--preserve-env',
      },
      assigns: true,
    }),
  ),
  ...judged('doas', WITH, (name, args, around) =>
    judgeWrapped(name, args, around, { syntax: { flags: '-n', takes: '-u' } }),
  ),
  ...judged('env', `alone; ${WITH}`, (name, args, around) =>
    args.length === 0
      ? undefined
      : judgeWrapped(name, args, around, {
          syntax: { flags: '-i - --ignore-environment', takes: '-u -C --unset --chdir' },
          assigns: true,
        }),
  ),
  ...judged('timeout', WITH, (name, args, around) =>
    judgeWrapped(name, args, around, {
      syntax: {
        flags: '--foreground --preserve-status -v --verbose',
        takes: '-s -k --signal --kill-after',
      },
      own: 1,
    }),
  ),
  ...judged('nice', WITH, (name, args, around) =>
    judgeWrapped(name, args, around, { syntax: { flags: '-N', takes: '-n --adjustment' } }),
  ),
  ...judged('ionice', WITH, (name, args, around) =>
    judgeWrapped(name, args, around, { syntax: { flags: '-t', takes: '-c -n' } }),
  ),
  ...judged('stdbuf', WITH, (name, args, around) =>
    judgeWrapped(name, args, around, { syntax: { takes: '-i -o -e --input --output --error' } }),
  ),
  ...judged('time', WITH, (name, args, around) =>
    judgeWrapped(name, args, around, { syntax: { flags: '-p -v' } }),
  ),
  ...judged('nsenter', WITH, (name, args, around) =>
    judgeWrapped(name, args, around, {
      syntax: {
        flags: '-n -m -u -i -p -a --net --mount --uts --ipc --pid --all',
        takes: '-t --target',
      },
    }),
  ),
  ...judged('command', `\`-v\` and \`-V\`; ${WITH}`, (name, args, around) =>
    /^-[vV]$/.test(args[0]?.literal ?? '')
      ? undefined
      : judgeWrapped(name, args, around, { syntax: { flags: '-p' } }),
  ),
  ...judged('xargs', 'with a command that only reads, whatever words come behind it', judgeXargs),
];

interface Wrapper {
  readonly syntax: Syntax;
  /** Words of its own ahead of the command: a duration. */
  readonly own?: number;
  /** `NAME=value` may stand ahead of the command. */
  readonly assigns?: boolean;
}

function judgeWrapped(
  name: string,
  args: readonly Argument[],
  around: Surroundings,
  { syntax, own = 0, assigns = false }: Wrapper,
): Reason {
  let at = 0;
  for (;;) {
    const skipped = skipOptions(name, args, at, syntax);
    if (skipped.type === 'refused') return skipped.reason;
    at = skipped.at;
    const argument = args[at];
    if (!assigns || argument === undefined || !/^\w+=/.test(argument.prefix)) break;
    if (!argument.one) return undecided(argument);
    const reason = judgeAssignment(argument.prefix);
    if (reason !== undefined) return reason;
    at += 1;
  }
  for (let count = 0; count < own; count += 1) {
    const word = args[at];
    if (word === undefined) return notListed(name);
    if (!word.one) return undecided(word);
    at += 1;
  }
  if (at >= args.length) return `\`${name}\` without a command is not on the read-only list`;
  return around.command(args.slice(at));
}

const XARGS: Syntax = {
  flags: '-0 -r -t -x --null --no-run-if-empty --verbose',
  takes:
    '-n -P -L -d -s -E -I -a --max-args --max-procs --delimiter --max-lines --arg-file --replace',
};

/** What it reads stands behind the words of its command, or in the place of `-I`'s mark. */
function judgeXargs(name: string, args: readonly Argument[], around: Surroundings): Reason {
  const skipped = skipOptions(name, args, 0, XARGS);
  if (skipped.type === 'refused') return skipped.reason;
  const command = args.slice(skipped.at);
  if (command.length === 0) return undefined;
  const mark = markOf(args.slice(0, skipped.at));
  if (mark === undefined) return around.command([...command, unknownWords('what xargs reads')]);
  if (mark === '') return notListed(name, '-I');
  return around.command(command.map((word) => filledIn(word, mark)));
}

function markOf(options: readonly Argument[]): string | undefined {
  for (const [index, { literal }] of options.entries()) {
    if (literal === '-I' || literal === '--replace') return options[index + 1]?.literal ?? '';
    if (literal?.startsWith('-I') === true) return literal.slice(2);
    if (literal?.startsWith('--replace=') === true) return literal.slice('--replace='.length);
    // Bundled with others: `-rI{}`.
    if (literal !== undefined && /^-[^-].*I/.test(literal)) return '';
  }
  return undefined;
}

function filledIn(word: Argument, mark: string): Argument {
  const at = word.prefix.indexOf(mark);
  if (at < 0 && !word.text.includes(mark)) return word;
  return { ...word, literal: undefined, prefix: at < 0 ? word.prefix : word.prefix.slice(0, at) };
}

/** `docker exec`, `kubectl exec` and their like, by the program and what stands ahead of `exec`. */
export const EXECS: Readonly<Record<string, Syntax>> = {
  docker: { flags: '-i -t -it -ti --interactive --tty', takes: '-u -w --user --workdir' },
  podman: { flags: '-i -t -it -ti --interactive --tty', takes: '-u -w --user --workdir' },
  nerdctl: { flags: '-i -t -it -ti --interactive --tty', takes: '-u -w --user --workdir' },
  kubectl: {
    flags: '-i -t -it -ti --stdin --tty -q --quiet',
    takes:
      '-n -c --namespace --container --context --kubeconfig --request-timeout --pod-running-timeout',
    may: '--stdin --tty',
  },
  oc: {
    flags: '-i -t -it -ti --stdin --tty',
    takes: '-n -c --namespace --container --context --kubeconfig',
  },
  crictl: { flags: '-i -t -it -ti' },
  lxc: { flags: '-t -T -n', takes: '--user --group --cwd --mode' },
  incus: { flags: '-t -T -n', takes: '--user --group --cwd --mode' },
  multipass: {},
};

/** The same programs, with their `exec` judged by what it runs. */
export function withExec(programs: readonly Program[]): readonly Program[] {
  return programs.map((program) => {
    const syntax = EXECS[program.name];
    if (syntax === undefined || !Object.hasOwn(EXECS, program.name)) return program;
    return {
      ...program,
      says: `${program.says}; \`exec\` ${WITH}`,
      judge: (args, around) => {
        const skipped = skipOptions(program.name, args, 0, syntax);
        if (skipped.type === 'refused' || args[skipped.at]?.literal !== 'exec')
          return program.judge(args, around);
        return judgeExec(`${program.name} exec`, args.slice(skipped.at + 1), around, syntax);
      },
    };
  });
}
