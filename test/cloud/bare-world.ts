/**
 * The service half of the simulated cloud on hosts that are only files and services: what a test needs
 * to look at one program's answer. `exec` runs no shell; it keeps what it was asked to run.
 */
import { evolve } from '../../src/cloud/evolve.ts';
import { firstInstant } from '../../src/cloud/first-instant.ts';
import { freshModel, type FreshOptions } from '../../src/cloud/fresh-model.ts';
import { initialFiles } from '../../src/cloud/initial-files.ts';
import { servicePrograms } from '../../src/cloud/service-programs.ts';
import type {
  Answer,
  Call,
  CloudClock,
  Host,
  HostFiles,
  Service,
  ShellOptions,
  World,
} from '../../src/cloud/world.ts';

export interface BareWorld extends World {
  readonly clock: CloudClock;
  /** What was run on other hosts, oldest first. */
  readonly ran: { host: string; script: string; options: ShellOptions }[];
  /** What `exec` and a call's `shell` answer. */
  reply: Answer;
  /** Runs a program of the services as the jumphost's operator, or elsewhere. */
  run(name: string, args: string | readonly string[], options?: RunOptions): Promise<Answer>;
  /** Starts the conductor anew with these options of `[capi_helm]`. */
  restart(options?: Readonly<Record<string, string>>): void;
  host(name: string): Host;
}

export interface RunOptions {
  readonly host?: string;
  readonly user?: string;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly version?: string;
}

export function bareWorld(options: FreshOptions = {}): BareWorld {
  const model = freshModel(7, options);
  let now = firstInstant;
  let pid = 100;
  const files = initialFiles(model);
  const hosts = new Map<string, Host>();
  for (const [name, user] of [
    ['jumphost', 'jessea123'],
    ['magnum/0', 'ubuntu'],
    ['nova-compute/0', 'ubuntu'],
    ['nova-compute/1', 'ubuntu'],
    ['nova-compute/2', 'ubuntu'],
    ['capi-mgmt-v2', 'ubuntu'],
  ] as const) {
    const host = bareHost(name, user);
    for (const file of files[name] ?? []) {
      const how = { mode: file.mode, owner: file.owner };
      if (file.path.endsWith('/')) host.files.makeDirectory(file.path.slice(0, -1), how);
      else host.files.write(file.path, file.content, how);
    }
    hosts.set(name, host);
  }
  const world: BareWorld = {
    model,
    hosts,
    ran: [],
    reply: { stdout: '', stderr: '', exitCode: 0 },
    clock: {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
        evolve(world, now);
      },
    },
    exec: async (host, script, how = {}) => {
      world.ran.push({ host, script, options: how });
      return world.reply;
    },
    restart: (capi = {}) => {
      const service = world.host('magnum/0').services.get('magnum-conductor');
      if (!service) throw new Error('no conductor');
      service.mainPid = ++pid;
      service.startedAt = now;
      service.state = 'active';
      service.config = { capi_helm: { ...capi } };
      evolve(world, now);
    },
    host: (name) => {
      const host = hosts.get(name);
      if (!host) throw new Error(`no host ${name}`);
      return host;
    },
    run: (name, args, how = {}) => {
      const program = servicePrograms.find((one) => one.name === name);
      if (!program) throw new Error(`no program ${name}`);
      const host = world.host(how.host ?? 'jumphost');
      const stdin = how.stdin ?? '';
      const call: Call = {
        args: typeof args === 'string' ? args.split(' ').filter(Boolean) : args,
        stdin,
        stdinBytes: Buffer.from(stdin),
        version: how.version,
        env: new Map(Object.entries(how.env ?? { HOME: `/home/${host.user}` })),
        cwd: `/home/${host.user}`,
        user: how.user ?? host.user,
        host,
        world,
        shell: async (script, shell = {}) => world.exec(host.name, script, shell),
      };
      return program.run(call);
    },
  };
  for (const name of ['magnum-conductor', 'magnum-api']) {
    world.host('magnum/0').services.set(name, service(name, ++pid));
  }
  return world;
}

/** The variables of `admin-openrc`; with a project's name, its id in `OS_PROJECT_ID` as well. */
export function openrc(world: World, project?: 'capi-mgmt'): Record<string, string> {
  const admin = world.model.keystone.users.find((user) => user.name === 'admin');
  const id = world.model.keystone.projects.find((one) => one.name === project)?.id;
  return {
    HOME: '/home/jessea123',
    OS_AUTH_URL: world.model.keystone.authUrl,
    OS_USERNAME: 'admin',
    OS_PASSWORD: admin?.password ?? '',
    OS_USER_DOMAIN_NAME: 'admin_domain',
    OS_PROJECT_NAME: 'admin',
    OS_PROJECT_DOMAIN_NAME: 'admin_domain',
    ...(id === undefined ? {} : { OS_PROJECT_ID: id }),
  };
}

/** The options that step 7.6 puts into the drop-in. */
export const goodOptions = {
  kubeconfig_file: '/etc/magnum/kubeconfig',
  helm_chart_repo: 'https://azimuth-cloud.github.io/capi-helm-charts',
  helm_chart_name: 'openstack-cluster',
  default_helm_chart_version: '0.25.1',
  api_resources: '{}',
} as const;

/** Brings magnum/0 to where step 7.8 leaves it. */
export function graftConductor(world: BareWorld, driver = '1.4.0'): void {
  const unit = world.host('magnum/0');
  const kubeconfig =
    world.host('jumphost').files.read('/home/jessea123/capi-mgmt.kubeconfig') ?? '';
  unit.files.write('/etc/magnum/kubeconfig', kubeconfig, { mode: 0o600, owner: 'magnum:magnum' });
  unit.files.write('/usr/bin/helm', 'helm', { mode: 0o755 });
  unit.packages.set('magnum-capi-helm', driver);
  world.restart(goodOptions);
}

/** Step 7.0: the trustee domain and its administrator. */
export async function domainSetup(world: BareWorld): Promise<Answer> {
  return world.run('juju', 'run magnum/leader domain-setup');
}

function bareHost(name: string, user: string): Host {
  return {
    name,
    hostname: name === 'jumphost' ? 'vopenstack-jesse' : 'juju-8d21f0-1-lxd-2',
    user,
    // No shell here: a test that needs one builds a whole world.
    bash: undefined as never,
    files: bareFiles(),
    services: new Map(),
    packages: new Map(),
  };
}

function service(name: string, pid: number): Service {
  return {
    name,
    user: 'magnum',
    state: 'active',
    mainPid: pid,
    restarts: 0,
    args: [],
    startedAt: firstInstant - 3_600_000,
    commandLine: '',
    config: {},
    failure: undefined,
    journal: [],
  };
}

function bareFiles(): HostFiles {
  const entries = new Map<string, { text: string | undefined; mode: number; owner: string }>();
  const put = (path: string, text: string | undefined, mode: number, owner = 'root:root') => {
    entries.set(path, { text, mode, owner });
  };
  const folders = (path: string) => {
    for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
      if (!entries.has(path.slice(0, at))) put(path.slice(0, at), undefined, 0o755);
    }
  };
  return {
    read: (path) => entries.get(path)?.text,
    status: (path) => {
      const entry = entries.get(path);
      if (!entry) return undefined;
      const [owner = 'root', group = owner] = entry.owner.split(':');
      return { owner, group, mode: entry.mode, size: Buffer.byteLength(entry.text ?? '') };
    },
    write: (path, content, how = {}) => {
      folders(path);
      const before = entries.get(path);
      const text = typeof content === 'string' ? content : Buffer.from(content).toString();
      put(path, text, how.mode ?? before?.mode ?? 0o644, how.owner ?? before?.owner);
    },
    makeDirectory: (path, how = {}) => {
      folders(path);
      put(path, undefined, how.mode ?? 0o755, how.owner);
    },
    link: (target, path) => put(path, entries.get(target)?.text, 0o777),
    remove: (path) => {
      for (const key of [...entries.keys()]) {
        if (key === path || key.startsWith(`${path}/`)) entries.delete(key);
      }
    },
    list: (path) =>
      [...entries.keys()]
        .filter((key) => key.startsWith(`${path}/`) && !key.slice(path.length + 1).includes('/'))
        .map((key) => key.slice(path.length + 1))
        .sort(),
  };
}
