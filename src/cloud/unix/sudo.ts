import type { Answer, Call, Program } from '../world.ts';
import { machineOf } from './machine.ts';
import { quoted } from './quote.ts';

/** `sudo [-u USER] [-n] [-E] [-H] [NAME=VALUE ...] COMMAND`, for those who may without a password. */
export const sudo: Program = {
  name: 'sudo',
  path: '/usr/bin/sudo',
  hosts: 'all',
  run: runSudo,
};

async function runSudo(call: Call): Promise<Answer> {
  const machine = machineOf(call.host);
  const args = [...call.args];
  const assigned: Record<string, string> = {};
  let user = 'root';
  let keeps = false;
  let shell = false;
  let asks = true;
  let listing = false;
  while (args[0] !== undefined && (args[0].startsWith('-') || /^[A-Za-z_]\w*=/.test(args[0]))) {
    const option = args.shift() ?? '';
    const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(option);
    if (option === '--') break;
    if (assignment !== null && !option.startsWith('-'))
      assigned[assignment[1] ?? ''] = assignment[2] ?? '';
    else if (option === '-u' || option === '--user') user = args.shift() ?? '';
    else if (/^-u./.test(option)) user = option.slice(2);
    else if (option.startsWith('--user=')) user = option.slice(7);
    else if (option === '-E' || option === '--preserve-env') keeps = true;
    else if (option === '-n' || option === '--non-interactive') asks = false;
    else if (option === '-i' || option === '-s') shell = true;
    else if (option === '-v' || option === '-l') listing = true;
    else if (option !== '-H' && option !== '-S')
      return say(`simulated cloud: not known: sudo ${option}\n`);
  }
  if (call.user !== 'root' && !machine.sudoers.includes(call.user)) {
    const terminal =
      'sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper\n';
    return say(`${asks ? terminal : ''}sudo: a password is required\n`);
  }
  const account = machine.accounts.find((one) => one.name === user || `#${one.id}` === user);
  if (account === undefined)
    return say(`sudo: unknown user ${user}\nsudo: error initializing audit plugin sudoers_audit\n`);
  if (listing) return { stdout: '', stderr: '', exitCode: 0 };
  const env: Record<string, string> = {
    ...(keeps ? Object.fromEntries(call.env) : {}),
    HOME: account.home,
    USER: account.name,
    LOGNAME: account.name,
    SHELL: account.shell,
    PATH: securePath,
    LANG: call.env.get('LANG') ?? 'C.UTF-8',
    TERM: call.env.get('TERM') ?? 'dumb',
    SUDO_USER: call.user,
    SUDO_COMMAND: args.join(' '),
    ...assigned,
  };
  const options = { user: account.name, env, clean: true };
  if (args.length === 0 && !shell) return say('usage: sudo [-n] [-u user] [VAR=value] command\n');
  // Without a command a shell reads standard input.
  if (args.length === 0) return call.shell('bash -s', options);
  return call.shell(quoted(args), { ...options, ...(shell ? { cwd: account.home } : {}) });
}

const securePath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin';

function say(stderr: string): Answer {
  return { stdout: '', stderr, exitCode: 1 };
}
