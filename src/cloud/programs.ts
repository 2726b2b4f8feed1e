import { servicePrograms } from './service-programs.ts';
import { unixPrograms } from './unix/programs.ts';
import type { Program } from './world.ts';

/** Every program of the simulated cloud by name; of two of one name the later stands. */
export function allPrograms(more: readonly Program[]): ReadonlyMap<string, Program> {
  const all = [...unixPrograms, ...servicePrograms, ...more];
  return new Map(all.map((program) => [program.name, program]));
}
