import { nodesBelow } from '../steps/shell-syntax.ts';
import type { Call } from './calls.ts';
import type { Shell } from './shells.ts';

/** Whether one of its arguments is a variable that mktemp filled: nothing can be there yet, and nobody knows the name. */
export function isFresh({ script, text }: Shell, { argNodes }: Call): boolean {
  const names = new Set<string>();
  for (const node of nodesBelow(script))
    if (node.type === 'Assignment' && text.slice(node.pos, node.end).includes('mktemp'))
      names.add(node.name);
  return argNodes.some((arg) =>
    [...arg.text.matchAll(/\$\{?(\w+)/g)].some(([, name]) => names.has(name ?? '')),
  );
}
