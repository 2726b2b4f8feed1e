import { placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import { staysInShell } from '../surroundings.ts';

/** What is exported at the top stays in the operator's shell, for whatever is pasted next. */
export const scopeOutlivesBlock: BlockRule = {
  id: 'scope-outlives-block',
  part: 'risky',
  severity: 'warning',
  why: 'Pasted, it stays in the shell, and a later command acts on another project or cluster than it seems to.',
  todo: 'Put the block in `( ... )`, or set it for the one command: `KUBECONFIG=FILE kubectl ...`.',
  looksAt: 'block',
  *find(linted) {
    const { runbook, block } = linted;
    if (block.place.type === 'unit' || block.scope !== undefined || linted.text.startsWith('#!'))
      return;
    const said = new Set<string>();
    for (const shell of shellsOf(linted)) {
      if (shell.where !== 'block') continue;
      for (const call of shell.calls) {
        if (!staysInShell(call)) continue;
        const what = scopeOf(
          call.name,
          call.argNodes.map(({ text }) => text),
        );
        if (what === undefined || said.has(what)) continue;
        if (what !== 'KUBECONFIG' && runbook.scopes.length > 0) continue;
        said.add(what);
        yield {
          ...placeOf(shell, call),
          message: `\`${what}\` stays in the shell that this is pasted into, and later commands act by it.`,
        };
      }
    }
  },
};

/** The file or the variable by which later commands act on another project or cluster. */
function scopeOf(name: string, args: readonly string[]): string | undefined {
  if (name === 'source' || name === '.') {
    const file = args[0]?.replace(/["']/g, '') ?? '';
    return OPENRC.test(file) ? file : undefined;
  }
  if (name !== 'export') return undefined;
  for (const arg of args) {
    const variable = SCOPE.exec(arg)?.[1];
    if (variable !== undefined) return variable;
  }
  return undefined;
}

const OPENRC = /openrc|novarc|stackrc|keystonerc|clouds?\.rc/i;
const SCOPE = /^(KUBECONFIG|OS_[A-Z_]+|JUJU_MODEL|JUJU_CONTROLLER|VAULT_TOKEN|AWS_PROFILE)=/;
