import type { BlockRef } from './events.ts';
import type { LostLogin } from './login.ts';
import type { PasswordLogin } from './remembering.ts';
import type { Session } from './session.ts';

/** A way back to a login that is gone. */
export type LoginWay =
  /** The operator's terminal goes to a program that asks for the password itself. */
  | { readonly type: 'hand-over'; readonly program: readonly string[]; readonly says: string }
  /** The password is typed here, unseen, and handrail gives it to juju. */
  | { readonly type: 'typed'; readonly says: string }
  /** handrail gives juju the password that the keyring has. */
  | { readonly type: 'remembered'; readonly says: string }
  /** Asked once more: the login may have come back in another pane. */
  | { readonly type: 'look'; readonly says: string }
  /** A block that established the credentials, to be run again. */
  | { readonly type: 'go'; readonly block: BlockRef; readonly says: string };

/**
 * The ways back, the likeliest first. What the keyring has is known a moment later, so it stands last: no way
 * changes its place below a finger.
 *
 * @param password what handrail can do itself with a password
 */
export function loginWays(
  session: Session,
  { kind }: LostLogin,
  password?: PasswordLogin,
): readonly LoginWay[] {
  switch (kind) {
    case 'juju': {
      const program = jujuLogin(session);
      return [
        { type: 'hand-over', program, says: `log in: this terminal goes to ${program.join(' ')}` },
        ...(password === undefined
          ? []
          : [{ type: 'typed', says: 'type the Juju password here, unseen' } as const]),
        { type: 'look', says: 'look again, when you have logged in in another pane' },
        ...(password?.remembered === 'yes'
          ? [{ type: 'remembered', says: 'log in with the password that the keyring has' } as const]
          : []),
      ];
    }
    case 'openstack':
      return [
        ...credentialBlocks(session).map(({ block, names }): LoginWay => ({
          type: 'go',
          block,
          says: `go to ${idOf(block)}, which set ${names.join(', ')}, and run it again`,
        })),
        { type: 'look', says: 'look again, when the credentials are right' },
      ];
    case 'vault':
      return [{ type: 'look', says: 'look again, when it is unsealed' }];
  }
}

/** What to do by hand, where handrail has no way of its own. */
export function loginAdvice(session: Session, { kind }: LostLogin): string {
  switch (kind) {
    case 'juju': {
      const juju = session.targets['juju'];
      const version = juju?.type === 'juju' ? ` (juju ${juju.version})` : '';
      return `juju keeps a login for a day; it asks for the password itself${version}, and handrail sees nothing of it.`;
    }
    case 'openstack':
      return 'The credentials of this environment are wrong, or of another cloud. Source the right openrc in a block of this walk, or leave with q, source it in the shell and resume.';
    case 'vault':
      return 'Unseal it in another pane: vault operator unseal on the unit, with as many shares as its threshold.';
  }
}

/** Controller and user as pinned: the login must not end up somewhere else. */
function jujuLogin(session: Session): readonly string[] {
  const juju = session.targets['juju'];
  return juju?.type === 'juju'
    ? ['juju', 'login', '-c', juju.controller, '-u', juju.user]
    : ['juju', 'login'];
}

/** Blocks that set OS_ variables, each with the names that are still carried from it. */
function credentialBlocks({ environment }: Session) {
  const byBlock = new Map<BlockRef, string[]>();
  for (const [name, block] of Object.entries(environment.names))
    if (name.startsWith('OS_')) byBlock.set(block, [...(byBlock.get(block) ?? []), name]);
  return [...byBlock].map(([block, names]) => ({
    block,
    names: names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names,
  }));
}

function idOf(ref: BlockRef): string {
  return ref.slice(ref.indexOf(':') + 1);
}
