/**
 * The simulated cloud, as types: one model of the services, a set of hosts, and the programs found on
 * them. Programs read and change the world; they hold no answers of their own.
 */
import type { Bash } from 'just-bash';
import type { CloudModel } from './model.ts';

/** Virtual time. Starts at a fixed instant and moves only when something waits. Milliseconds. */
export interface CloudClock {
  now(): number;
  /** Moves virtual time on, letting what the model has planned for then happen, in order. */
  sleep(ms: number): Promise<void>;
}

/** A machine of the simulated cloud: its own file system, users, services and packages. */
export interface Host {
  /** `jumphost`, `magnum/0`, `capi-mgmt-v2`. */
  readonly name: string;
  /** What `hostname` prints there. */
  readonly hostname: string;
  /** The user a login or `juju ssh` arrives as: `jessea123` or `ubuntu`. */
  readonly user: string;
  readonly bash: Bash;
  /** Owner of each path that is not root's, as `user:group`. */
  readonly owners: Map<string, string>;
  /** systemd units by name, `magnum-conductor`. */
  readonly services: Map<string, Service>;
  /** Python packages of the system interpreter: name to version. */
  readonly packages: Map<string, string>;
}

export interface Service {
  readonly name: string;
  readonly user: string;
  state: 'active' | 'inactive' | 'failed' | 'activating';
  mainPid: number;
  restarts: number;
  /** One line per process, as `ps -o args=` prints it: what the service was really started with. */
  args: string[];
  /** Virtual milliseconds of the last start. */
  startedAt: number;
}

/** One run of a simulated program. */
export interface Call {
  readonly args: readonly string[];
  readonly stdin: string;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  /** Who runs it there: `root` under sudo. */
  readonly user: string;
  readonly host: Host;
  readonly world: World;
  /** Runs a script on the same host, as the same user unless told otherwise. */
  shell(script: string, options?: ShellOptions): Promise<Answer>;
}

export interface ShellOptions {
  readonly stdin?: string;
  readonly user?: string;
  /** Added to the environment; with `clean` it is the whole environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly clean?: boolean;
  readonly cwd?: string;
  /** Stops the script at its next command. */
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** A program that exists on some hosts, at an absolute path. */
export interface Program {
  readonly name: string;
  /** Where the file stands, so that PATH, `command -v` and `ls` tell the truth: `/usr/bin/juju`. */
  readonly path: string;
  readonly hosts: readonly string[] | 'all';
  run(call: Call): Promise<Answer>;
}

export interface World {
  readonly clock: CloudClock;
  readonly model: CloudModel;
  readonly hosts: ReadonlyMap<string, Host>;
  /** Runs a script on a host as a login there would. Unknown host: exit 255 as ssh does. */
  exec(host: string, script: string, options?: ShellOptions): Promise<Answer>;
}
