import type { Call } from '../calls.ts';
import { isCommand, optionOf } from '../calls.ts';
import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import type { Shell } from '../shells.ts';
import { pipelineOf } from '../surroundings.ts';

/** A new file is for everybody to read unless the umask says otherwise. */
export const secretFileReadable: BlockRule = {
  id: 'secret-file-readable',
  part: 'risky',
  severity: 'error',
  why: 'The file with the secret is made for everybody on the machine to read.',
  todo: 'Put `umask 077` ahead of it, in a subshell.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      const what = secretOf(call);
      if (what === undefined || !isWritten(shell, call, what.writesFile)) continue;
      if (isNarrowed(shell, call)) continue;
      yield {
        ...placeOf(shell, call),
        message: `The file with ${what.name} is made for everybody on the machine to read.`,
      };
    }
  },
};

function secretOf(call: Call): { readonly name: string; readonly writesFile: boolean } | undefined {
  const { name, args } = call;
  switch (name) {
    case 'vault':
      if (isCommand(call, 'operator', 'init') && !args.some((arg) => arg === '-status'))
        return { name: 'the unseal keys', writesFile: false };
      return isCommand(call, 'token', 'create')
        ? { name: 'the token', writesFile: false }
        : undefined;
    case 'openstack':
      if (isCommand(call, 'coe', 'cluster', 'config'))
        return { name: "the cluster's kubeconfig", writesFile: true };
      if (isCommand(call, 'keypair', 'create') && optionOf(call, '--public-key') === undefined)
        return { name: 'the private key', writesFile: false };
      return isCommand(call, 'application', 'credential', 'create')
        ? { name: 'the credential', writesFile: false }
        : undefined;
    case 'clusterctl':
      return isCommand(call, 'get', 'kubeconfig') || args.includes('kubeconfig')
        ? { name: 'the kubeconfig', writesFile: false }
        : undefined;
    case 'kubectl':
      return args.includes('view') && args.includes('--raw')
        ? { name: 'the kubeconfig', writesFile: false }
        : undefined;
    case 'kind':
      return isCommand(call, 'get', 'kubeconfig')
        ? { name: 'the kubeconfig', writesFile: false }
        : undefined;
    case 'k8s':
    case 'microk8s':
      return args[0] === 'config' ? { name: 'the kubeconfig', writesFile: false } : undefined;
    default:
      return undefined;
  }
}

/** Into a file: by the program itself, by `>` or by tee behind it. */
function isWritten(shell: Shell, call: Call, writesFile: boolean): boolean {
  if (writesFile) return true;
  const piped = pipelineOf(call);
  const end = piped?.pipeline.commands.at(-1);
  const last = shell.callAt(end) ?? call;
  return (
    (last !== call && last.name === 'tee' && last.args.length > 0) ||
    last.redirects.some(
      (redirect) =>
        redirect.type === 'Redirect' &&
        /^(?:>|>>|>\||&>)$/.test(redirect.operator) &&
        redirect.target?.text.startsWith('/dev/') === false &&
        !(redirect.descriptor?.type === 'FileDescriptor' && redirect.descriptor.value === 2),
    )
  );
}

/** By a umask ahead of it, by a file that is there already, or by a chmod behind it. */
const narrowers = new WeakMap<Shell, readonly Call[]>();

function isNarrowed(shell: Shell, { command }: Call): boolean {
  const calls = narrowers.get(shell) ?? shell.calls.filter(({ name }) => NARROWS.has(name));
  narrowers.set(shell, calls);
  return calls.some(({ name, args, command: other }) => {
    const isAhead = other.node.pos < command.node.pos;
    if (name === 'umask') return isAhead && /^0?0?[0-7]?77$/.test(args[0] ?? '');
    if (name === 'install' || name === 'mkdir')
      return isAhead && args.some((arg) => /^(?:-m)?0?[67]00$/.test(arg ?? ''));
    return name === 'chmod' && args.some((arg) => /^(?:0?[4-7]00|go-rwx|go=)$/.test(arg ?? ''));
  });
}

const NARROWS = new Set(['umask', 'install', 'mkdir', 'chmod']);
