import type { Call } from '../calls.ts';
import { placeOf } from '../programs.ts';
import type { DocumentRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import { inputOf } from '../surroundings.ts';

/** juju asks for a password on standard input once its login has run out, whatever stands there. */
export const payloadBeforeLogin: DocumentRule = {
  id: 'payload-before-login',
  part: 'risky',
  severity: 'warning',
  why: 'When the login has run out, juju reads the first line of what is piped into it and sends it to the controller as a password.',
  todo: 'Ahead of it, try the login with its input closed: `juju status --format=json </dev/null`.',
  looksAt: 'document',
  *find({ blocks }) {
    let isTried = false;
    for (const linted of blocks)
      for (const shell of shellsOf(linted)) {
        if (shell.where !== 'block') continue;
        for (const call of shell.calls) {
          if (call.name !== 'juju') continue;
          const input = inputOf(call);
          if (input === 'null' && triesLogin(call)) isTried = true;
          const isPayload =
            call.args[0] === 'ssh' && (input === 'pipe' || input === 'text' || input === 'file');
          if (isPayload && !isTried) yield { ...placeOf(shell, call), in: linted };
        }
      }
  },
};

/** What asks the controller and changes nothing; `juju whoami` reads a file. */
function triesLogin({ args }: Call): boolean {
  return /^(?:status|models|show-(?:model|unit|application|machine|controller)|machines)$/.test(
    args[0] ?? '',
  );
}
