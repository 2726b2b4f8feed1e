import { chmodSync, lstatSync, mkdirSync, rmdirSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileErrorInWords } from './file-errors.ts';

/** Where a session keeps in memory what one block leaves to the next; or why it can not. */
export type RuntimeFolder =
  | { readonly type: 'memory'; readonly folder: string }
  | { readonly type: 'none'; readonly why: string };

/**
 * Makes the folder of a session on a memory file system, 0700 and our own: `$XDG_RUNTIME_DIR/handrail/<session>`,
 * or `handrail-<uid>/<session>` in `/dev/shm`. What is carried may hold passwords, and memory does not outlive a
 * boot: what is found here is never from another one.
 */
export function runtimeFolder(
  session: string,
  env: Readonly<Record<string, string | undefined>>,
  shm = '/dev/shm',
): RuntimeFolder {
  // Not even an empty value lets bash read what is to be carried ahead of a script.
  if (env['POSIXLY_CORRECT'] !== undefined)
    return {
      type: 'none',
      why: 'POSIXLY_CORRECT is set, and with it bash takes nothing over; unset it and resume',
    };
  return memoryFolder(session, env, shm);
}

/** The same folder, for what no shell has to read. */
export function memoryFolder(
  session: string,
  env: Readonly<Record<string, string | undefined>>,
  shm = '/dev/shm',
): RuntimeFolder {
  const uid = process.getuid?.();
  if (uid === undefined) return { type: 'none', why: 'this system has no user ids' };
  const xdg = env['XDG_RUNTIME_DIR'];
  const reasons: string[] = [];
  for (const own of [
    ...(xdg?.startsWith('/') === true ? [join(xdg, 'handrail')] : []),
    join(shm, `handrail-${uid}`),
  ]) {
    const folder = join(own, session);
    const why =
      notInMemory(dirname(own)) ?? notOurs(own, uid) ?? notOurs(folder, uid) ?? notInMemory(folder);
    if (why === undefined) return { type: 'memory', folder };
    reasons.push(why);
  }
  return { type: 'none', why: reasons.join('; ') };
}

/** Forgets what a session carried. What can not be deleted goes with the next boot. */
export function forgetRuntimeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // It is in memory, and only we can read it.
  }
}

/** Takes it away when nothing stands in it: what is not judged yet stays for the one who resumes. */
export function forgetEmptyFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something stands in it.
  }
}

/** TMPFS_MAGIC and RAMFS_MAGIC of linux/magic.h. */
const memoryFileSystems = [0x01021994, 0x858458f6];

function notInMemory(folder: string): string | undefined {
  try {
    return memoryFileSystems.includes(statfsSync(folder).type)
      ? undefined
      : `${folder} is on a disk`;
  } catch (error) {
    return `${folder} can not be used: ${fileErrorInWords(error)}`;
  }
}

/** Makes it when it is not there; what stands there already is trusted only when nobody else could have put it there. */
function notOurs(folder: string, uid: number): string | undefined {
  try {
    mkdirSync(folder, { mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      return `${folder} can not be made: ${fileErrorInWords(error)}`;
  }
  try {
    // Not statSync: a link could lead anywhere.
    const stats = lstatSync(folder);
    if (!stats.isDirectory()) return `${folder} is no folder`;
    if (stats.uid !== uid) return `${folder} belongs to another user`;
    return (stats.mode & 0o077) === 0 ? undefined : `${folder} is open to others`;
  } catch (error) {
    return `${folder} can not be used: ${fileErrorInWords(error)}`;
  }
}
