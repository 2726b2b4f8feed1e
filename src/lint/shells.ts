import { readShellLoosely } from '../steps/shell-syntax.ts';
import type { ParsedScript, SyntaxNode } from '../steps/shell-syntax.ts';
import { callsIn } from './calls.ts';
import type { Call } from './calls.ts';
import { handedOn } from './handed-on.ts';
import type { LintedBlock } from './rule.ts';
import { heredocSpelledOut, wordsSpelledOut } from './spelled-out.ts';
import { treeOf } from './tree.ts';
import type { Tree } from './tree.ts';

/** A script that one shell reads: a block, or what a command in it hands to another shell. */
export interface Shell {
  readonly linted: LintedBlock;
  /** As that shell gets it. */
  readonly text: string;
  readonly script: ParsedScript;
  readonly calls: readonly Call[];
  /** The call that a command of the script is; undefined when nobody can tell what it calls. */
  readonly callAt: (node: SyntaxNode | undefined) => Call | undefined;
  readonly tree: Tree;
  /** `block` is the shell that the block is given to, `child` one that it starts beside it, `remote` one on another machine. */
  readonly where: 'block' | 'child' | 'remote';
  /** What hands it over, and in which shell; undefined for the block's own. */
  readonly from: HandedOver | undefined;
  /** Where a node of this script stands in the block's text. */
  readonly placeOf: (node: Pick<SyntaxNode, 'pos' | 'end'>) => {
    readonly start: number;
    readonly end: number;
  };
}

export interface HandedOver {
  readonly shell: Shell;
  readonly call: Call;
  /** As words that it is given, or on its standard input. */
  readonly by: 'words' | 'heredoc';
}

/** More shells inside each other are not looked into. */
const DEEPEST = 4;

const known = new WeakMap<LintedBlock, readonly Shell[]>();

/** Every shell of a block, its own first. Read once for all the rules. Pure; never throws. */
export function shellsOf(linted: LintedBlock): readonly Shell[] {
  const before = known.get(linted);
  if (before !== undefined) return before;
  const found: Shell[] = [];
  if (linted.script !== undefined)
    add(
      found,
      withCalls(linted.script, {
        linted,
        text: linted.text,
        script: linted.script,
        where: 'block',
        from: undefined,
        placeOf: ({ pos, end }) => ({ start: pos, end }),
      }),
    );
  known.set(linted, found);
  return found;
}

function add(found: Shell[], shell: Shell): void {
  found.push(shell);
  if (depthOf(shell) >= DEEPEST) return;
  for (const call of shell.calls) {
    const handed = handedOn(call);
    if (handed === undefined) continue;
    const { words, heredoc } = handed;
    const inWords = words.length === 0 ? undefined : wordsSpelledOut(words, shell.text);
    const inner = inWords && open({ shell, call, by: 'words' }, handed.remote, inWords);
    if (inner !== undefined) add(found, inner);
    // `ssh host sudo bash -s <<EOF`: what reads it is a shell only where nothing else is said to run.
    if (heredoc !== undefined && (inner === undefined || readsScript(inner))) {
      const body = open(
        { shell, call, by: 'heredoc' },
        handed.remote,
        heredocSpelledOut(heredoc, shell.text),
      );
      if (body !== undefined) add(found, body);
    }
  }
}

function open(
  from: HandedOver,
  remote: boolean,
  { text, offsets }: { readonly text: string; readonly offsets: readonly number[] },
): Shell | undefined {
  const { script } = readShellLoosely(text);
  if (script === undefined) return undefined;
  const { shell } = from;
  const outer = (at: number) => offsets[Math.min(at, offsets.length - 1)] ?? 0;
  return withCalls(script, {
    linted: shell.linted,
    text,
    script,
    where: remote || shell.where === 'remote' ? 'remote' : 'child',
    from,
    placeOf: ({ pos, end }) => {
      const start = outer(pos);
      return shell.placeOf({ pos: start, end: Math.max(outer(end - 1) + 1, start + 1) });
    },
  });
}

function withCalls(script: ParsedScript, rest: Omit<Shell, 'calls' | 'callAt' | 'tree'>): Shell {
  const calls = callsIn(script);
  const byNode = new Map<SyntaxNode, Call>(calls.map((call) => [call.command.node, call]));
  let tree: Tree | undefined;
  return {
    ...rest,
    calls,
    callAt: (node) => (node === undefined ? undefined : byNode.get(node)),
    get tree() {
      tree ??= treeOf(script);
      return tree;
    },
  };
}

/** Whether all it does is to read a script on its standard input: `sudo bash -s`. */
function readsScript({ calls }: Shell): boolean {
  const only = calls.length === 1 ? calls[0] : undefined;
  return (
    only !== undefined &&
    /^(?:ba|da|k|z)?sh$/.test(only.name) &&
    only.args.every((arg) => arg?.startsWith('-') === true && !/c$/.test(arg))
  );
}

function depthOf({ from }: Shell): number {
  return from === undefined ? 0 : 1 + depthOf(from.shell);
}
