import { collapseReturns } from './output-lines.ts';
import { sanitise } from './sanitise.ts';

/** Whose password juju asks for. */
export interface JujuAccount {
  readonly controller: string;
  readonly user: string;
}

/** What the program that logs in waits for, by the end of what it said. */
export type JujuPrompt =
  /** For this account's password, and nothing stands behind the question. */
  | 'password'
  /** For something else that nobody here may answer: another account, a name. */
  | 'other'
  | 'none';

/** Reads the end of what `juju login` has said, raw; the question is one that juju 2.9 and 3.x ask alike. */
export function jujuPrompt(said: string, { controller, user }: JujuAccount): JujuPrompt {
  const shown = sanitise(collapseReturns(said), { colour: false });
  const line = shown.slice(shown.lastIndexOf('\n') + 1).trimEnd();
  if (line === `please enter password for ${user} on ${controller}:`) return 'password';
  return /:$/.test(line) && /password|username|user name/i.test(line) ? 'other' : 'none';
}

/** The command that logs this account in, as words. */
export function jujuLoginWords({ controller, user }: JujuAccount): readonly string[] {
  return ['juju', 'login', '-c', controller, '-u', user];
}
