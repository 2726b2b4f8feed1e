import type { Answer, Call, Program } from '../world.ts';
import { quoted } from './quote.ts';

/** `env [-i] [-u NAME] [NAME=VALUE ...] [COMMAND]`, and nohup, which is the same with nothing to say. */
export const envPrograms: readonly Program[] = [
  { name: 'env', path: '/usr/bin/env', hosts: 'all', run: runEnv },
  {
    name: 'nohup',
    path: '/usr/bin/nohup',
    hosts: 'all',
    run: (call) => call.shell(quoted(call.args)),
  },
];

async function runEnv(call: Call): Promise<Answer> {
  const args = [...call.args];
  let env = new Map(call.env);
  while (args[0]?.startsWith('-') === true) {
    const option = args.shift() ?? '';
    if (option === '--') break;
    if (option === '-i' || option === '-' || option === '--ignore-environment') env = new Map();
    else if (option === '-u' || option === '--unset') env.delete(args.shift() ?? '');
    else if (option.startsWith('-u')) env.delete(option.slice(2));
    else if (option.startsWith('--unset=')) env.delete(option.slice(8));
    else
      return { stdout: '', stderr: `simulated cloud: not known: env ${option}\n`, exitCode: 125 };
  }
  for (;;) {
    const assignment = /^([^=]+)=([^]*)$/.exec(args[0] ?? '');
    if (assignment === null) break;
    env.set(assignment[1] ?? '', assignment[2] ?? '');
    args.shift();
  }
  if (args.length > 0)
    return call.shell(quoted(args), { env: Object.fromEntries(env), clean: true });
  const lines = [...env].map(([name, value]) => `${name}=${value}\n`);
  return { stdout: lines.join(''), stderr: '', exitCode: 0 };
}
