import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What a running shell has that just-bash does not know of: its user, its umask, what was denied to it.
 * It follows the asynchronous calls of a script, so that scripts on several hosts never mix.
 */
export interface ShellState {
  readonly user: string;
  readonly terminal: boolean;
  umask: number;
  /** What held outside of the subshells that are open. */
  readonly outside: Pick<ShellState, 'umask' | 'exitTrap'>[];
  /** Virtual milliseconds at which this shell began. */
  readonly startedAt: number;
  /** Path to the text of the last error there, for messages that just-bash words differently. */
  readonly failures: Map<string, string>;
  /** Body of `trap ... EXIT`, with the variables of that moment. */
  exitTrap: { readonly script: string; readonly env: ReadonlyMap<string, string> } | undefined;
  /** Ends the script at its next command; virtual time stops at `at`. */
  readonly deadlines: readonly Deadline[];
  readonly signal: AbortSignal | undefined;
}

export interface Deadline {
  /** Virtual milliseconds. */
  readonly at: number;
  readonly controller: AbortController;
}

export class ShellStates {
  private readonly storage = new AsyncLocalStorage<ShellState>();

  /** The state of the shell that asks; outside of any shell it is root's. */
  current(): ShellState {
    return this.storage.getStore() ?? newShellState({ user: 'root' });
  }

  run<T>(state: ShellState, body: () => Promise<T>): Promise<T> {
    return this.storage.run(state, body);
  }
}

export function newShellState(
  start: Pick<ShellState, 'user'> &
    Partial<Pick<ShellState, 'umask' | 'terminal' | 'startedAt' | 'deadlines' | 'signal'>>,
): ShellState {
  return {
    user: start.user,
    terminal: start.terminal ?? false,
    umask: start.umask ?? 0o022,
    outside: [],
    startedAt: start.startedAt ?? 0,
    failures: new Map(),
    exitTrap: undefined,
    deadlines: start.deadlines ?? [],
    signal: start.signal,
  };
}
