import { homedir, userInfo } from 'node:os';
import { stateDirectory } from '../session/effects/session-folder.ts';
import { UserError } from './user-error.ts';

/** Options every command takes. */
export interface GlobalOptions {
  readonly stateDir?: string;
  /** False for `--no-color`. */
  readonly color?: boolean;
  /** The site file; false for `--no-site`, undefined for the usual one. */
  readonly site?: string | false;
}

export interface TrainOptions extends GlobalOptions {
  readonly plain?: boolean;
  readonly autopilot?: boolean;
  readonly json?: boolean;
  /** One for each question that is not to be answered as it stands first. */
  readonly route?: readonly string[];
  readonly attest?: string;
  readonly fault?: readonly string[];
}

export interface WalkOptions extends GlobalOptions {
  readonly plain?: boolean;
}

/** Where sessions live for this call; see `stateDirectory`. */
export function stateDirOf(options: GlobalOptions): string {
  if (options.stateDir === '')
    throw new UserError('--state-dir names no folder; give it one, or leave it out.');
  return stateDirectory({ option: options.stateDir, env: process.env, home: homeFolder() });
}

/** `handrail resume`, as it finds this session again. */
export function wayBack(session: string, options: GlobalOptions): string {
  return `handrail resume ${session}${resumeWith(options)}`;
}

/** What has to stand behind `handrail resume SESSION`: the folder, when it is not the usual one. */
export function resumeWith(options: GlobalOptions): string {
  return options.stateDir === undefined ? '' : ` --state-dir ${stateDirOf(options)}`;
}

/** An empty HOME is taken for none: a session kept wherever the operator happens to be is a session lost. */
function homeFolder(): string {
  const home = homedir();
  if (home.startsWith('/')) return home;
  try {
    return userInfo().homedir;
  } catch {
    throw new UserError('HOME says no folder and this user has none; give one with --state-dir.');
  }
}
