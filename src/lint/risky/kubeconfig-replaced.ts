import { hasFlag, isCommand } from '../calls.ts';
import { isFresh } from '../fresh-folder.ts';
import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** A kubeconfig that works is worth more than a new one that may not. */
export const kubeconfigReplaced: BlockRule = {
  id: 'kubeconfig-replaced',
  part: 'risky',
  severity: 'warning',
  why: 'It writes over the kubeconfig that is there, whatever cluster that one is for.',
  todo: 'Write into a new folder, look at its server, then move it into place.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted))
      if (
        call.name === 'openstack' &&
        isCommand(call, 'coe', 'cluster', 'config') &&
        hasFlag(call, '--force') &&
        !isFresh(shell, call)
      )
        yield placeOf(shell, call);
  },
};
