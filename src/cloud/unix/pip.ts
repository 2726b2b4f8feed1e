import { reachable } from '../reachable.ts';
import type { Answer, Call, Program } from '../world.ts';

/** pip, pip3 and `python3 -m pip`, with the one package that the runbooks install. */
export const pipPrograms: readonly Program[] = ['pip', 'pip3'].map((name) => ({
  name,
  path: `/usr/bin/${name}`,
  hosts: 'all',
  run: async (call) => pip(call, call.args),
}));

export const driverPackage = 'magnum-capi-helm';

export async function pip(call: Call, args: readonly string[]): Promise<Answer> {
  const [verb, ...rest] = args;
  switch (verb ?? '') {
    case 'install':
      return install(call, rest);
    case 'uninstall':
      return uninstall(call, rest);
    case 'show':
      return show(call, rest);
    case 'list':
    case 'freeze':
      return list(call, verb === 'freeze' ? 'freeze' : 'list');
    case '--version':
      return say(`pip 22.0.2 from ${siteOf('root')}/pip (python 3.10)\n`);
    default:
      return complain(`simulated cloud: not known: pip ${args.join(' ')}`, 2);
  }
}

/** Version of a package as this user's interpreter finds it: their own before the system's. */
export function installedVersion(call: Call, name: string): string | undefined {
  const key = normal(name);
  return call.host.packages.get(`~${call.user}/${key}`) ?? call.host.packages.get(key);
}

export function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function siteOf(user: string): string {
  return user === 'root'
    ? '/usr/local/lib/python3.10/dist-packages'
    : `/home/${user}/.local/lib/python3.10/site-packages`;
}

async function install(call: Call, args: readonly string[]): Promise<Answer> {
  const known = [
    '--no-deps',
    '--upgrade',
    '-U',
    '--force-reinstall',
    '-q',
    '--quiet',
    '--no-cache-dir',
    '--disable-pip-version-check',
    '--no-input',
  ];
  const flags = args.filter((arg) => arg.startsWith('-'));
  const wanted = args.filter((arg) => !arg.startsWith('-'));
  if (flags.includes('--break-system-packages'))
    return complain(
      '\nUsage:   \n  pip install [options] <requirement specifier> ...\n\nno such option: --break-system-packages',
      2,
    );
  const odd = flags.find((flag) => !known.includes(flag));
  if (odd !== undefined) return complain(`simulated cloud: not known: pip install ${odd}`, 2);
  if (!flags.includes('--no-deps'))
    return complain('simulated cloud: not known: pip install without --no-deps', 2);
  if (wanted.length === 0)
    return complain(
      'ERROR: You must give at least one requirement to install (see "pip help install")',
      1,
    );
  let stdout =
    call.user === 'root'
      ? ''
      : 'Defaulting to user installation because normal site-packages is not writeable\n';
  for (const requirement of wanted) {
    const [name = '', version] = requirement.split('==');
    if (normal(name) !== driverPackage)
      return {
        stdout,
        stderr: `simulated cloud: not known: pip install ${requirement}\n`,
        exitCode: 2,
      };
    const result = await installOne(call, requirement, version, flags);
    stdout += result.stdout;
    if (result.exitCode !== 0) return { ...result, stdout };
  }
  const warning =
    "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv\n";
  const quiet = flags.includes('-q') || flags.includes('--quiet');
  return { stdout: quiet ? '' : stdout, stderr: call.user === 'root' ? warning : '', exitCode: 0 };
}

async function installOne(
  call: Call,
  requirement: string,
  version: string | undefined,
  flags: readonly string[],
): Promise<Answer> {
  const old = installedVersion(call, driverPackage);
  const again = flags.includes('--force-reinstall');
  const upgrade = flags.includes('--upgrade') || flags.includes('-U');
  const satisfied = old !== undefined && (version === undefined ? !upgrade : version === old);
  if (satisfied && !again)
    return say(`Requirement already satisfied: ${requirement} in ${siteOf(call.user)} (${old})\n`);
  const online = reachable(call.world, call.host.name, 'pypi.org', 443);
  // pip tries five times more, each a little later.
  if (!online) await call.world.clock.sleep(95_000);
  const versions = online ? call.world.model.internet.driverVersions : [];
  const chosen = version ?? versions.at(-1);
  if (chosen === undefined || !versions.includes(chosen)) {
    const retry = `WARNING: Retrying after connection broken by 'ConnectTimeoutError(<pip._vendor.urllib3.connection.HTTPSConnection object>, 'Connection to pypi.org timed out. (connect timeout=15)')': /simple/${driverPackage}/\n`;
    const found = versions.length === 0 ? 'none' : versions.join(', ');
    return {
      stdout: '',
      stderr: `${online ? '' : retry.repeat(5)}ERROR: Could not find a version that satisfies the requirement ${requirement} (from versions: ${found})\nERROR: No matching distribution found for ${requirement}\n`,
      exitCode: 1,
    };
  }
  const key = call.user === 'root' ? driverPackage : `~${call.user}/${driverPackage}`;
  call.host.packages.set(key, chosen);
  const removed =
    old === undefined
      ? ''
      : `  Attempting uninstall: ${driverPackage}\n    Found existing installation: ${driverPackage} ${old}\n    Uninstalling ${driverPackage}-${old}:\n      Successfully uninstalled ${driverPackage}-${old}\n`;
  return say(
    `Collecting ${requirement}\n  Downloading magnum_capi_helm-${chosen}-py3-none-any.whl (54 kB)\nInstalling collected packages: ${driverPackage}\n${removed}Successfully installed ${driverPackage}-${chosen}\n`,
  );
}

/** Takes away what the user's own interpreter would find: for root that is the system's. */
function uninstall(call: Call, args: readonly string[]): Answer {
  const names = args.filter((arg) => !arg.startsWith('-'));
  const flags = args.filter((arg) => arg.startsWith('-'));
  const odd = flags.find((flag) => flag !== '-y' && flag !== '--yes');
  if (odd !== undefined) return complain(`simulated cloud: not known: pip uninstall ${odd}`, 2);
  if (names.length === 0)
    return complain(
      'ERROR: You must give at least one requirement to uninstall (see "pip help uninstall")',
      1,
    );
  // Nobody answers the question that pip would ask.
  if (flags.length === 0)
    return complain('ERROR: Exception:\nEOFError: EOF when reading a line', 2);
  let stdout = '';
  let stderr = '';
  for (const name of names) {
    if (normal(name) !== driverPackage)
      return complain(`simulated cloud: not known: pip uninstall ${name}`, 2);
    const key = call.user === 'root' ? driverPackage : `~${call.user}/${driverPackage}`;
    const version = call.host.packages.get(key);
    if (version === undefined) {
      stderr += `WARNING: Skipping ${name} as it is not installed.\n`;
      continue;
    }
    call.host.packages.delete(key);
    stdout += `Found existing installation: ${driverPackage} ${version}\nUninstalling ${driverPackage}-${version}:\n  Successfully uninstalled ${driverPackage}-${version}\n`;
  }
  const warning =
    call.user === 'root'
      ? "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv\n"
      : '';
  return { stdout, stderr: stderr + warning, exitCode: 0 };
}

function show(call: Call, names: readonly string[]): Answer {
  const wanted = names.filter((name) => !name.startsWith('-'));
  if (wanted.length !== names.length)
    return complain(`simulated cloud: not known: pip show ${names.join(' ')}`, 2);
  const missing = wanted.filter((name) => installedVersion(call, name) === undefined);
  const found = wanted.filter((name) => !missing.includes(name));
  const stderr =
    missing.length === 0 ? '' : `WARNING: Package(s) not found: ${missing.join(', ')}\n`;
  const stdout = found.map((name) => described(call, normal(name))).join('---\n');
  return { stdout, stderr, exitCode: found.length === 0 ? 1 : 0 };
}

function described(call: Call, name: string): string {
  const own = call.host.packages.has(`~${call.user}/${name}`);
  const deb = name !== driverPackage;
  const location = deb ? '/usr/lib/python3/dist-packages' : siteOf(own ? call.user : 'root');
  return [
    `Name: ${name}`,
    `Version: ${installedVersion(call, name) ?? ''}`,
    `Summary: ${deb ? 'Container Management project for OpenStack' : 'Magnum driver for Cluster API by way of Helm'}`,
    `Home-page: ${deb ? 'https://docs.openstack.org/magnum/' : 'https://opendev.org/openstack/magnum-capi-helm'}`,
    'Author: OpenStack',
    'Author-email: openstack-discuss@lists.openstack.org',
    'License: Apache-2.0',
    `Location: ${location}`,
    'Requires: ',
    'Required-by: ',
    '',
  ].join('\n');
}

function list(call: Call, verb: 'list' | 'freeze'): Answer {
  const names = [...call.host.packages.keys()].filter((name) => !name.startsWith('~')).sort();
  const rows = names.map((name) => [name, installedVersion(call, name) ?? ''] as const);
  if (verb === 'freeze')
    return say(rows.map(([name, version]) => `${name}==${version}\n`).join(''));
  const width = Math.max(7, ...rows.map(([name]) => name.length));
  const line = (name: string, version: string) => `${name.padEnd(width)} ${version}\n`;
  const head = line('Package', 'Version') + line('-'.repeat(width), '-'.repeat(7));
  return say(head + rows.map(([name, version]) => line(name, version)).join(''));
}

function say(stdout: string): Answer {
  return { stdout, stderr: '', exitCode: 0 };
}

function complain(stderr: string, exitCode: number): Answer {
  return { stdout: '', stderr: `${stderr}\n`, exitCode };
}
