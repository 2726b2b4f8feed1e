import { runtimeFolder } from '../session/effects/runtime-folder.ts';
import type { Walker } from '../session/walker.ts';

/** What the operator of a real walk has to know of what is carried: that it got lost, or that there is no memory to carry it in. */
export function carryNotices(walker: Walker): readonly string[] {
  const { session } = walker.store.getState();
  if (session.mode !== 'real') return [];
  const { lost } = session.environment;
  const missing =
    Object.keys(lost).length === 0
      ? []
      : ['What blocks had set is gone from memory; e shows the blocks that set it.'];
  const place = runtimeFolder(session.id, process.env);
  return place.type === 'memory'
    ? missing
    : [
        ...missing,
        `Variables, folder and options of a block are not carried on to the next one: ${place.why}.`,
      ];
}
