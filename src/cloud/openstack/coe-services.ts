import { driverPackage } from '../magnum/conductor.ts';
import type { World } from '../world.ts';
import { enterMagnum, magnumTime, requireRule } from './coe.ts';
import { list, type OpenstackCommand } from './command.ts';

/** `coe service list`: one row per conductor that ever reported, up while it still does. */
export const coeServiceCommands: readonly OpenstackCommand[] = [
  {
    words: 'coe service list',
    run: (request) => {
      const { magnum } = enterMagnum(request);
      requireRule(request, 'magnum-service:get_all');
      const { world } = request.call;
      const now = world.clock.now();
      return list(
        [
          'id',
          'host',
          'binary',
          'state',
          'disabled',
          'disabled_reason',
          'created_at',
          'updated_at',
        ],
        magnum.services.map((row) => {
          const own = row.host === null;
          const state = own ? liveState(world) : row.state;
          return [
            row.id,
            row.host ?? world.hosts.get('magnum/0')?.hostname ?? null,
            row.binary,
            state,
            false,
            null,
            magnumTime(row.since - 86_400_000),
            magnumTime(state === 'up' ? now - 20_000 : row.since),
          ];
        }),
      );
    },
  },
];

/** A conductor counts as up until it has been silent for a minute or so; here, while it runs. */
function liveState(world: World): 'up' | 'down' {
  const service = world.hosts.get('magnum/0')?.services.get('magnum-conductor');
  return service?.state === 'active' || service?.state === 'activating' ? 'up' : 'down';
}

/** Whether the API process knows a driver for clusters of this kind. */
export function hasDriver(world: World): boolean {
  return world.hosts.get('magnum/0')?.packages.has(driverPackage) ?? false;
}
