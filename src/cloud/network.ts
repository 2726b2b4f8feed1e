import { reachable } from './reachable.ts';
import type { Connect } from './unix/file-system.ts';
import { UnixError } from './unix/unix-error.ts';
import type { World } from './world.ts';

/** How long Linux tries before a connect nobody answers fails: six retries, 127 s. */
export const connectTimeoutMs = 127_000;

/** TCP connects made on one host. A port that is filtered or off lets the caller wait, as it would. */
export function connectFrom(world: () => World, host: string): Connect {
  return async (address, port, path) => {
    if (reachable(world(), host, address, port)) return;
    if (address === 'localhost' || address.startsWith('127.'))
      throw new UnixError('ECONNREFUSED', path);
    await world().clock.sleep(connectTimeoutMs);
    throw new UnixError('ETIMEDOUT', path);
  };
}
