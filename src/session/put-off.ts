import { isAlwaysDeferred } from '../steps/deferral.ts';
import type { Block, Runbook, Step } from '../steps/model.ts';
import type { Deferral } from './deferrals.ts';
import { blockRef, gateRef, stepRef } from './refs.ts';
import { gateCounts, routeOf, routeOfStep } from './routing.ts';
import type { Session } from './session.ts';
import { gateStandings, isOptional } from './standing.ts';

/** Something that is put off, before anybody has asked what became of it. */
export type Put = Pick<
  Deferral,
  'owner' | 'runbook' | 'step' | 'block' | 'covers' | 'id' | 'gates' | 'to' | 'by' | 'on'
>;

/** What of a step is put off: all of it, single blocks, or gates that a person left for later. */
export function putOffIn(session: Session, runbook: Runbook, step: Step): readonly Put[] {
  const owner = stepRef(runbook, step);
  const about = { runbook, step };
  if (isAlwaysDeferred(step)) {
    const to = step.routing?.deferTo ?? '';
    return [
      {
        ...about,
        owner,
        block: undefined,
        id: step.id,
        gates: [],
        to,
        by: 'runbook',
        on: undefined,
        covers: [owner],
      },
    ];
  }
  const route = routeOfStep(session, runbook, step);
  const whole: Put[] = [];
  if (route.type === 'deferred') {
    const blocks = step.blocks.filter(
      (block) => block.routing === undefined && !isOptional({ ref: '', runbook, step, block }),
    );
    const gates = [...step.gates, ...blocks.flatMap((block) => block.gates)].filter((gate) =>
      gateCounts(session, runbook, gate),
    );
    if (blocks.length + step.gates.length > 0)
      whole.push({
        ...about,
        owner,
        block: undefined,
        id: step.id,
        gates,
        to: route.to,
        by: 'route',
        on: route.on,
        covers: [owner, ...blocks.map((block) => blockRef(runbook, block))],
      });
  } else {
    const later = step.gates.filter(
      (_, index) => session.attested[gateRef(owner, index)]?.answer === 'later',
    );
    const to = step.routing?.deferTo;
    if (later.length > 0 && to !== undefined)
      whole.push({
        ...about,
        owner,
        block: undefined,
        id: step.id,
        gates: later,
        to,
        by: 'person',
        on: undefined,
        covers: [owner],
      });
  }
  return [...whole, ...step.blocks.flatMap((block) => putOffBlock(session, runbook, step, block))];
}

function putOffBlock(session: Session, runbook: Runbook, step: Step, block: Block): readonly Put[] {
  const ref = blockRef(runbook, block);
  const located = { ref, runbook, step, block };
  if (isOptional(located)) return [];
  const about = { owner: ref, runbook, step, block, id: block.id, covers: [ref] };
  const route = block.routing === undefined ? undefined : routeOf(session, located);
  if (route?.type === 'deferred') {
    const gates = block.gates.filter((gate) => gateCounts(session, runbook, gate));
    return [{ ...about, gates, to: route.to, by: 'route', on: route.on }];
  }
  const to = block.routing?.deferTo ?? step.routing?.deferTo;
  if (to === undefined || block.gates.every(({ type }) => type !== 'attested')) return [];
  const later = gateStandings(session, located).filter(({ holds }) => holds === 'later');
  return later.length === 0
    ? []
    : [{ ...about, gates: later.map(({ gate }) => gate), to, by: 'person', on: undefined }];
}
