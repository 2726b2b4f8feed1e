/** Reading a host's files as one of its users, with the owner and mode bits that stand there. */
import type { Host } from './world.ts';

export type Reading =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'absent' }
  | { readonly type: 'denied' };

/** What `user` finds at an absolute path. Root reads everything. */
export function readAs(host: Host, path: string, user: string): Reading {
  const parts = path.split('/').filter(Boolean);
  for (let depth = 1; depth < parts.length; depth++) {
    const folder = `/${parts.slice(0, depth).join('/')}`;
    if (host.files.status(folder) === undefined) return { type: 'absent' };
    if (!may(host, folder, user, 0o1)) return { type: 'denied' };
  }
  const text = host.files.read(path);
  if (text === undefined) return { type: 'absent' };
  return may(host, path, user, 0o4) ? { type: 'text', text } : { type: 'denied' };
}

/** Whether one of the bits read 4, write 2, search 1 is the user's. False when nothing is there. */
export function may(host: Host, path: string, user: string, bit: number): boolean {
  const status = host.files.status(path);
  if (status === undefined) return false;
  if (user === 'root') return true;
  const shift = status.owner === user ? 6 : status.group === user ? 3 : 0;
  return ((status.mode >> shift) & bit) !== 0;
}
