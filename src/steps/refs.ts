import { holdsWork } from './deferral.ts';
import type { Gate, Problem, Step } from './model.ts';
import { distance } from './nearest.ts';

/**
 * What `steps X and Y passed` names and the document does not hold, or holds as prose only: such a gate
 * would never pass, which is better known before the walk than at its end.
 */
export function unknownRefs(steps: readonly Step[]): Problem[] {
  const holding = steps.filter(holdsWork);
  const known = holding.flatMap((step) => [step.id, ...step.blocks.map((block) => block.id)]);
  const gates = steps.flatMap((step) => [
    ...step.gates,
    ...step.blocks.flatMap((one) => one.gates),
  ]);
  return gates.flatMap((gate) =>
    refsIn(gate)
      .filter((ref) => !known.includes(ref))
      .map((ref) => {
        const isProse = steps.some((step) => step.id === ref);
        const message = isProse
          ? `step \`${ref}\` holds no block and no gate, so it never passes`
          : `no step or block here is \`${ref}\``;
        const nearest = isProse ? undefined : nearestId(ref, known);
        return { topic: 'unknown-step', line: gate.line, message, nearest };
      }),
  );
}

function refsIn(gate: Gate): readonly string[] {
  if (gate.type === 'attested') return [];
  const conditions = [...gate.conditions, ...(gate.noWhen ?? [])];
  return conditions.flatMap((one) => (one.type === 'passed' ? one.refs : []));
}

/** The id of the document that is nearest to what was written. */
export function nearestId(ref: string, known: readonly string[]): string | undefined {
  return known.toSorted((left, right) => distance(left, ref) - distance(right, ref))[0];
}
