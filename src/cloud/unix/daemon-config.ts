import type { ServiceConfig } from '../world.ts';
import { actorOf } from './accounts.ts';
import { readBytes } from './file-operations.ts';
import { parseIni } from './ini.ts';
import type { Machine } from './machine.ts';
import { listDirectory } from './file-operations.ts';
import { errorText } from './unix-error.ts';

/** What an OpenStack daemon makes of its command line when it starts. */
export type Reading =
  | { readonly type: 'read'; readonly config: ServiceConfig }
  | { readonly type: 'failed'; readonly reason: string };

/** Reads the files and directories that the arguments name, in their order, as that user. The last wins. */
export function readDaemonConfig(machine: Machine, user: string, args: readonly string[]): Reading {
  const actor = actorOf(machine.accounts, user);
  const merged: ServiceConfig = {};
  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    const option = /^--(config-file|config-dir|log-file)(?:=(.*))?$/.exec(arg);
    if (option === null) {
      if (arg === '--use-syslog' || arg === '--debug') continue;
      return { type: 'failed', reason: `error: unrecognized arguments: ${arg}` };
    }
    const value = option[2] ?? queue.shift() ?? '';
    if (option[1] === 'log-file') continue;
    let files = [value];
    if (option[1] === 'config-dir') {
      try {
        const names = [...listDirectory(machine.disk, value, actor).entries.keys()].sort();
        files = names.filter((name) => name.endsWith('.conf')).map((name) => `${value}/${name}`);
      } catch (error) {
        const reason = `Failed to read config file directory: ${value} (${errorText(error)})`;
        return { type: 'failed', reason };
      }
    }
    for (const file of files) {
      const failure = merge(machine, actor, file, merged);
      if (failure !== undefined) return { type: 'failed', reason: failure };
    }
  }
  return { type: 'read', config: merged };
}

function merge(
  machine: Machine,
  actor: ReturnType<typeof actorOf>,
  file: string,
  into: ServiceConfig,
): string | undefined {
  let text: string;
  try {
    text = Buffer.from(readBytes(machine.disk, file, actor)).toString('utf8');
  } catch (error) {
    const verb = errorText(error) === 'Permission denied' ? 'open' : 'find';
    return `Failed to ${verb} some config files: ${file}`;
  }
  const ini = parseIni(text);
  if (ini.type === 'broken')
    return `Failed to parse ${file}: at ${file}:${ini.line}, ${ini.reason}: '${ini.text}'`;
  for (const [section, values] of Object.entries(ini.config))
    into[section] = { ...into[section], ...values };
  return undefined;
}
