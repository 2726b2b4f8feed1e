import { isAlwaysDeferred } from '../steps/deferral.ts';
import type { Block, Runbook, Step } from '../steps/model.ts';
import type { Deferral } from './deferrals.ts';
import type { GateRef } from './events.ts';
import type { Proof } from './proof.ts';
import { asRun, gatesOf } from './as-run.ts';
import { blockRef, gateRef, locate, locateStep, stepRef, type Located } from './refs.ts';
import { gateCounts, routeOf, routeOfStep } from './routing.ts';
import type { Session } from './session.ts';
import { gateStandings, isOptional } from './standing.ts';

/** Something that is put off, before anybody has asked what became of it. */
export type Put = Pick<
  Deferral,
  'owner' | 'runbook' | 'step' | 'block' | 'covers' | 'id' | 'gates' | 'to' | 'by' | 'on'
>;

/** What a person may put a gate off to; undefined where the runbook does not say, and for a hard gate. */
export function putOffTo(session: Session, ref: GateRef): string | undefined {
  const at = ref.lastIndexOf('#');
  const owner = ref.slice(0, at);
  const gate = gatesOf(session, owner)[Number(ref.slice(at + 1))];
  if (gate?.type !== 'attested' || gate.hard) return undefined;
  const now = locate(session, owner);
  const located = now === undefined ? undefined : asRun(session, now);
  const step = located?.step ?? locateStep(session, owner)?.step;
  return step === undefined ? undefined : laterTo(step, located?.block);
}

/** A DEFER TO that hangs on no answer about the route: the block's own, else its step's. */
function laterTo(step: Step, block?: Block): string | undefined {
  return [block?.routing, step.routing].find(
    (routing) => routing?.deferTo !== undefined && routing.skipWhen === undefined,
  )?.deferTo;
}

/** What a block that stands as deferred is left to: by the route, else by a person. */
export function leftTo(session: Session, located: Located): string | undefined {
  const route = routeOf(session, located);
  const { step, block } = asRun(session, located);
  return route.type === 'deferred' ? route.to : laterTo(step, block);
}

/** Why something that passed does not make up for what a person put off: it is older than their word. */
export function whyTooOld(
  session: Session,
  { owner, by }: Put,
  id: string,
  evidence: readonly Proof[],
): string | undefined {
  if (by !== 'person') return undefined;
  const said = gatesOf(session, owner).flatMap((_, index) => {
    const word = session.attested[gateRef(owner, index)];
    return word?.answer === 'later' ? [word] : [];
  });
  const old = evidence.find((proof) =>
    said.some(({ at, attempt }) =>
      proof.attempt === undefined
        ? Date.parse(proof.at) < Date.parse(at)
        : proof.attempt <= attempt,
    ),
  );
  if (old === undefined) return undefined;
  const name = old.id.startsWith(`${id}/`) ? id : old.id;
  return old.attempt === undefined
    ? `${name} was answered before this was put off; answer it again`
    : `${name} passed before this was put off; run it again`;
}

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
      ({ hard }, index) => !hard && session.attested[gateRef(owner, index)]?.answer === 'later',
    );
    const to = laterTo(step);
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
  // What was put off was put off to where its document said then.
  const was = asRun(session, located);
  const to = laterTo(was.step, was.block);
  if (to === undefined || was.block.gates.every(({ type }) => type !== 'attested')) return [];
  const later = gateStandings(session, located).filter(({ holds }) => holds === 'later');
  return later.length === 0
    ? []
    : [{ ...about, gates: later.map(({ gate }) => gate), to, by: 'person', on: undefined }];
}
