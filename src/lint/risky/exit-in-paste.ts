import { placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import { staysInShell } from '../surroundings.ts';

/** `exit` ends the shell that reads it, and that is the operator's. */
export const exitInPaste: BlockRule = {
  id: 'exit-in-paste',
  part: 'risky',
  severity: 'error',
  why: "Pasted, it ends the operator's own shell, with all that was set in it.",
  todo: 'Put the block in `( ... )`.',
  looksAt: 'block',
  *find(linted) {
    if (linted.block.place.type === 'unit' || linted.text.startsWith('#!')) return;
    for (const shell of shellsOf(linted)) {
      if (shell.where !== 'block') continue;
      for (const call of shell.calls) {
        const ends =
          call.name === 'exit' || (call.wrappers[0] === 'exec' && call.wrappers.length === 1);
        if (!ends || !staysInShell(call)) continue;
        // On a line of its own at the end it is how one leaves a machine.
        if (call.name === 'exit' && isLeaving(linted.text, call.command.node)) continue;
        yield placeOf(shell, call);
      }
    }
  },
};

function isLeaving(text: string, { pos, end }: { pos: number; end: number }): boolean {
  const line = text.slice(
    text.lastIndexOf('\n', pos - 1) + 1,
    (text.indexOf('\n', end) + 1 || text.length + 1) - 1,
  );
  return line.trim() === 'exit';
}
