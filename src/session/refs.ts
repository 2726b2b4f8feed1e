import type { Block, Runbook, Step } from '../steps/model.ts';
import type { BlockRef, GateRef, OwnerRef } from './events.ts';
import type { Session } from './session.ts';

/** A block with the runbook and step it stands in. */
export interface Located {
  readonly ref: BlockRef;
  readonly runbook: Runbook;
  readonly step: Step;
  readonly block: Block;
}

/** How events name a block: `phase-07:7.1/2`. */
export function blockRef(runbook: Runbook, block: Block): BlockRef {
  return `${runbook.id}:${block.id}`;
}

/** How events name a step as the owner of gates: `phase-07:exit-gate`. */
export function stepRef(runbook: Runbook, step: Step): OwnerRef {
  return `${runbook.id}:${step.id}`;
}

/** How events name one gate of its owner, counted from 0: `phase-07:7.1/2#0`. */
export function gateRef(owner: OwnerRef, index: number): GateRef {
  return `${owner}#${index}`;
}

/** Every block of the session, in the order of the documents. */
export function locatedBlocks(session: Session): readonly Located[] {
  return indexOf(session.runbooks).all;
}

/** The block behind a reference; undefined when the documents hold no such block. */
export function locate(session: Session, ref: BlockRef): Located | undefined {
  return indexOf(session.runbooks).byRef.get(ref);
}

/** The step behind an owner reference. */
export function locateStep(
  session: Session,
  ref: OwnerRef,
): { readonly runbook: Runbook; readonly step: Step } | undefined {
  return indexOf(session.runbooks).steps.get(ref);
}

/** The step with this id, the first where a document gives one twice. */
export function stepOfId(runbook: Runbook, id: string): Step | undefined {
  return placesOf(runbook).steps.get(id);
}

/** The blocks of a step, or the one block of that id, in the order of the document. */
export function blocksOfId(runbook: Runbook, id: string): readonly Located[] {
  return placesOf(runbook).blocks.get(id) ?? [];
}

interface Places {
  readonly steps: ReadonlyMap<string, Step>;
  readonly blocks: ReadonlyMap<string, readonly Located[]>;
}

const placed = new WeakMap<Runbook, Places>();

function placesOf(runbook: Runbook): Places {
  const known = placed.get(runbook);
  if (known !== undefined) return known;
  const steps = new Map<string, Step>();
  const blocks = new Map<string, Located[]>();
  for (const step of runbook.steps) {
    if (!steps.has(step.id)) steps.set(step.id, step);
    for (const block of step.blocks) {
      const located = { ref: blockRef(runbook, block), runbook, step, block };
      for (const id of new Set([step.id, block.id])) {
        const others = blocks.get(id);
        if (others === undefined) blocks.set(id, [located]);
        else others.push(located);
      }
    }
  }
  const places = { steps, blocks };
  placed.set(runbook, places);
  return places;
}

interface Index {
  readonly all: readonly Located[];
  readonly byRef: ReadonlyMap<BlockRef, Located>;
  readonly steps: ReadonlyMap<OwnerRef, { readonly runbook: Runbook; readonly step: Step }>;
}

/** The index is made once for each set of runbooks: a walk that goes on with a new text has another set. */
const made = new WeakMap<readonly Runbook[], Index>();

function indexOf(runbooks: readonly Runbook[]): Index {
  const known = made.get(runbooks);
  if (known !== undefined) return known;
  const all = runbooks.flatMap((runbook) =>
    runbook.steps.flatMap((step) =>
      step.blocks.map((block) => ({ ref: blockRef(runbook, block), runbook, step, block })),
    ),
  );
  const steps = runbooks.flatMap((runbook) =>
    runbook.steps.map((step) => [stepRef(runbook, step), { runbook, step }] as const),
  );
  const index = {
    all,
    byRef: new Map(all.map((located) => [located.ref, located])),
    // The first of two with one id, as it is found by whoever goes through them.
    steps: new Map(steps.toReversed()),
  };
  made.set(runbooks, index);
  return index;
}
