import { placeOf } from '../programs.ts';
import type { DocumentRule, LintedBlock } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import { staysInShell } from '../surroundings.ts';

/** A scope that was set in a subshell is gone with it. */
export const scopeNotGiven: DocumentRule = {
  id: 'scope-not-given',
  part: 'risky',
  severity: 'error',
  why: 'Nothing in the document says as whom this runs: it acts on whatever project the shell is left with.',
  todo: 'Set the scope in this block, as the other blocks do.',
  looksAt: 'document',
  *find({ runbook, blocks }) {
    const scopes = blocks.map(scopeIn);
    // A document that never sets one leaves it to the reader throughout.
    if (runbook.scopes.length > 0 || !scopes.some((scope) => scope === 'inside')) return;
    let isSet = false;
    for (const [index, linted] of blocks.entries()) {
      if (scopes[index] === 'stays') isSet = true;
      if (isSet || scopes[index] !== undefined || linted.block.scope !== undefined) continue;
      const found = firstUse(linted);
      if (found !== undefined) yield { ...found, in: linted };
    }
  },
};

function scopeIn(linted: LintedBlock): 'stays' | 'inside' | undefined {
  let found: 'stays' | 'inside' | undefined;
  for (const shell of shellsOf(linted))
    for (const call of shell.calls) {
      const args = call.argNodes.map(({ text }) => text);
      const sets =
        ((call.name === 'source' || call.name === '.') &&
          /openrc|novarc|stackrc/i.test(args[0] ?? '')) ||
        (call.name === 'export' &&
          args.some((arg) => /^OS_(?:CLOUD|PROJECT|AUTH|USERNAME)/.test(arg)));
      if (!sets) continue;
      found = shell.where === 'block' && staysInShell(call) ? 'stays' : (found ?? 'inside');
    }
  return found;
}

function firstUse(linted: LintedBlock): { start: number; end: number } | undefined {
  for (const shell of shellsOf(linted))
    for (const call of shell.calls) {
      if (call.name !== 'openstack' || shell.where === 'remote') continue;
      const isNamed =
        call.args.some((arg) => /^--os-(?:cloud|project)/.test(arg ?? '')) ||
        call.command.node.prefix.some(
          (part) => part.type === 'Assignment' && part.name.startsWith('OS_'),
        );
      if (!isNamed && call.args.length > 1) return placeOf(shell, call);
    }
  return undefined;
}
