import type { Answer, Call, Program } from '../world.ts';
import { actorOf } from './accounts.ts';
import { readBytes } from './file-operations.ts';
import { machineOf } from './machine.ts';
import { resolve } from './paths.ts';
import { pip } from './pip.ts';
import { runPython } from './python-run.ts';
import { errorText } from './unix-error.ts';

/** python3: `-m pip`, and the small scripts of runbooks by `-c`, from a file or standard input. */
export const python: Program = {
  name: 'python3',
  path: '/usr/bin/python3',
  hosts: 'all',
  run: runPythonProgram,
};

async function runPythonProgram(call: Call): Promise<Answer> {
  const args = call.args.filter((arg, index) => !(index === 0 && /^-[IsEBu]+$/.test(arg)));
  const [first, second, ...rest] = args;
  if (first === '--version' || first === '-V')
    return { stdout: 'Python 3.10.12\n', stderr: '', exitCode: 0 };
  if (first === '-m' && second === 'pip') return pip(call, rest);
  if (first === '-m' && second === 'json.tool' && rest.length === 0)
    return runPython(call, 'import json, sys\nprint(json.dumps(json.load(sys.stdin), indent=4))', [
      'json.tool',
    ]);
  if (first === '-c' && second !== undefined) return runPython(call, second, ['-c', ...rest]);
  // The script takes standard input whole: what it reads itself is empty.
  if (first === undefined || first === '-') {
    const source = call.stdin;
    const emptied = Object.create(call, { stdin: { value: '' } }) as Call;
    return runPython(emptied, source, first === undefined ? [''] : args);
  }
  if (first.startsWith('-'))
    return {
      stdout: '',
      stderr: `simulated cloud: not known: python3 ${args.join(' ')}\n`,
      exitCode: 2,
    };
  const machine = machineOf(call.host);
  const path = resolve(call.cwd, first);
  try {
    const bytes = readBytes(machine.disk, path, actorOf(machine.accounts, call.user));
    return runPython(call, Buffer.from(bytes).toString('utf8'), args);
  } catch (error) {
    const stderr = `python3: can't open file '${path}': [Errno 2] ${errorText(error)}\n`;
    return { stdout: '', stderr, exitCode: 2 };
  }
}
