import { callsOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { writtenBy } from '../writes.ts';

/** Files that a package and others before us may have put something into. */
export const sharedFileReplaced: BlockRule = {
  id: 'shared-file-replaced',
  part: 'risky',
  severity: 'error',
  why: 'This file belongs to the system or to a package, and whatever stands in it already is lost.',
  todo: 'Look at what is there, keep a copy, and add the one line if it is not there: `grep -qxF LINE FILE || echo LINE >> FILE`.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted))
      for (const { path, how, node } of writtenBy(call))
        if (how === 'replaces' && SHARED.test(path))
          yield {
            ...shell.placeOf(node),
            message: `Whatever stands in \`${path}\` already is lost: it is replaced, not added to.`,
          };
  },
};

const SHARED =
  /^\/etc\/(?:default\/[\w.@-]+|environment|hosts|fstab|profile|sudoers|crontab|exports|sysctl\.conf|passwd|group|security\/limits\.conf|ssh\/sshd?_config)$|(?:^|\/)\.(?:bashrc|bash_profile|profile|zshrc|ssh\/(?:config|authorized_keys))$/;
