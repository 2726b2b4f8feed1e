import { homedir } from 'node:os';
import { stateDirectory } from '../session/effects/session-folder.ts';

/** Options every command takes. */
export interface GlobalOptions {
  readonly stateDir?: string;
  /** False for `--no-color`. */
  readonly color?: boolean;
}

export interface TrainOptions extends GlobalOptions {
  readonly plain?: boolean;
  readonly autopilot?: boolean;
  readonly json?: boolean;
  readonly route?: string;
  readonly attest?: string;
  readonly fault: readonly string[];
}

export interface WalkOptions extends GlobalOptions {
  readonly plain?: boolean;
}

export function stateDirOf(options: GlobalOptions): string {
  return stateDirectory({ option: options.stateDir, env: process.env, home: homedir() });
}
