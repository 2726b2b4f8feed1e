import type { BlockRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import type { Shell } from '../shells.ts';
import { callsBelow, isLoop } from '../surroundings.ts';
import type { Loop } from '../surroundings.ts';
import type { CaseItem } from '../../steps/shell-syntax.ts';

/** A loop that has run out of tries ends as well as one that found what it waited for. */
export const pollFallsThrough: BlockRule = {
  id: 'poll-falls-through',
  part: 'risky',
  severity: 'error',
  why: 'After its last try the loop just ends, with 0, as if what it waits for had come.',
  todo: 'Leave with 0 where it has come, and end with a failure behind the loop.',
  looksAt: 'block',
  *find(linted) {
    for (const shell of shellsOf(linted))
      for (const node of shell.tree.nodes) {
        if (!isLoop(node) || !isBounded(shell, node) || !sleeps(shell, node)) continue;
        if (isJudgedAfter(shell, node.end)) continue;
        const place = shell.placeOf({ pos: node.pos, end: node.body.pos });
        const leaves = callsBelow(shell, node.body).some(({ name }) => LEAVES.has(name));
        yield leaves
          ? place
          : {
              ...place,
              message: 'It makes every try whatever it sees, and ends with 0 whatever it saw.',
            };
        for (const item of bothEnds(shell, node))
          yield {
            ...shell.placeOf({ pos: item.pos, end: item.body.pos }),
            message: 'Having failed leaves the loop here just as having succeeded does.',
            todo: 'Leave with a failure where it has failed.',
          };
      }
  },
};

const LEAVES = new Set(['break', 'exit', 'return']);

/** It ends after so many tries, found or not. */
function isBounded(shell: Shell, loop: Loop): boolean {
  if (loop.type !== 'While') return loop.type === 'ArithmeticFor' || loop.wordlist !== undefined;
  const { pos, end } = loop.clause;
  return (
    loop.kind === 'while' &&
    /-(?:lt|le|gt|ge)\b|\(\(.*[<>]|SECONDS/.test(shell.text.slice(pos, end))
  );
}

/** It waits between two tries of the same question. */
function sleeps(shell: Shell, loop: Loop): boolean {
  const calls = callsBelow(shell, loop.body);
  if (!calls.some(({ name }) => name === 'sleep')) return false;
  if (loop.type !== 'For') return true;
  // A list of names is worked through; only numbers are tries.
  const words = loop.wordlist ?? [];
  const only = words.length === 1 ? words[0]?.text : undefined;
  return (
    (only !== undefined && /^["']?(?:\$\(\s*seq\b|`\s*seq\b|\{\d+\.\.)/.test(only)) ||
    words.every(({ text }) => /^\d+$/.test(text))
  );
}

const judges = new WeakMap<Shell, number>();

/** Whether anything behind this offset, which is the end of a loop, may fail for what the loop came to. */
export function isJudgedAfter(shell: Shell, end: number): boolean {
  const last = judges.get(shell) ?? lastJudge(shell);
  judges.set(shell, last);
  return last >= end;
}

function lastJudge({ tree, calls }: Shell): number {
  const nodes = [
    ...tree.ofType('If'),
    ...tree.ofType('TestCommand'),
    ...tree.ofType('Case'),
    ...tree.ofType('ArithmeticCommand'),
  ];
  const commands = calls.filter(
    ({ name, args }) =>
      /^(?:\[|test|false|die|fail)$/.test(name) ||
      ((name === 'exit' || name === 'return') && args[0] !== '0'),
  );
  let last = -1;
  for (const { pos } of [...nodes, ...commands.map(({ command }) => command.node)])
    last = Math.max(last, pos);
  return last;
}

/** `*COMPLETE|*FAILED) break`. */
function bothEnds(shell: Shell, loop: Loop): readonly CaseItem[] {
  const found: CaseItem[] = [];
  for (const node of shell.tree.below(loop.body)) {
    if (node.type !== 'CaseItem') continue;
    const patterns = node.pattern.map(({ text }) => text);
    const calls = callsBelow(shell, node.body);
    if (
      patterns.some((text) => FAILED.test(text)) &&
      patterns.some((text) => !FAILED.test(text)) &&
      calls.some(({ name }) => name === 'break')
    )
      found.push(node);
  }
  return found;
}

const FAILED = /fail|error|killed|dead|reject|denied/i;
