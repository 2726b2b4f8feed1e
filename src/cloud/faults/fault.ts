import type { Interference } from '../model.ts';
import type { World } from '../world.ts';

export interface Fault {
  readonly name: string;
  /** One sentence: what is broken. */
  readonly says: string;
  /** Changes the world; what programs answer follows from that. */
  apply(world: World): void | Promise<void>;
}

/** From now on this undoes or outruns the operator's work, whenever it has something to act on. */
export function interfereWith(world: World, one: Interference): void {
  world.model.interference.push(one);
}

export function jumphost(world: World) {
  const host = world.hosts.get('jumphost');
  if (!host) throw new Error('the simulated cloud has no jumphost');
  return host;
}
