import type { ShellRegion } from './shell-regions.ts';
import { baseName, unwrap } from './shell-wrappers.ts';

/**
 * The program that a stretch of a script is an argument of: `openstack` in `sudo -u x openstack port show <port>`.
 * Undefined where an expansion decides it, or the place stands too far behind it.
 */
export function programAt(
  script: string,
  { command }: ShellRegion,
  at: number,
): string | undefined {
  const words = script
    .slice(command, Math.min(at, command + FAR))
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 24);
  const first = words.findIndex((word) => !OPENS.test(word) && !/^[A-Za-z_]\w*\+?=/.test(word));
  if (first < 0) return undefined;
  const { words: own } = unwrap(words.slice(first));
  const name = own?.[0];
  return name === undefined || /[$"'`<]/.test(name) ? undefined : baseName(name);
}

const FAR = 400;

/** What stands before a command and is none. */
const OPENS = /^(?:if|then|else|elif|while|until|do|!|\{|\(|time|coproc)$/;
