import { placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import { staysInShell } from '../surroundings.ts';

/** With `set -e` the first command that fails ends the shell that it was set in. */
export const setInPaste: BlockRule = {
  id: 'set-in-paste',
  part: 'risky',
  severity: 'warning',
  why: "Pasted, it stays set, and the next command that fails ends the operator's own shell.",
  todo: 'Put the block in `( ... )`.',
  looksAt: 'block',
  *find(linted) {
    if (linted.block.place.type === 'unit' || linted.text.startsWith('#!')) return;
    for (const shell of shellsOf(linted)) {
      if (shell.where !== 'block') continue;
      for (const call of shell.calls) {
        const sets =
          call.name === 'set' &&
          call.args.some(
            (arg) => /^-[a-z]*[eu]/.test(arg ?? '') || arg === 'errexit' || arg === 'nounset',
          );
        if (sets && staysInShell(call)) yield placeOf(shell, call);
      }
    }
  },
};
