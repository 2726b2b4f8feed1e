import type { Command } from '../steps/command.ts';
import type { Outcome } from './outcome.ts';

/** What ssh says of a connection, read from the error output of a block that was shipped by it. */
export interface Connection {
  readonly type: 'never-came-about' | 'lost';
  /** ssh's own line. Untrusted text: sanitise before showing. */
  readonly said: string;
}

/** What a run by `juju ssh` left behind. */
export interface Shipped {
  readonly command: Pick<Command, 'via' | 'changes' | 'script'>;
  /** Where it was shipped to: `magnum/0`. */
  readonly unit: string;
  readonly outcome: Outcome;
  readonly stdout: string;
  readonly stderr: string;
  /** What it printed is kept nowhere: ssh's line is not quoted. */
  readonly sensitive?: boolean;
}

/**
 * How a shipped block ended, as far as its connection lets anyone know. ssh ends with 255 when it fails
 * itself. What changes something is known not to have run when no connection came about, and may still go
 * on at the far end when it was lost; a check keeps its exit status: it can simply be run again.
 */
export function outcomeOfShipped({
  command,
  unit,
  outcome,
  stdout,
  stderr,
  sensitive,
}: Shipped): Outcome {
  if (command.via !== 'juju-ssh' || !command.changes) return outcome;
  if (outcome.type !== 'exited' || outcome.status !== SSH_FAILED) return outcome;
  const connection = readConnection(stderr);
  const said = connection === undefined || sensitive === true ? '' : `: ${connection.said}`;
  if (connection?.type === 'never-came-about' && stdout === '' && !reachesFurther(command.script))
    return {
      type: 'not-started',
      reason: `no connection to ${unit} came about (exit status 255)${said}`,
    };
  return {
    type: 'unknown',
    reason:
      connection === undefined
        ? `exit status 255 is what ssh ends with when the connection to ${unit} fails, and nothing it printed tells whether the block itself ended so; it may go on there`
        : `the connection to ${unit} was lost (exit status 255)${said}; it may go on there`,
  };
}

/**
 * How a transfer ended. A connection that breaks off leaves the old target or the new one, never a part of it, as
 * nothing but a rename replaces it: nobody saw which, and running it again settles that.
 */
export function outcomeOfTransfer({
  unit,
  outcome,
  stderr,
  sensitive,
}: Pick<Shipped, 'unit' | 'outcome' | 'stderr' | 'sensitive'>): Outcome {
  if (outcome.type !== 'exited' || outcome.status !== SSH_FAILED) return outcome;
  const connection = readConnection(stderr);
  const said = connection === undefined || sensitive === true ? '' : `: ${connection.said}`;
  if (connection?.type === 'never-came-about')
    return {
      type: 'not-started',
      reason: `no connection to ${unit} came about (exit status 255)${said}; nothing was sent`,
    };
  return {
    type: 'unknown',
    reason: `the connection to ${unit} was lost (exit status 255)${said}; the target is the old file or the new one, whole, and the transfer can safely be run again`,
  };
}

/** The line by which ssh tells how its connection failed; a lost one weighs more, as then something ran. */
export function readConnection(stderr: string): Connection | undefined {
  const lines = stderr.split(/\r?\n/).map((line) => line.trim());
  const never = lines.findLast((line) => NEVER.some((form) => form.test(line)));
  const lost = lines.findLast(
    (line) => LOST.some((form) => form.test(line)) && !NEVER.some((form) => form.test(line)),
  );
  if (lost !== undefined) return { type: 'lost', said: lost };
  return never === undefined ? undefined : { type: 'never-came-about', said: never };
}

/** ssh's own failure; nothing else of juju or ssh ends so. */
const SSH_FAILED = 255;

/**
 * A block that makes connections of its own on the unit may print the very words of ssh or juju after it has
 * changed things there. Then the words do not prove that it never ran.
 */
export function reachesFurther(script: string): boolean {
  return /\b(?:ssh|scp|sftp|rsync|git|juju|ansible\w*|mosh|autossh)\b/.test(script);
}

/** Before the far end let anyone in: the block can not have run. */
const NEVER: readonly RegExp[] = [
  /^ssh: connect to host \S+ port \d+: /,
  /^ssh: Could not resolve hostname /,
  /^(?:kex|ssh)_exchange_identification: /,
  /^banner exchange: /,
  /^Unable to negotiate with /,
  /^Host key verification failed\.?$/,
  /^(?:\S+: )?Permission denied \([\w,-]+\)\.?$/,
  /^(?:\S+: )?Too many authentication failures$/,
];

/** After it had begun: how far it came nobody here can say. */
const LOST: readonly RegExp[] = [
  /^client_loop: /,
  /^(?:packet_write_wait|ssh_dispatch_run_fatal): /,
  /^Connection to \S+ closed by remote host\.?$/,
  /^Connection (?:closed|reset) by \S+ port \d+/,
  /^Read from remote host \S+: /,
  /^Timeout, server \S+ not responding\.?$/,
  /\bConnection reset by peer$/,
  /\bBroken pipe$/,
];
