/**
 * The login. juju keeps a macaroon for a day; after that any command that needs the controller stops to
 * read a password from standard input, whatever was meant to go through it.
 */
import { refuse } from '../answers.ts';
import type { JujuModel } from '../model.ts';
import type { JujuCommand } from './command.ts';

const day = 24 * 3_600_000;

/** Lets a command on to the controller, or ends it as an expired login ends it. */
export function requireLogin(command: JujuCommand, attempts = 1): void {
  const { juju } = command.call.world.model;
  if (juju.loggedOut) refuse(`ERROR controller "${juju.controller}": not logged`);
  const now = command.call.world.clock.now();
  if (now < juju.macaroonUntil) return;
  const prompt = `please enter password for ${juju.user} on ${juju.controller}: \n`;
  let asked = '';
  for (let attempt = 0; attempt < attempts; attempt++) {
    asked += prompt;
    const line = takeLine(command);
    if (line === undefined) continue;
    if (line === juju.password) {
      juju.macaroonUntil = now + day;
      command.stderr += asked;
      return;
    }
    refuse(
      `${asked}ERROR cannot get discharge from "${authUrl}": cannot submit form: ` +
        `Post ${authUrl}/form: invalid entity name or password`,
    );
  }
  refuse(`${asked}ERROR cannot get discharge from "${authUrl}": EOF`);
}

/** The password that `juju login` reads; answers with the error text, or nothing when it is right. */
export function tryPassword(juju: JujuModel, password: string, now: number): string | undefined {
  if (password !== juju.password) {
    return `ERROR cannot log into controller "${juju.controller}": invalid entity name or password`;
  }
  juju.macaroonUntil = now + day;
  juju.loggedOut = false;
  return undefined;
}

/** The first line of what is left of standard input, taken out of it; undefined at its end. */
export function takeLine(command: JujuCommand): string | undefined {
  if (command.stdin === '') return undefined;
  const end = command.stdin.indexOf('\n');
  const line = end < 0 ? command.stdin : command.stdin.slice(0, end);
  command.stdin = end < 0 ? '' : command.stdin.slice(end + 1);
  return line;
}

const authUrl = 'https://10.12.8.30:17070/auth';
