import type { Answer, Call, Program } from '../world.ts';
import { actorOf } from './accounts.ts';
import { readBytes } from './file-operations.ts';
import { machineOf } from './machine.ts';
import { resolve } from './paths.ts';
import { programLabel } from './program-file.ts';
import { errorText } from './unix-error.ts';

/** bash and sh: `-c TEXT`, `-s`, a file, or a script on standard input. */
export const shellPrograms: readonly Program[] = ['bash', 'sh', 'dash'].map((name) => ({
  name,
  path: `/usr/bin/${name}`,
  hosts: 'all',
  run: (call) => runShellProgram(name, call),
}));

async function runShellProgram(name: string, call: Call): Promise<Answer> {
  const args = [...call.args];
  const settings: string[] = [];
  let command = false;
  let fromStdin = false;
  let login = false;
  while (args[0] !== undefined && /^[-+]./.test(args[0])) {
    const option = args.shift() ?? '';
    if (option === '--') break;
    if (option === '--login') login = true;
    else if (option === '--version')
      return say('GNU bash, version 5.1.16(1)-release (x86_64-pc-linux-gnu)\n');
    else if (option === '--norc' || option === '--noprofile' || option === '--posix') continue;
    else if (option === '-o' || option === '+o') settings.push(option, args.shift() ?? '');
    else if (option.startsWith('--') || /[^a-zA-Z+-]/.test(option))
      return { stdout: '', stderr: `simulated cloud: not known: ${name} ${option}\n`, exitCode: 2 };
    else {
      if (option.includes('c')) command = true;
      if (option.includes('s')) fromStdin = true;
      if (option.includes('l')) login = true;
      const flags = option.slice(1).replace(/[cslip]/g, '');
      if (flags.endsWith('o')) settings.push(`${option.charAt(0)}${flags}`, args.shift() ?? '');
      else if (flags !== '') settings.push(`${option.charAt(0)}${flags}`);
    }
  }
  const head = `${settings.length === 0 ? '' : `set ${settings.join(' ')}; `}${login ? profile : ''}`;
  if (command) {
    const [script, zero = name, ...rest] = args;
    if (script === undefined)
      return { stdout: '', stderr: `${name}: -c: option requires an argument\n`, exitCode: 2 };
    return call.shell(head + script, { name: zero, args: rest });
  }
  const [file, ...rest] = args;
  // The script takes standard input whole: its own commands find it empty.
  if (fromStdin || file === undefined)
    return call.shell(head + call.stdin, { name, args: fromStdin ? args : [], stdin: '' });
  const content = readScript(call, file);
  if (typeof content !== 'string') return { ...content, stderr: `${name}: ${content.stderr}` };
  return call.shell(head + content.replace(/^#![^\n]*/, ''), { name: file, args: rest });
}

const profile = '[ -r "$HOME/.profile" ] && . "$HOME/.profile"; ';

function readScript(call: Call, file: string): string | Answer {
  const machine = machineOf(call.host);
  try {
    const path = resolve(call.cwd, file);
    const bytes = readBytes(machine.disk, path, actorOf(machine.accounts, call.user));
    const content = Buffer.from(bytes).toString('utf8');
    if (programLabel(content) !== undefined)
      return { stdout: '', stderr: `${file}: cannot execute binary file\n`, exitCode: 126 };
    return content;
  } catch (error) {
    const reason = errorText(error);
    return {
      stdout: '',
      stderr: `${file}: ${reason}\n`,
      exitCode: reason.startsWith('No') ? 127 : 126,
    };
  }
}

function say(stdout: string): Answer {
  return { stdout, stderr: '', exitCode: 0 };
}
