import { placeOf } from '../programs.ts';
import type { DocumentRule, LintedBlock } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import { staysInShell } from '../surroundings.ts';

/** The id of a project wins over its name, so an openrc does not undo a scope that was narrowed by id. */
export const scopeLeftOver: DocumentRule = {
  id: 'scope-left-over',
  part: 'risky',
  severity: 'warning',
  why: 'An OS_PROJECT_ID that another block exported wins over the project of this file, so the commands act on that one.',
  todo: 'Ahead of it, `unset OS_PROJECT_ID OS_TENANT_ID`, or begin from a clean environment.',
  looksAt: 'document',
  *find({ blocks }) {
    let exportedAt: string | undefined;
    for (const linted of blocks) {
      const { exports, unsets, sources, uses } = scopeOf(linted);
      if (exportedAt !== undefined && sources !== undefined && !unsets && uses)
        yield {
          ...sources,
          in: linted,
          message: `OS_PROJECT_ID, exported in block ${exportedAt}, wins over the project of this file where it is still set.`,
        };
      if (exports) exportedAt = linted.block.id;
    }
  },
};

function scopeOf(linted: LintedBlock) {
  let exports = false;
  let unsets = false;
  let uses = false;
  let sources: { start: number; end: number } | undefined;
  for (const shell of shellsOf(linted)) {
    if (shell.where === 'remote') continue;
    for (const call of shell.calls) {
      const args = call.argNodes.map(({ text }) => text);
      if (call.name === 'openstack') uses = true;
      if (call.name === 'unset' && args.includes('OS_PROJECT_ID')) unsets = true;
      if (call.name === 'env' || call.wrappers.includes('env')) unsets = true;
      if (
        call.name === 'export' &&
        args.some((arg) => /^OS_PROJECT_ID=/.test(arg)) &&
        staysInShell(call)
      )
        exports = true;
      if ((call.name === 'source' || call.name === '.') && /openrc/i.test(args[0] ?? ''))
        sources ??= placeOf(shell, call);
    }
  }
  return { exports, unsets, uses, sources };
}
