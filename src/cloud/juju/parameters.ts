/** The parameters of an action: from a file of YAML, and from words `key=value`, which win. */
import { parse } from 'yaml';
import type { Arguments } from '../arguments.ts';
import { refuse } from '../answers.ts';
import { actorOf } from '../unix/accounts.ts';
import { readBytes } from '../unix/file-operations.ts';
import { machineOf } from '../unix/machine.ts';
import { resolve } from '../unix/paths.ts';
import { errorText } from '../unix/unix-error.ts';
import type { Action } from './actions.ts';
import type { JujuCommand } from './command.ts';

/** What was given, as text by name. A file that can not be read or is no map ends the command. */
export function givenParameters(command: JujuCommand, read: Arguments): Record<string, string> {
  const file = read.options.get('params');
  const given = file === undefined ? {} : fromFile(command, file);
  for (const word of read.words.slice(2)) {
    const at = word.indexOf('=');
    given[word.slice(0, at)] = word.slice(at + 1);
  }
  return given;
}

/** What juju says when they are not those of the action's schema. */
export function wrongParameters(
  { parameters = {}, required = [] }: Action,
  given: Readonly<Record<string, string>>,
): string | undefined {
  const missing = required.find((name) => given[name] === undefined);
  if (missing !== undefined)
    return `validation failed: (root) : "${missing}" property is missing and required`;
  const odd = Object.keys(given).find((name) => parameters[name] === undefined);
  if (odd !== undefined)
    return `validation failed: (root) : additional property "${odd}" is not allowed`;
  return undefined;
}

function fromFile(command: JujuCommand, file: string): Record<string, string> {
  const text = contents(command, file);
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse('ERROR params must contain a YAML map with string keys');
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]));
}

/** `/dev/stdin` is what a password prompt has left of standard input. */
function contents(command: JujuCommand, file: string): string {
  const { call } = command;
  if (file === '/dev/stdin' || file === '/dev/fd/0' || file === '/proc/self/fd/0') {
    const text = command.stdin;
    command.stdin = '';
    return text;
  }
  try {
    const machine = machineOf(call.host);
    const actor = actorOf(machine.accounts, call.user);
    const bytes = readBytes(machine.disk, resolve(call.cwd, file), actor);
    return Buffer.from(bytes).toString('utf8');
  } catch (error) {
    return refuse(`ERROR open ${file}: ${errorText(error).toLowerCase()}`);
  }
}
