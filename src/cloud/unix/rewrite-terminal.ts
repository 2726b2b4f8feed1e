import type { SimpleCommandNode } from 'just-bash';

/**
 * The commands whose input or output is not the terminal even where there is one: parts of a pipe or of a
 * substitution, and those that are sent to or fed from a file. Of a redirected group, all that is in it.
 */
export function offTheTerminal(node: unknown): ReadonlySet<SimpleCommandNode> {
  const found = new Set<SimpleCommandNode>();
  collect(node, false, found);
  return found;
}

function collect(node: unknown, off: boolean, found: Set<SimpleCommandNode>): void {
  if (Array.isArray(node)) {
    for (const one of node) collect(one, off, found);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const within = off || leavesTerminal(node);
  if (within && 'type' in node && node.type === 'SimpleCommand')
    found.add(node as SimpleCommandNode);
  for (const value of Object.values(node)) collect(value, within, found);
}

function leavesTerminal(node: object): boolean {
  if (!('type' in node)) return false;
  if (node.type === 'CommandSubstitution' || node.type === 'ProcessSubstitution') return true;
  if (node.type === 'Pipeline' && 'commands' in node && Array.isArray(node.commands))
    return node.commands.length > 1;
  if (!('redirections' in node) || !Array.isArray(node.redirections)) return false;
  return (node.redirections as Redirection[]).some(({ fd }) => fd !== 2);
}

type Redirection = SimpleCommandNode['redirections'][number];
