import { userInfo } from 'node:os';

/** Who is at the keys; a user id without a name (a container's) is told as its number. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
