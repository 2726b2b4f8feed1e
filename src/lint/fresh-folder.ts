import type { Call } from './calls.ts';
import type { Shell } from './shells.ts';

const made = new WeakMap<Shell, ReadonlySet<string>>();

/** Whether one of its arguments is a variable that mktemp filled: nothing can be there yet, and nobody knows the name. */
export function isFresh(shell: Shell, { argNodes }: Call): boolean {
  const names = made.get(shell) ?? filledByMktemp(shell);
  made.set(shell, names);
  return argNodes.some((arg) =>
    [...arg.text.matchAll(/\$\{?(\w+)/g)].some(([, name]) => names.has(name ?? '')),
  );
}

function filledByMktemp({ tree, text }: Shell): ReadonlySet<string> {
  return new Set(
    tree
      .ofType('Assignment')
      .filter(({ pos, end }) => text.slice(pos, end).includes('mktemp'))
      .map(({ name }) => name),
  );
}
