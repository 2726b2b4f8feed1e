import { runtimeFolder } from '../session/effects/runtime-folder.ts';
import type { Walker } from '../session/walker.ts';

/** What the operator of a real walk has to know when there is no memory to carry an environment in: one sentence, or none. */
export function carryNotices(walker: Walker): readonly string[] {
  const { session } = walker.store.getState();
  if (session.mode !== 'real') return [];
  const place = runtimeFolder(session.id, process.env);
  return place.type === 'memory'
    ? []
    : [
        `Variables, folder and options of a block are not carried on to the next one: ${place.why}.`,
      ];
}
