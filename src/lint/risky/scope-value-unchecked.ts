import { nodesBelow } from '../../steps/shell-syntax.ts';
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
      const taken = new Set<string>();
      for (const node of nodesBelow(shell.script))
        if (
          node.type === 'Assignment' &&
          node.value.type === 'Word' &&
          node.value.parts?.some(isSubstitution) === true
        )
          taken.add(node.name);
      for (const call of shell.calls) {
        if (call.name !== 'export') continue;
        for (const node of call.argNodes) {
          const found = EXPORTED.exec(node.text);
          const name = found?.[2];
          if (name === undefined || !taken.has(name) || isLookedAt(shell, name, node.pos)) continue;
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

/** In a test, a case, a regular expression or a `${x:?}` ahead of it. */
function isLookedAt(shell: Shell, name: string, before: number): boolean {
  const variable = new RegExp(`\\$\\{?${name}\\b`);
  const isTested = shell.calls.some(
    ({ name: program, argNodes, command: { node } }) =>
      node.pos < before &&
      /^(?:\[|test|grep|expr)$/.test(program) &&
      argNodes.some(({ text }) => variable.test(text)),
  );
  if (isTested) return true;
  for (const node of nodesBelow(shell.script)) {
    if (node.pos >= before) continue;
    if (
      (node.type === 'TestCommand' || node.type === 'Case') &&
      variable.test(shell.text.slice(node.pos, node.type === 'Case' ? node.word.end : node.end))
    )
      return true;
    if (
      node.type === 'ParameterExpansion' &&
      node.parameter === name &&
      node.operation?.type === 'Default' &&
      node.operation.operator.includes('?')
    )
      return true;
  }
  // The assignment itself may stop: `x=$(...) || exit 1`.
  return new RegExp(`\\b${name}=\\S[^\\n]*\\|\\|\\s*(?:\\{|exit|return)`).test(
    shell.text.slice(0, before),
  );
}
