import type { CommandArgument, HereDoc, Redirection } from '../steps/shell-syntax.ts';
import { baseName, unwrap } from '../steps/shell-wrappers.ts';
import type { Call } from './calls.ts';

/** What a call hands to another shell: words that it reads as its script, or a here-document on its standard input. */
export interface HandedOn {
  readonly words: readonly CommandArgument[];
  readonly heredoc: HereDoc | undefined;
  /** Whether that shell is on another machine. */
  readonly remote: boolean;
}

/**
 * What a call has another shell run: `bash -c '...'`, `juju ssh U '...'`, `ssh host <<EOF`; undefined where it is no
 * script. Pure; never throws.
 */
export function handedOn({ name, args, argNodes, redirects }: Call): HandedOn | undefined {
  return fromWords([name, ...args], argNodes, redirects, false, 0);
}

type Words = readonly (string | undefined)[];

function fromWords(
  [name, ...args]: Words,
  nodes: readonly CommandArgument[],
  redirects: readonly Redirection[],
  remote: boolean,
  depth: number,
): HandedOn | undefined {
  if (depth > 4) return undefined;
  const heredoc = redirects.findLast(({ type }) => type === 'HereDoc') as HereDoc | undefined;
  if (name === undefined) return undefined;
  if (SHELLS.has(name)) {
    const at = shellScriptAt(args);
    if (at === 'stdin') return heredoc && { words: [], heredoc, remote };
    const node = at === 'none' ? undefined : nodes[at];
    return node && { words: [node], heredoc: undefined, remote };
  }
  if (name === 'eval') return { words: nodes, heredoc: undefined, remote };
  const at = remoteCommandAt(name, args);
  if (at === undefined) return undefined;
  const rest = nodes.slice(at.from);
  // What gets its words as they are, without a shell, may still be a shell itself.
  if (at.isArgv) {
    const { words, skipped } = unwrap(args.slice(at.from));
    return words === undefined
      ? undefined
      : fromWords(
          [words[0] && baseName(words[0]), ...words.slice(1)],
          rest.slice(skipped + 1),
          redirects,
          at.remote,
          depth + 1,
        );
  }
  if (rest.length > 0 || heredoc !== undefined) return { words: rest, heredoc, remote: true };
  return undefined;
}

const SHELLS = new Set(['bash', 'sh', 'dash', 'zsh', 'ksh']);

function shellScriptAt(args: Words): number | 'stdin' | 'none' {
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    if (arg === undefined) return 'none';
    if (/^-[a-zA-Z]*c$/.test(arg)) return at + 1;
    if (/^-[a-zA-Z]*s$/.test(arg)) return 'stdin';
    if (/^[-+]o$/.test(arg)) at += 1;
    else if (!/^[-+]/.test(arg)) return 'none';
  }
  return 'stdin';
}

/** Where the remote command begins among the arguments. */
function remoteCommandAt(
  name: string,
  args: Words,
): { readonly from: number; readonly isArgv: boolean; readonly remote: boolean } | undefined {
  switch (name) {
    case 'ssh': {
      const target = firstOperand(args, 0, SSH_TAKES);
      return target < args.length ? remoteFrom(afterDashes(args, target + 1)) : undefined;
    }
    case 'juju': {
      const verb = args[0];
      if (verb === 'ssh') {
        const target = firstOperand(args, 1, JUJU_TAKES);
        return target < args.length ? remoteFrom(afterDashes(args, target + 1)) : undefined;
      }
      if (verb !== 'exec' && verb !== 'run') return undefined;
      const dashes = args.indexOf('--');
      if (dashes >= 0) return remoteFrom(dashes + 1);
      if (verb === 'run' && !args.includes('--unit')) return undefined;
      return remoteFrom(firstOperand(args, 1, JUJU_TAKES));
    }
    case 'kubectl':
    case 'lxc':
    case 'docker':
    case 'podman':
    case 'crictl': {
      if (!args.includes('exec') && !args.includes('run')) return undefined;
      const dashes = args.indexOf('--');
      if (dashes >= 0) return { from: dashes + 1, isArgv: true, remote: true };
      const shell = args.findIndex((arg) => arg !== undefined && SHELLS.has(baseName(arg)));
      return shell < 0 ? undefined : { from: shell, isArgv: true, remote: true };
    }
    case 'su': {
      const at = args.findIndex((arg) => arg === '-c' || arg === '--command');
      return at < 0 ? undefined : { from: at + 1, isArgv: false, remote: false };
    }
    default:
      return undefined;
  }
}

const remoteFrom = (from: number) => ({ from, isArgv: false, remote: true });

function firstOperand(args: Words, from: number, takes: ReadonlySet<string>): number {
  let at = from;
  // `ssh ... host`: what was left out of a document is no host.
  while (args[at] === '...' || (args[at]?.startsWith('-') === true && args[at] !== '--'))
    at += takes.has(args[at] ?? '') ? 2 : 1;
  return at;
}

function afterDashes(args: Words, at: number): number {
  return args[at] === '--' ? at + 1 : at;
}

const set = (words: string) => new Set(words.split(' '));
const SSH_TAKES = set('-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w');
const JUJU_TAKES = set(
  '-m --model --proxy --unit -u --application -a --app --machine --timeout --wait --format -o --output -c --controller',
);
