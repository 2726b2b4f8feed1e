import type { Actor } from './inode.ts';

export interface Account {
  readonly name: string;
  readonly id: number;
  readonly home: string;
  readonly shell: string;
  readonly comment: string;
  readonly groups: readonly string[];
}

/** The users of a host: root, the one who logs in, and the services' own. First group is the main one. */
export function accountsOf(hostName: string, loginUser: string): readonly Account[] {
  const login: Account = {
    name: loginUser,
    id: 1000,
    home: `/home/${loginUser}`,
    shell: '/bin/bash',
    comment: loginUser === 'ubuntu' ? 'Ubuntu' : loginUser,
    groups: loginUser === 'ubuntu' ? ['ubuntu', 'adm', 'sudo'] : [loginUser, 'sudo'],
  };
  const base: Account[] = [
    { name: 'root', id: 0, home: '/root', shell: '/bin/bash', comment: 'root', groups: ['root'] },
    {
      name: 'nobody',
      id: 65534,
      home: '/nonexistent',
      shell: '/usr/sbin/nologin',
      comment: 'nobody',
      groups: ['nogroup'],
    },
    login,
  ];
  const service = hostName.startsWith('nova-compute/') ? 'nova' : 'magnum';
  if (service === 'magnum' && hostName !== 'magnum/0') return base;
  return [
    ...base,
    {
      name: service,
      id: 114,
      home: `/var/lib/${service}`,
      shell: '/usr/sbin/nologin',
      comment: '',
      groups: [service],
    },
  ];
}

export function actorOf(accounts: readonly Account[], user: string): Actor {
  const account = accounts.find((one) => one.name === user);
  return { user, groups: account?.groups ?? [user] };
}

/** Number of a group: that of the user of the same name, or one of the system's. */
export function groupId(accounts: readonly Account[], group: string): number | undefined {
  const fixed: Record<string, number> = {
    root: 0,
    adm: 4,
    sudo: 27,
    nogroup: 65534,
    magnum: 118,
    nova: 118,
  };
  return fixed[group] ?? accounts.find((one) => one.groups[0] === group)?.id;
}

/** A line of /etc/passwd. */
export function passwdLine(accounts: readonly Account[], account: Account): string {
  const group = groupId(accounts, account.groups[0] ?? account.name) ?? account.id;
  const { name, id, comment, home, shell } = account;
  return `${name}:x:${id}:${group}:${comment}:${home}:${shell}`;
}

/** The lines of /etc/group, with who is in a group beside its own user. */
export function groupLines(accounts: readonly Account[]): string[] {
  const names = [...new Set(accounts.flatMap((one) => one.groups))];
  return names.map((name) => {
    const members = accounts.filter((one) => one.groups.includes(name) && one.groups[0] !== name);
    return `${name}:x:${groupId(accounts, name) ?? 0}:${members.map((one) => one.name).join(',')}`;
  });
}
