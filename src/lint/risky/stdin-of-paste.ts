import { handedOn } from '../handed-on.ts';
import { placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import { around, goesOnAfter, inputOf, isCaptured, loopsAround } from '../surroundings.ts';
import { readsInput } from './stdin-eaten.ts';

/** Lines that are pasted wait on the terminal, where the first program that reads gets them. */
export const stdinOfPaste: BlockRule = {
  id: 'stdin-of-paste',
  part: 'risky',
  severity: 'warning',
  why: 'Pasted into a terminal, what stands below goes to the remote command as its input and never runs.',
  todo: 'Give it `</dev/null`; ssh also takes `-n`.',
  looksAt: 'block',
  *find(linted) {
    const { block, text } = linted;
    if (block.stdin === 'tty' || text.startsWith('#!')) return;
    for (const shell of shellsOf(linted)) {
      if (shell.where !== 'block') continue;
      for (const call of shell.calls) {
        if (call.name !== 'ssh' && call.name !== 'juju') continue;
        if (!readsInput(call) || inputOf(call) !== undefined || isCaptured(call)) continue;
        // Without a command it is a session of its own, and somebody types into it.
        if (around(call).some(({ type }) => type === 'Function')) continue;
        if (handedOn(call) === undefined || loopsAround(call).length > 0) continue;
        if (!goesOnAfter(call)) continue;
        yield placeOf(shell, call);
      }
    }
  },
};
