/** ssh from the jumphost to the VM of the management cluster. Other hosts are reached with juju. */
import { notKnown } from '../answers.ts';
import { connectTimeoutMs } from '../network.ts';
import { reachable } from '../reachable.ts';
import type { Answer, Call, Program } from '../world.ts';
import { parseOptions } from './options.ts';

/** As the OpenSSH client: its own failures end with 255, else the status is the remote command's. */
export const ssh: Program = {
  name: 'ssh',
  path: '/usr/bin/ssh',
  hosts: ['jumphost'],
  run: runSsh,
};

async function runSsh(call: Call): Promise<Answer> {
  const { options, given, operands, unknown } = parseOptions(call.args, {
    letters: 'o:i:p:l:F:J:E:46AaCfGgKknNqsTtVvXxYy',
    stopAtOperand: true,
  });
  if (unknown !== undefined) return notKnown('ssh', call);
  if (options.has('V'))
    return {
      stdout: '',
      stderr: 'OpenSSH_8.9p1 Ubuntu-3ubuntu0.13, OpenSSL 3.0.2 15 Mar 2022\n',
      exitCode: 0,
    };
  const [destination, ...words] = operands;
  if (destination === undefined)
    return failed(
      'usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] [-o option] destination [command [argument ...]]',
    );
  const settings = settingsOf(given);
  const [user, host] = parted(destination, options.get('l') ?? settings.get('user') ?? call.user);
  const port = Number(options.get('p') ?? settings.get('port') ?? 22);
  const { world } = call;
  if (!/^\d+(\.\d+){3}$/.test(host))
    return failed(`ssh: Could not resolve hostname ${host}: Name or service not known`);
  if (!reachable(world, call.host.name, host, port))
    return failed(await unreached(call, host, port, Number(settings.get('connecttimeout') ?? 0)));
  const { mgmt } = world.model;
  if (host !== mgmt.fip) return notKnown('ssh', call);
  const warnings: string[] = [];
  const identity = options.get('i') ?? settings.get('identityfile');
  if (identity !== undefined && call.host.files.read(absolute(identity, call)) === undefined)
    warnings.push(`Warning: Identity file ${identity} not accessible: No such file or directory.`);
  const trust = await hostTrust(call, host, settings);
  if (trust.type === 'refused') return failed([...warnings, ...trust.says].join('\n'));
  warnings.push(...trust.says);
  const remote = world.hosts.get(mgmt.vm);
  if (remote === undefined || user !== remote.user || !hasKey(call, identity))
    return failed([...warnings, `${user}@${host}: Permission denied (publickey).`].join('\n'));
  const script = words.join(' ');
  if (script === '') return notKnown('ssh', call);
  await world.clock.sleep(loginMs);
  const stdin = options.has('n') ? '' : call.stdinBytes;
  const merged = options.has('t');
  const answer = await world.exec(remote.name, script, {
    stdin,
    ...(merged ? { terminal: true } : {}),
  });
  const quiet = options.has('q') || settings.get('loglevel')?.toLowerCase() === 'error';
  const said = quiet || warnings.length === 0 ? '' : `${warnings.join('\n')}\n`;
  return { ...answer, stderr: said + answer.stderr };
}

/** A machine that is off answers no request for its address; one that drops packets lets the client wait. */
async function unreached(call: Call, host: string, port: number, limit: number): Promise<string> {
  const { clock, model } = call.world;
  const off = host === model.mgmt.fip && model.mgmt.vmStatus !== 'ACTIVE';
  const noRouteMs = 3_000;
  if (off && (limit === 0 || limit * 1000 > noRouteMs)) {
    await clock.sleep(noRouteMs);
    return `ssh: connect to host ${host} port ${port}: No route to host`;
  }
  await clock.sleep(limit > 0 ? Math.min(limit * 1000, connectTimeoutMs) : connectTimeoutMs);
  return `ssh: connect to host ${host} port ${port}: Connection timed out`;
}

type Trust = { readonly type: 'trusted' | 'refused'; readonly says: readonly string[] };

/** A host key that nobody has accepted: with nobody at a terminal to ask, it is a refusal. */
async function hostTrust(
  call: Call,
  host: string,
  settings: ReadonlyMap<string, string>,
): Promise<Trust> {
  const file = absolute(settings.get('userknownhostsfile') ?? '~/.ssh/known_hosts', call);
  const known = call.host.files.read(file) ?? '';
  if (known.split('\n').some((line) => line.split(' ')[0] === host))
    return { type: 'trusted', says: [] };
  const policy = (settings.get('stricthostkeychecking') ?? 'ask').toLowerCase();
  if (!['no', 'off', 'accept-new'].includes(policy))
    return { type: 'refused', says: ['Host key verification failed.'] };
  if (file !== '/dev/null') {
    const quoted = `'${file.replaceAll("'", "'\\''")}'`;
    await call.shell(`mkdir -p "$(dirname ${quoted})" && cat >> ${quoted}`, {
      stdin: `${host} ${hostKey}\n`,
    });
  }
  return {
    type: 'trusted',
    says: [`Warning: Permanently added '${host}' (ED25519) to the list of known hosts.`],
  };
}

/** The key that phase-06 gave the VM: named with `-i`, or found under one of the names that ssh tries. */
function hasKey(call: Call, identity: string | undefined): boolean {
  const names = ['~/.ssh/id_rsa', '~/.ssh/id_ecdsa', '~/.ssh/id_ed25519'];
  return [...(identity === undefined ? [] : [identity]), ...names].some(
    (name) => call.host.files.read(absolute(name, call))?.includes(keyMark) === true,
  );
}

/** Options of `-o`, by their names in small letters; the first of a name counts. */
function settingsOf(given: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const [letter, value] of given) {
    const [, name = '', text = ''] = /^\s*(\w+)\s*[=\s]\s*(.*?)\s*$/.exec(value) ?? [];
    if (letter === 'o' && !settings.has(name.toLowerCase())) settings.set(name.toLowerCase(), text);
  }
  return settings;
}

function parted(destination: string, user: string): [string, string] {
  const bare = destination.replace(/^ssh:\/\//, '');
  const at = bare.lastIndexOf('@');
  return at < 0 ? [user, bare] : [bare.slice(0, at), bare.slice(at + 1)];
}

function absolute(path: string, call: Call): string {
  const home = call.env.get('HOME') ?? '/';
  if (path.startsWith('~/')) return `${home}${path.slice(1)}`;
  return path.startsWith('/') ? path : `${call.cwd}/${path}`;
}

function failed(stderr: string): Answer {
  return { stdout: '', stderr: `${stderr}\n`, exitCode: 255 };
}

const loginMs = 700;
/** The line in the middle of the simulated private key. It opens nothing outside of this cloud. */
export const keyMark = 'simulated-key-of-capi-mgmt';
/** What the VM shows of itself. */
export const hostKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAISimulatedHostKeyOfTheManagementVm';
