import type { LintedBlock } from './rule.ts';
import type { Call } from './calls.ts';
import { shellsOf } from './shells.ts';
import type { Shell } from './shells.ts';

interface Located {
  readonly shell: Shell;
  readonly call: Call;
}

const located = new WeakMap<LintedBlock, readonly Located[]>();

/** Every call of a block, in all its shells. */
export function callsOf(linted: LintedBlock): readonly Located[] {
  const known =
    located.get(linted) ??
    shellsOf(linted).flatMap((shell) => shell.calls.map((call) => ({ shell, call })));
  located.set(linted, known);
  return known;
}

/** Where a call stands in the block's text. */
export function placeOf(shell: Shell, { command }: Call): { start: number; end: number } {
  return shell.placeOf(command.node);
}

/** Whether it asks something that is not here: it can fail without the answer being no. */
export function asksAfar({ name, args }: Call): boolean {
  return (
    AFAR.has(name) &&
    !args.some((arg) => arg === '--version' || arg === '--help' || arg === '--client') &&
    args[0] !== 'version' &&
    args[0] !== 'help'
  );
}

const AFAR = new Set(
  'juju openstack kubectl helm ssh scp curl wget vault maas clusterctl k8s aws gcloud az doctl flux argocd ceph rbd lxc virsh'.split(
    ' ',
  ),
);

/** Whether it reads files and has one named: its failure is not the answer "not in it". */
export function searchesFile({ name, args, redirects }: Call): boolean {
  if (!GREPS.has(name)) return false;
  if (redirects.some((redirect) => redirect.type === 'Redirect' && redirect.operator === '<'))
    return true;
  const operands = args.filter((arg) => arg === undefined || !arg.startsWith('-'));
  return operands.length > 1;
}

export const GREPS: ReadonlySet<string> = new Set(['grep', 'egrep', 'fgrep', 'zgrep', 'rg']);

/** `kubectl get`, `openstack server show`: only asks. */
export function isQuery({ name, args }: Call): boolean {
  const words = args.filter((arg): arg is string => arg !== undefined && !arg.startsWith('-'));
  switch (name) {
    case 'kubectl':
    case 'juju':
    case 'helm':
    case 'vault':
    case 'maas':
    case 'openstack':
      return words
        .slice(0, 5)
        .some((word) =>
          /^(?:get|show|list|status|read|describe|issue|api-versions|api-resources)$/.test(word),
        );
    case 'curl':
      return true;
    default:
      return false;
  }
}
