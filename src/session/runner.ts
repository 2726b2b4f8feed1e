import type { Secret } from '../secrets/secret.ts';
import type { Command } from '../steps/command.ts';
import type { Outcome } from './outcome.ts';

/** Where one attempt keeps its files: `script`, `stdout`, `stderr`, `exit`. Absolute path, mode 0700. */
export type AttemptFolder = string;

/** The terminal of a block that has one of its own, for the operator to take over. */
export interface BlockTerminal {
  /**
   * Sends what it shows so far, at once, and then what comes, raw but for the secrets it was given; answers with
   * what ends that. As long as somebody looks nothing is typed for them, and nothing is stopped.
   */
  attach(show: (bytes: Uint8Array) => void): () => void;
  /** What the operator types, byte for byte. From then on the answers are theirs: no secret is typed any more. */
  type(bytes: Uint8Array): void;
  resize(columns: number, rows: number): void;
  /** Resolves when the block has ended. */
  readonly ended: Promise<void>;
}

/** A block that has been started. */
export interface RunningBlock {
  /** Process id and start time (clock ticks since boot) of a real block; undefined in training. */
  readonly process: { readonly pid: number; readonly startTime: string } | undefined;
  /** Settles once, when the end is known; never rejects. */
  readonly ended: Promise<Outcome>;
  readonly terminal?: BlockTerminal;
  /** What can not be proven of its terminal before a secret is typed there, in a sentence. */
  readonly unproven?: string;
  /**
   * Whether it printed a secret that was typed at its terminal; final once `ended` has settled. The files have it
   * masked already, so nothing else can tell: whose secret it is should replace it.
   */
  readonly printedSecret?: () => boolean;
  /** Asks it to stop: SIGINT, then TERM, then KILL for its whole process group. */
  cancel(): void;
}

/**
 * Runs blocks: on this machine with bash, or in the simulated cloud. Output goes straight to the files
 * of the attempt's folder, never through the screen.
 */
export interface BlockRunner {
  /**
   * Writes `script` and starts it. The journal already says so. `given` are the secrets of `command.feeds`, in
   * order; whoever calls wipes them when what it printed has been searched for them. Once `isStopping` says so
   * they are not handed over any more.
   */
  start(
    command: Command,
    folder: AttemptFolder,
    given?: readonly Secret[],
    isStopping?: () => boolean,
  ): Promise<RunningBlock>;
  /** Finds a block that an earlier handrail started: still running, ended meanwhile, or lost. */
  attach(
    folder: AttemptFolder,
    process: { readonly pid: number; readonly startTime: string } | undefined,
  ): Promise<RunningBlock>;
}

/** Time as the session sees it: real, or the simulated cloud's. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after that much session time, or at once when the signal fires. Never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
