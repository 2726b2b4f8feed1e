import { isKnown } from './unix/launch.ts';
import { loginPath, machineOf } from './unix/machine.ts';
import type { Machine } from './unix/machine.ts';
import { userNumber } from './unix/rewrite-variables.ts';
import { newShellState } from './unix/shell-state.ts';
import type { ShellEnd, ShellStart } from './unix/shell.ts';
import { runShell } from './unix/shell.ts';
import type { Answer, ShellOptions, World } from './world.ts';

/** Runs a script on a host as a login there would; its profile has been read. */
export async function execOn(
  world: World,
  hostName: string,
  script: string,
  options: ShellOptions,
): Promise<Answer> {
  const host = world.hosts.get(hostName);
  if (host === undefined) {
    const stderr = `ssh: Could not resolve hostname ${hostName}: Name or service not known\n`;
    return { stdout: '', stderr, exitCode: 255 };
  }
  const machine = machineOf(host);
  const user = options.user ?? machine.user;
  const login = options.clean === true ? {} : await loginEnvironment(world, machine, user);
  const env = { ...login, ...options.env };
  const home = machine.accounts.find((account) => account.name === user)?.home ?? '/';
  const end = await run(world, machine, user, options, {
    script,
    name: options.name ?? 'bash',
    args: options.args ?? [],
    env,
    cwd: options.cwd ?? env['PWD'] ?? home,
  });
  const { stdout, stderr, exitCode } = end;
  const left = leftBy(end, home);
  return { stdout, stderr, exitCode, ...(left === undefined ? {} : { left }) };
}

async function loginEnvironment(
  world: World,
  machine: Machine,
  user: string,
): Promise<Record<string, string>> {
  const account = machine.accounts.find((one) => one.name === user);
  const home = account?.home ?? '/';
  const base = {
    HOME: home,
    USER: user,
    LOGNAME: user,
    SHELL: account?.shell ?? '/bin/sh',
    PATH: loginPath,
    LANG: 'C.UTF-8',
    TERM: 'dumb',
  };
  if (machine.files.status(`${home}/.profile`) === undefined) return base;
  const end = await run(
    world,
    machine,
    user,
    {},
    {
      script: '. "$HOME/.profile" > /dev/null 2>&1',
      name: '-bash',
      args: [],
      env: base,
      cwd: home,
    },
  );
  return { ...base, ...leftBy(end, home)?.env };
}

async function run(
  world: World,
  machine: Machine,
  user: string,
  options: ShellOptions,
  start: Omit<ShellStart, 'userNumber'>,
): Promise<ShellEnd> {
  // A script that reaches this host out of another one (`juju ssh`) keeps the deadlines around it.
  const around = machine.states.current();
  const signal = options.signal ?? around.signal;
  const state = newShellState({
    user,
    terminal: options.terminal ?? false,
    startedAt: world.clock.now(),
    deadlines: around.deadlines,
    signal,
  });
  const stdin = Buffer.from(options.stdin ?? '').toString('latin1');
  return runShell(
    (text, how) => machine.bash.exec(text, { ...how, rawScript: true, stdin, stdinKind: 'bytes' }),
    machine.states,
    state,
    { ...start, userNumber: machine.accounts.find((one) => one.name === user)?.id ?? 1000 },
    (name) => isKnown(machine.programs, name),
  );
}

/** Variables that another script of the same operator would find, without the shell's own. */
function leftBy({ variables }: ShellEnd, home: string): Answer['left'] {
  if (variables === undefined) return undefined;
  const kept = Object.entries(variables).filter(
    ([name]) => /^[A-Za-z_]\w*$/.test(name) && !ofTheShell.includes(name),
  );
  return { env: Object.fromEntries(kept), cwd: variables['PWD'] ?? home };
}

const ofTheShell = [
  '_',
  'IFS',
  'OPTIND',
  'SHELLOPTS',
  'BASHOPTS',
  'PWD',
  'OLDPWD',
  'SHLVL',
  userNumber,
];
