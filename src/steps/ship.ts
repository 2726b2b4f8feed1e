import type { StdinMode } from './model.ts';
import { singleQuoted } from './variables.ts';

/** A script on its way to a unit. */
export interface Shipment {
  readonly script: string;
  readonly unit: string;
  readonly stdin: StdinMode;
  readonly model: string | undefined;
}

/**
 * The line that runs a script on a unit; the only place that builds one. The script travels as base64
 * inside one argument, never on standard input: juju with a stale macaroon reads its password from
 * there and would eat a line of it. juju joins its arguments with spaces and the unit's login shell
 * parses them again, so what is sent holds nothing that either shell would change. A script that
 * arrives damaged does not run, and the script's exit status is the line's.
 */
export function shipToUnit({ script, unit, stdin, model }: Shipment): string {
  const payload = base64(script);
  const remote =
    (stdin === 'secret' ? FIRST_LINE_CHECKED : '') +
    `handrail_script="$(printf %s ${payload} | base64 -d)" && [ -n "$handrail_script" ] && ` +
    `exec bash -c "$handrail_script"`;
  const target = model === undefined || model === '' ? '' : ` -m ${word(model)}`;
  const pty = stdin === 'tty' ? '--pty=true' : '--pty=false';
  const input = stdin === 'null' ? ' </dev/null' : '';
  // Flags stand before the unit: juju hands everything after it to ssh.
  return `juju ssh${target} ${pty} ${word(unit)} ${singleQuoted(remote)}${input}`;
}

/**
 * What goes ahead of a secret on the standard input of a shipped script. A juju whose login went away since it was
 * asked about takes the first line for a password: this is what it gets, and the secret stays unread.
 */
export const AHEAD_OF_SECRET = 'handrail\n';

const FIRST_LINE_CHECKED =
  `IFS= read -r handrail_first; [ "$handrail_first" = ${AHEAD_OF_SECRET.trim()} ] || ` +
  `{ echo "handrail: standard input did not arrive whole, and nothing of it was used" >&2; exit 97; }; `;

function word(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : singleQuoted(text);
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}
