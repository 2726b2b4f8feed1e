import { forEachChild } from '../steps/shell-syntax.ts';
import type { SyntaxNode } from '../steps/shell-syntax.ts';

/** The nodes of a script, walked once for all who ask. */
export interface Tree {
  /** In the order of the script, each ahead of what is below it. */
  readonly nodes: readonly SyntaxNode[];
  /** A node and every node below it. */
  readonly below: (node: SyntaxNode) => readonly SyntaxNode[];
  readonly ofType: <Type extends SyntaxNode['type']>(
    type: Type,
  ) => readonly Extract<SyntaxNode, { type: Type }>[];
}

/** Linear in the script. */
export function treeOf(script: SyntaxNode): Tree {
  const nodes: SyntaxNode[] = [];
  const spans = new Map<SyntaxNode, readonly [from: number, to: number]>();
  const types = new Map<string, SyntaxNode[]>();
  const visit = (node: SyntaxNode): void => {
    const from = nodes.push(node) - 1;
    const same = types.get(node.type);
    if (same === undefined) types.set(node.type, [node]);
    else same.push(node);
    forEachChild(node, visit);
    if (CONTAINERS.has(node.type)) spans.set(node, [from, nodes.length]);
  };
  visit(script);
  return {
    nodes,
    below: (node) => {
      const span = spans.get(node);
      return span === undefined ? [node] : nodes.slice(...span);
    },
    ofType: <Type extends SyntaxNode['type']>(type: Type) =>
      (types.get(type) ?? []) as Extract<SyntaxNode, { type: Type }>[],
  };
}

/** What may hold commands. */
const CONTAINERS: ReadonlySet<string> = new Set(
  (
    'Script Statement CompoundList CaseItem Elif Command Pipeline AndOr If For ArithmeticFor Select While Subshell ' +
    'BraceGroup Case Redirected Function Coproc'
  ).split(' '),
);
