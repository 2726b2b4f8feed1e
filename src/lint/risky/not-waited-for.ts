import { hasFlag, isCommand, optionOf } from '../calls.ts';
import type { Call } from '../calls.ts';
import { placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import { loopsAround, staysInShell } from '../surroundings.ts';

/** "Accepted" is not "done". */
export const notWaitedFor: BlockRule = {
  id: 'not-waited-for',
  part: 'risky',
  severity: 'error',
  why: 'This is only accepted, not done, when the next command that needs it runs.',
  todo: 'Wait for it with a limit between the two, or put the second into a block behind a gate.',
  looksAt: 'block',
  *find(linted) {
    for (const shell of shellsOf(linted)) {
      let begun: { what: string; call: Call } | undefined;
      for (const call of shell.calls) {
        if (
          call.name === 'sleep' ||
          call.name === 'read' ||
          loopsAround(call).length > 0 ||
          isWait(call)
        )
          begun = undefined;
        const needs = begun !== undefined && needsDone(begun.what, call);
        if (begun !== undefined && needs) {
          yield {
            ...placeOf(shell, begun.call),
            message: `This is only accepted, not done, when \`${spoken(call)}\` below needs it done.`,
          };
          begun = undefined;
        }
        const what = begins(call);
        if (what !== undefined && (staysInShell(call) || loopsAround(call).length === 0))
          begun = { what, call };
      }
    }
  },
};

const KINDS: readonly { readonly what: string; readonly words: readonly string[] }[] = [
  { what: 'cluster-create', words: ['coe', 'cluster', 'create'] },
  { what: 'cluster-delete', words: ['coe', 'cluster', 'delete'] },
  { what: 'stack-create', words: ['stack', 'create'] },
  { what: 'stack-delete', words: ['stack', 'delete'] },
  { what: 'lb-create', words: ['loadbalancer', 'create'] },
  { what: 'lb-delete', words: ['loadbalancer', 'delete'] },
  { what: 'server-create', words: ['server', 'create'] },
  { what: 'server-delete', words: ['server', 'delete'] },
];

function begins(call: Call): string | undefined {
  if (call.name === 'kubectl' && call.args.includes('delete')) {
    if (call.args.some((arg) => /^--wait=false$/.test(arg ?? ''))) return 'object-delete';
    if (optionOf(call, '--timeout') !== undefined) return undefined;
    return call.args.some((arg) => /^(?:svc|services?)(?:\/|$)/.test(arg ?? ''))
      ? 'service-delete'
      : undefined;
  }
  if (call.name !== 'openstack' || hasFlag(call, '--wait')) return undefined;
  return KINDS.find(({ words }) => isCommand(call, ...words))?.what;
}

function needsDone(what: string, call: Call): boolean {
  if (what === 'service-delete')
    return (
      call.name === 'kubectl' &&
      call.args.includes('delete') &&
      call.args.some((arg) => /^(?:deploy(?:ments?)?|ns|namespaces?)(?:\/|$)/.test(arg ?? ''))
    );
  if (what === 'object-delete')
    return call.name === 'kubectl' && /^(?:create|apply|delete)$/.test(call.args[0] ?? '');
  if (call.name !== 'openstack') return false;
  switch (what) {
    case 'cluster-create':
      return (
        isCommand(call, 'coe', 'cluster', 'delete') || isCommand(call, 'coe', 'cluster', 'config')
      );
    case 'cluster-delete':
      return (
        isCommand(call, 'coe', 'cluster', 'template', 'delete') ||
        isCommand(call, 'network', 'delete') ||
        isCommand(call, 'coe', 'cluster', 'create')
      );
    case 'stack-create':
    case 'stack-delete':
      return (
        isCommand(call, 'stack', 'create') ||
        isCommand(call, 'stack', 'delete') ||
        isCommand(call, 'stack', 'output')
      );
    case 'lb-create':
      return isCommand(call, 'loadbalancer', 'listener', 'create');
    case 'lb-delete':
      return isCommand(call, 'subnet', 'delete') || isCommand(call, 'network', 'delete');
    case 'server-create':
      return isCommand(call, 'server', 'add') || isCommand(call, 'server', 'delete');
    case 'server-delete':
      return (
        isCommand(call, 'port', 'delete') ||
        isCommand(call, 'subnet', 'delete') ||
        isCommand(call, 'network', 'delete') ||
        isCommand(call, 'volume', 'delete')
      );
    default:
      return false;
  }
}

function isWait({ name, args }: Call): boolean {
  return name === 'wait' || (name === 'kubectl' && args.includes('wait'));
}

function spoken({ name, args }: Call): string {
  return [
    name,
    ...args.filter((arg) => arg !== undefined && !arg.startsWith('-')).slice(0, 4),
  ].join(' ');
}
