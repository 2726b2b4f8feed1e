import type { Command } from '../steps/command.ts';
import type { Outcome } from './outcome.ts';

/** Where one attempt keeps its files: `script`, `stdout`, `stderr`, `exit`. Absolute path, mode 0700. */
export type AttemptFolder = string;

/** A block that has been started. */
export interface RunningBlock {
  /** Process id and start time (clock ticks since boot) of a real block; undefined in training. */
  readonly process: { readonly pid: number; readonly startTime: string } | undefined;
  /** Settles once, when the end is known; never rejects. */
  readonly ended: Promise<Outcome>;
  /** Asks it to stop: SIGINT, then TERM, then KILL for its whole process group. */
  cancel(): void;
}

/**
 * Runs blocks: on this machine with bash, or in the simulated cloud. Output goes straight to the files
 * of the attempt's folder, never through the screen.
 */
export interface BlockRunner {
  /** Writes `script` and starts it. The journal already says so. */
  start(command: Command, folder: AttemptFolder): Promise<RunningBlock>;
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
