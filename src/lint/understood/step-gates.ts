import type { Block, Condition, Gate, Step } from '../../steps/model.ts';
import type { DocumentRule } from '../rule.ts';

/** What is said of a document with no gate in it, once. */
export const documentWithoutGates: DocumentRule = {
  id: 'document-without-gates',
  part: 'understood',
  severity: 'note',
  why: 'Nothing here says what a good result is: a block has passed when it ends with status 0.',
  todo: 'Write below each block, in a GATE, what must be seen before the walk goes on.',
  looksAt: 'document',
  *find({ runbook: { steps } }) {
    if (hasGates(steps)) return;
    const first = steps.flatMap(({ blocks }) => blocks)[0];
    if (first !== undefined) yield { line: first.line };
  },
};

/** A step that does something and judges nothing, in a document that judges elsewhere. */
export const stepWithoutGate: DocumentRule = {
  id: 'step-without-gate',
  part: 'understood',
  severity: 'warning',
  why: 'No gate stands in this step: its blocks have passed when they end with status 0, whatever they said.',
  todo: 'Write below a block, in a GATE, what must be seen before the walk goes on.',
  looksAt: 'document',
  *find({ runbook: { steps } }) {
    if (!hasGates(steps)) return;
    for (const step of steps)
      if (step.role !== 'rollback' && step.blocks.some(isOnTheWay) && gatesIn(step).length === 0)
        yield { line: step.line };
  },
};

/** A gate that would judge an output, with no block that has one. */
export const gateWithoutBlock: DocumentRule = {
  id: 'gate-without-block',
  part: 'understood',
  severity: 'error',
  why: 'The gate judges an output, and no block stands above it in its step: it can never hold.',
  todo: 'Move it below the block whose output it judges.',
  looksAt: 'document',
  *find({ runbook: { steps } }) {
    for (const { gates } of steps)
      for (const gate of gates) if (conditionsOf(gate).some(readsOutput)) yield { line: gate.line };
  },
};

function hasGates(steps: readonly Step[]): boolean {
  return steps.some((step) => gatesIn(step).length > 0);
}

function gatesIn({ gates, blocks }: Step): readonly Gate[] {
  return [...gates, ...blocks.flatMap((block) => block.gates)];
}

/** Whether every walk comes by it. */
function isOnTheWay({ kind, diagnosis }: Block): boolean {
  return kind !== 'fallback' && kind !== 'rollback' && !diagnosis;
}

function conditionsOf(gate: Gate): readonly Condition[] {
  return gate.type === 'attested' ? [] : [...gate.conditions, ...(gate.noWhen ?? [])];
}

function readsOutput(condition: Condition): boolean {
  switch (condition.type) {
    case 'subject':
      return condition.subject.type !== 'capture';
    case 'lines':
    case 'every-line':
    case 'exit-status':
      return true;
    case 'passed':
    case 'deferrals-closed':
      return false;
  }
}
