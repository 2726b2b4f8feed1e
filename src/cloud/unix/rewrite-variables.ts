import type { ScriptNode } from 'just-bash';

/** Holds the user's number: just-bash fixes `$UID` once for a whole interpreter. */
export const userNumber = 'simulated_uid';

/**
 * Variables that the shell computes: `$UID` and `$EUID` are those of the current user, `$SECONDS` and
 * `$EPOCHSECONDS` are virtual time, asked of our own command.
 */
export function rewriteVariable(node: object, ask: (verb: string) => ScriptNode): void {
  if (!('type' in node)) return;
  if (node.type === 'ArithVariable' && 'name' in node && isUser(node.name)) node.name = userNumber;
  if (node.type !== 'ParameterExpansion' || !('parameter' in node)) return;
  if (isUser(node.parameter)) node.parameter = userNumber;
  const verb = { SECONDS: 'seconds', EPOCHSECONDS: 'epoch' }[String(node.parameter)];
  if (verb === undefined) return;
  Object.assign(node, { type: 'CommandSubstitution', body: ask(verb), legacy: false });
}

/**
 * `"${name:-default}"` alone in its quotes is an unbound variable to just-bash under `set -u`; with
 * anything beside it, it is read as it should be.
 */
export function rewriteQuoted(node: object): void {
  if (!('type' in node) || node.type !== 'DoubleQuoted' || !('parts' in node)) return;
  const parts = node.parts as { type: string; parameter?: string; operation?: object | null }[];
  const [only] = parts;
  if (parts.length !== 1 || only?.type !== 'ParameterExpansion') return;
  if (/[@*]/.test(only.parameter ?? '') || !only.operation) return;
  Object.assign(node, { parts: [...parts, { type: 'Literal', value: '' }] });
}

function isUser(name: unknown): boolean {
  return name === 'UID' || name === 'EUID';
}
