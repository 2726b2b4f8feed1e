import type { LoginKind } from './login.ts';

/** What the end of an output says about a login: it is gone, or the far side could not be asked at all. */
export type LoginTrouble =
  /** `said` is the line that shows it, as printed: not yet redacted. */
  | { readonly type: 'lost'; readonly kind: LoginKind; readonly said: string }
  /** Down, or not to be reached: no login mends that. */
  | { readonly type: 'unreachable'; readonly kind: LoginKind; readonly said: string };

/**
 * Recognises a lost login in what a program printed; the last line that speaks of one counts. The words are those
 * of the programs' own sources: juju 2.9 and 3.x print the same. Only lines that a client prints as its own are
 * looked at, so that a log which happens to speak of logins is no login.
 */
export function loginTroubleOf(printed: string): LoginTrouble | undefined {
  return printed
    .split(/\r\n|\n|\r/)
    .map(troubleOfLine)
    .findLast((trouble) => trouble !== undefined);
}

function troubleOfLine(raw: string): LoginTrouble | undefined {
  const line = raw.trim();
  const juju = jujuLine(line);
  if (juju !== undefined) return juju;
  if (/\(HTTP 401\)$/.test(line) && /requires authentication/i.test(line))
    return { type: 'lost', kind: 'openstack', said: line };
  if (
    /^(?:Failed to discover available identity versions|Unable to establish connection to )/.test(
      line,
    )
  )
    return { type: 'unreachable', kind: 'openstack', said: line };
  if (/^\*\s+Vault is sealed\.?$/.test(line)) return { type: 'lost', kind: 'vault', said: line };
  if (/^Error checking seal status: .*dial tcp/.test(line))
    return { type: 'unreachable', kind: 'vault', said: line };
  return undefined;
}

/** The prompt has no line feed of its own, so juju's next word may stand right behind it. */
const prompt = /(?:^|\s)please enter password for \S+ on \S+:/;

/** Stands before the others: a controller that is down fails in the middle of asking for a discharge, too. */
const unreachable =
  /dial tcp|connection refused|no route to host|network is unreachable|i\/o timeout|TLS handshake timeout|context deadline exceeded|connection is shut down|no controller API addresses|cannot acquire discharge|unable to connect to API|cannot connect to any address/i;

const lost =
  /cannot get discharge from|interaction required but not possible|no supported interaction method|no methods supported|cannot start interactive session|login with discharged macaroons failed|invalid entity name or password|\(unauthorized access\)|controller "[^"]*": not logged\b|not logged in\b|login expired|no credentials provided|macaroon discharge required/;

function jujuLine(line: string): LoginTrouble | undefined {
  if (prompt.test(line) && !/ERROR /.test(line)) return { type: 'lost', kind: 'juju', said: line };
  // Its words stand behind `ERROR `; what a remote command prints so is told apart by who else printed something.
  const error = /(?:^|: )ERROR (.*)$/.exec(line)?.[1];
  if (error !== undefined) {
    if (unreachable.test(error)) return { type: 'unreachable', kind: 'juju', said: line };
    return lost.test(error) ? { type: 'lost', kind: 'juju', said: line } : undefined;
  }
  return /^You are not logged in to controller "/.test(line)
    ? { type: 'lost', kind: 'juju', said: line }
    : undefined;
}

/**
 * Whether nothing but juju itself spoke: then what it was to carry elsewhere was never carried there. It ends with
 * 1 for all that is its own; another status, or a word of openstack or vault, came from the far side: the block ran.
 */
export function onlyClientSpoke(outcome: {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}): boolean {
  const lines = outcome.stderr.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  return (
    outcome.status === 1 &&
    outcome.stdout.trim() === '' &&
    lines.every((line) => jujuLine(line.trim()) !== undefined)
  );
}
