import type { BlockRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import type { Shell } from '../shells.ts';

/** An empty OS_PROJECT_ID is no error: it is a token for no project. */
export const scopeValueUnchecked: BlockRule = {
  id: 'scope-value-unchecked',
  part: 'risky',
  severity: 'error',
  why: 'When the command that gives this value fails, it is empty, and the scope is none or another one; `set -u` does not see it.',
  todo: 'Look at it first: `[ -n "$ID" ] || exit 1`, or `"${ID:?}"`.',
  looksAt: 'block',
  *find(linted) {
    for (const shell of shellsOf(linted)) {
      let looked: ReadonlyMap<string, number> | undefined;
      const taken = new Set<string>();
      for (const node of shell.tree.ofType('Assignment'))
        if (node.value.type === 'Word' && node.value.parts?.some(isSubstitution) === true)
          taken.add(node.name);
      for (const call of shell.calls) {
        if (call.name !== 'export') continue;
        for (const node of call.argNodes) {
          const found = EXPORTED.exec(node.text);
          const name = found?.[2];
          if (name === undefined || !taken.has(name)) continue;
          looked ??= lookedAt(shell);
          if ((looked.get(name) ?? Infinity) < node.pos) continue;
          yield {
            ...shell.placeOf(node),
            message: `When the command that gives \`$${name}\` fails, ${found?.[1] ?? ''} is empty, and the scope is none or another one.`,
          };
        }
      }
    }
  },
};

const EXPORTED =
  /^(OS_(?:PROJECT|TENANT|USER|DOMAIN)\w*|KUBECONFIG|VAULT_ADDR|JUJU_MODEL)=["']?\$\{?(\w+)\}?["']?$/;

function isSubstitution(part: {
  readonly type: string;
  readonly parts?: readonly unknown[] | undefined;
}): boolean {
  if (part.type === 'CommandExpansion') return true;
  return (
    part.type === 'DoubleQuoted' &&
    (part.parts ?? []).some((child) => (child as { type?: string }).type === 'CommandExpansion')
  );
}

/** Where each variable is looked at first: in a test, a case, a `${x:?}`, or as it is set, by `x=$(...) || exit`. */
function lookedAt({ tree, calls, text }: Shell): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const look = (name: string, at: number) =>
    found.set(name, Math.min(at, found.get(name) ?? Infinity));
  const lookIn = (from: number, to: number) => {
    for (const [, name = ''] of text.slice(from, to).matchAll(/\$\{?(\w+)/g)) look(name, from);
  };
  for (const { name, argNodes } of calls)
    if (/^(?:\[|test|grep|expr)$/.test(name)) for (const { pos, end } of argNodes) lookIn(pos, end);
  for (const { pos, end } of tree.ofType('TestCommand')) lookIn(pos, end);
  for (const { pos, word } of tree.ofType('Case')) lookIn(pos, word.end);
  for (const { parameter, operation, pos } of tree.ofType('ParameterExpansion'))
    if (operation?.type === 'Default' && operation.operator.includes('?')) look(parameter, pos);
  for (const { commands, operators } of tree.ofType('AndOr')) {
    const [first] = commands;
    if (!operators.includes('||') || first?.type !== 'Command') continue;
    for (const part of first.prefix) if (part.type === 'Assignment') look(part.name, part.pos);
  }
  return found;
}
