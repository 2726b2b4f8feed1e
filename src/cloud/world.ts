/**
 * The simulated cloud, as types: one model of the services, a set of hosts, and the programs found on
 * them. Programs read and change the world; they hold no answers of their own.
 */
import type { Bash } from 'just-bash';
import type { CloudModel } from './model.ts';

/** Virtual time. Starts at a fixed instant and moves only when something waits. Milliseconds. */
export interface CloudClock {
  now(): number;
  /**
   * Moves virtual time on, letting what the model has planned for then happen, in order. Whoever sleeps at the same
   * time wakes at their own; a signal wakes at once.
   */
  sleep(ms: number, stop?: AbortSignal): Promise<void>;
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
  /** The same files as `bash.fs`, seen as root and at once: what the model and the tests use. */
  readonly files: HostFiles;
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
  /** The command line of the last start, without the interpreter: `/usr/bin/magnum-conductor --config-...`. */
  commandLine: string;
  /** What the daemon read when it started: section to option to value, the last file wins. */
  config: ServiceConfig;
  /** The command line of a daemon that is one program, where no init script puts one together. */
  readonly binary?: string;
  /** The commands of `ExecStart` as systemd read them last; undefined until it has. */
  execStart?: readonly string[];
  /** Why the daemon ends each time it starts; undefined while it stays up. */
  failure: string | undefined;
  /** What the journal of the unit holds, oldest first. */
  journal: { at: number; text: string }[];
}

export type ServiceConfig = Record<string, Record<string, string>>;

/** Files of a host without permission checks and without waiting. Paths are absolute. */
export interface HostFiles {
  /** Text of a file, links followed; undefined when there is none. */
  read(path: string): string | undefined;
  /**
   * Who owns it and how, links followed; undefined when there is none. `mode` holds the permission bits;
   * `sums` the published checksums of a file that only stands for a large one.
   */
  status(path: string):
    | {
        owner: string;
        group: string;
        mode: number;
        size: number;
        sums?: Readonly<Record<string, string>>;
      }
    | undefined;
  /** Writes a file and makes the directories above it. Default `root:root` and 0644, or as they were. */
  write(
    path: string,
    content: string | Uint8Array,
    options?: { owner?: string; mode?: number },
  ): void;
  /** Makes a directory and those above it; one that exists gets the owner and mode that are given. */
  makeDirectory(path: string, options?: { owner?: string; mode?: number }): void;
  link(target: string, path: string): void;
  /** Removes a file, a link or a whole directory; nothing there is fine. */
  remove(path: string): void;
  /** Names in a directory, sorted; empty when there is none. */
  list(path: string): string[];
}

/** One run of a simulated program. */
export interface Call {
  readonly args: readonly string[];
  /** Standard input as text; what is no UTF-8 is only whole in `stdinBytes`. */
  readonly stdin: string;
  readonly stdinBytes: Uint8Array;
  /** The version that the file of this program names (`v3.17.3`); undefined when it names none. */
  readonly version: string | undefined;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  /** Who runs it there: `root` under sudo. */
  readonly user: string;
  /** True under a pseudo-terminal: programs ask at it, and colour what they print. */
  readonly terminal?: boolean;
  readonly host: Host;
  readonly world: World;
  /** Runs a script on the same host, as the same user unless told otherwise. */
  shell(script: string, options?: ShellOptions): Promise<Answer>;
}

export interface ShellOptions {
  /** Text, or bytes. Without it `Call.shell` hands on its own standard input, `World.exec` gives none. */
  readonly stdin?: string | Uint8Array;
  /** `$1` and so on, and `$0`. */
  readonly args?: readonly string[];
  readonly name?: string;
  readonly user?: string;
  /** Added to the environment; with `clean` it is the whole environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly clean?: boolean;
  readonly cwd?: string;
  /** Runs on a pseudo-terminal, as `juju ssh --pty=true` does. Default: as the shell around it. */
  readonly terminal?: boolean;
  /** Stops the script at its next command. */
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Only from `World.exec`: the shell's variables and directory at its end, when it was not killed. */
  readonly left?: { readonly env: Readonly<Record<string, string>>; readonly cwd: string };
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
  /** What the last block on the jumphost left to the next one; undefined before the first. */
  carried?: Answer['left'];
  readonly clock: CloudClock;
  readonly model: CloudModel;
  readonly hosts: ReadonlyMap<string, Host>;
  /** Runs a script on a host as a login there would. Unknown host: exit 255 as ssh does. */
  exec(host: string, script: string, options?: ShellOptions): Promise<Answer>;
}
