import { createWorld } from '../../../src/cloud/create-world.ts';
import type { WorldOptions } from '../../../src/cloud/create-world.ts';
import type { Answer, ShellOptions, World } from '../../../src/cloud/world.ts';

export interface Talk {
  readonly world: World;
  /** Runs on magnum/0 as ubuntu. */
  readonly unit: (script: string, options?: ShellOptions) => Promise<Answer>;
  /** Runs on vault/0 as ubuntu, told where vault listens there. */
  readonly vault: (script: string, options?: ShellOptions) => Promise<Answer>;
  /** Runs on the jumphost as jessea123. */
  readonly jump: (script: string, options?: ShellOptions) => Promise<Answer>;
}

export async function talk(options: WorldOptions = {}): Promise<Talk> {
  const world = await createWorld(options);
  return {
    world,
    unit: (script, how) => world.exec('magnum/0', script, how),
    vault: (script, how) =>
      world.exec('vault/0', script, {
        ...how,
        env: { VAULT_ADDR: 'http://127.0.0.1:8220', ...how?.env },
      }),
    jump: (script, how) => world.exec('jumphost', script, how),
  };
}
