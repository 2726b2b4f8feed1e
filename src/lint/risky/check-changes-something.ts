import type { Call } from '../calls.ts';
import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { writtenBy } from '../writes.ts';

/** A check may be repeated at any time; that is what its label promises. */
export const checkChangesSomething: BlockRule = {
  id: 'check-changes-something',
  part: 'risky',
  severity: 'error',
  why: 'The block is labelled as a check, which may be run at any time, but this changes something.',
  todo: 'Label it RUN, or move this into a block of its own.',
  looksAt: 'block',
  *find(linted) {
    const { kind, labelled } = linted.block;
    if (!labelled || (kind !== 'check' && kind !== 'poll')) return;
    for (const { shell, call } of callsOf(linted)) {
      const what = changeOf(call);
      if (what !== undefined)
        yield {
          ...placeOf(shell, call),
          message: `The block is labelled as a check, but \`${what}\` changes something.`,
        };
    }
  },
};

/** What is known to change something; of the rest nothing is said. */
function changeOf(call: Call): string | undefined {
  const { name, args } = call;
  const words = args.filter((arg): arg is string => arg !== undefined && !arg.startsWith('-'));
  const isDry = args.some((arg) => /^--dry-run/.test(arg ?? ''));
  const inTmp =
    words.length > 0 &&
    args.every((arg) => arg === undefined || arg.startsWith('-') || /\btmp\b/i.test(arg));
  if (isDry) return undefined;
  if (ALWAYS.has(name))
    return inTmp || args.includes('--help') || words.length === 0 || args.includes(undefined)
      ? undefined
      : name;
  const verbs = VERBS[name];
  const depth = name === 'openstack' ? 6 : 3;
  const verb = verbs && words.slice(0, depth).find((word) => verbs.has(word));
  if (verb !== undefined) return `${name} ${verb}`;
  if (name === 'sed' && args.some((arg) => /^(?:-i|--in-place)/.test(arg ?? ''))) return 'sed -i';
  const file = writtenBy(call).find(({ path }) =>
    /^(?:\/etc\/|\/usr\/|\/var\/lib\/|\/boot\/)/.test(path),
  );
  return file === undefined ? undefined : `> ${file.path}`;
}

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const ALWAYS = list(
  'rm mv rmdir shred mkfs dd reboot shutdown poweroff kill pkill killall useradd userdel usermod groupadd chown chmod ln wipefs',
);
const VERBS: Readonly<Record<string, ReadonlySet<string> | undefined>> = {
  systemctl: list('restart start stop reload enable disable mask unmask daemon-reload kill'),
  service: list('restart start stop reload'),
  kubectl: list(
    'apply create delete patch edit replace scale drain cordon uncordon annotate label expose taint',
  ),
  helm: list('install upgrade uninstall rollback'),
  openstack: list(
    'create delete set unset add remove start stop reboot failover rebuild resize migrate',
  ),
  juju: list(
    'deploy refresh integrate relate add-relation add-unit remove-unit remove-application resolved upgrade-charm destroy-model destroy-controller',
  ),
  apt: list('install remove purge upgrade dist-upgrade full-upgrade autoremove'),
  'apt-get': list('install remove purge upgrade dist-upgrade autoremove'),
  snap: list('install remove refresh'),
  pip: list('install uninstall'),
  pip3: list('install uninstall'),
  virsh: list('destroy undefine shutdown start reboot setmem setmaxmem'),
  docker: list('rm rmi kill stop restart'),
};
