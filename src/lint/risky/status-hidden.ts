import { GREPS } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import type { Shell } from '../shells.ts';
import { callsBelow, optionIsSet } from '../surroundings.ts';
import type { AndOr, Statement, SyntaxNode } from '../../steps/shell-syntax.ts';

/** A script ends as its last command does: what was judged ahead of that is forgotten. */
export const statusHidden: BlockRule = {
  id: 'status-hidden',
  part: 'risky',
  severity: 'error',
  why: 'What was judged here is forgotten: the script ends with the status of what comes after.',
  todo: 'Let it stop there (`|| exit 1` in a subshell, or `set -e`), or judge it last.',
  looksAt: 'block',
  *find(linted) {
    for (const shell of shellsOf(linted))
      for (const node of shell.tree.nodes) {
        if (node.type === 'AndOr') {
          const ended = endsWell(shell, node);
          if (ended !== undefined)
            yield {
              ...shell.placeOf(ended),
              message: 'What failed ends with 0 here, so the failure counts as a success.',
              todo: 'Leave with a status of its own, such as `exit 2`.',
            };
        }
        if (node.type !== 'Script' && node.type !== 'CompoundList') continue;
        for (const [index, statement] of node.commands.entries()) {
          const next = node.commands[index + 1];
          if (next === undefined || !isJudged(shell, statement)) continue;
          if (!standsBehind(shell, statement, next) || optionIsSet(shell, 'errexit', statement.pos))
            continue;
          const rest = shell.text.slice(next.pos, next.end);
          if (rest.includes('$?')) continue;
          yield {
            ...shell.placeOf(statement),
            message: `Whether this failed is forgotten: \`${firstWord(shell, next)}\` runs anyway, and its status is what counts.`,
          };
        }
      }
  },
};

/** `|| { echo missing; exit 0; }` */
function endsWell(shell: Shell, { commands, operators }: AndOr): SyntaxNode | undefined {
  const last = commands.at(-1);
  if (last === undefined || operators.at(-1) !== '||') return undefined;
  const calls = callsBelow(shell, last);
  const end = calls.at(-1);
  const isZero =
    end !== undefined && (end.name === 'exit' || end.name === 'return') && end.args[0] === '0';
  // What prints nothing about it may well mean that there is nothing to do.
  const speaks = calls.some(
    ({ name, args }) =>
      (name === 'echo' || name === 'printf') &&
      /miss|absent|fail|not |error|no /i.test(args.join(' ')),
  );
  return isZero && speaks ? end.command.node : undefined;
}

/** `;` on the same line says that both belong together. A new line is another command of the operator's. */
function standsBehind(shell: Shell, statement: Statement, next: Statement): boolean {
  const between = shell.text.slice(statement.end, next.pos);
  if (!between.includes(';')) return false;
  return shell.where !== 'block' || !between.includes('\n');
}

function isJudged(shell: Shell, { command }: Statement): boolean {
  if (command.type === 'Pipeline') {
    const last = shell.callAt(command.commands.at(-1));
    return shell.where !== 'block' && last !== undefined && GREPS.has(last.name);
  }
  if (command.type !== 'AndOr') return false;
  const parts = command.commands.map((node) => callsBelow(shell, node));
  const last = parts.at(-1)?.at(-1);
  // It stops, or says itself that its failure does not matter.
  if (last !== undefined && command.operators.at(-1) === '||' && LEAVES.test(last.name))
    return false;
  // `[ -n "$x" ] && y`, `command -v x || install x`: a condition, not a judgement.
  const first = parts[0]?.[0];
  if (first === undefined || CONDITIONS.test(first.name)) return false;
  return parts.flat().some((call) => !SPEECH.test(call.name));
}

const LEAVES = /^(?:exit|return|break|continue|true|:|false|die|fail)$/;
const CONDITIONS = /^(?:\[|\[\[|test|command|which|type|hash|mkdir|cd|id|getent|:|true|false)$/;
const SPEECH = /^(?:echo|printf|true|:)$/;

function firstWord(shell: Shell, { pos, end }: Statement): string {
  return /^\S+/.exec(shell.text.slice(pos, end))?.[0].slice(0, 40) ?? '';
}
