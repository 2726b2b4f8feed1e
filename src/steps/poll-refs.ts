import type { Block, Problem, Step } from './model.ts';
import { nearestId } from './refs.ts';

/**
 * What MEANWHILE and DIAGNOSE of polls name and the document does not hold. What finds out why a poll does not come
 * changes nothing: it is a CHECK.
 */
export function unknownPollRefs(steps: readonly Step[]): Problem[] {
  const blocks = steps.flatMap((step) => step.blocks);
  const ids = blocks.map(({ id }) => id);
  const places = [...steps.map(({ id }) => id), ...ids];
  return blocks.flatMap(({ poll, line }) => {
    if (poll === undefined) return [];
    const { meanwhile, diagnose } = poll;
    const upTo = meanwhile?.upTo;
    const far =
      upTo === undefined || places.includes(upTo)
        ? []
        : [
            {
              topic: 'unknown-step' as const,
              line,
              message: `MEANWHILE: no step or block here is \`${upTo}\``,
              nearest: nearestId(upTo, places),
            },
          ];
    return [...far, ...diagnose.flatMap((ref) => unknownDiagnosis(ref, line, blocks))];
  });
}

function unknownDiagnosis(ref: string, line: number, blocks: readonly Block[]): Problem[] {
  const named = blocks.find(({ id }) => id === ref);
  if (named?.kind === 'check') return [];
  const checks = blocks.filter(({ kind }) => kind === 'check').map(({ id }) => id);
  const message =
    named === undefined
      ? `DIAGNOSE: no block here is \`${ref}\``
      : `DIAGNOSE: \`${ref}\` is no CHECK`;
  return [{ topic: 'unknown-step', line, message, nearest: nearestId(ref, checks) }];
}

/** Takes the checks that polls name for their diagnosis off the way. */
export function markDiagnoses(steps: readonly Step[]): readonly Step[] {
  const named = new Set(
    steps.flatMap(({ blocks }) => blocks).flatMap(({ poll }) => poll?.diagnose ?? []),
  );
  if (named.size === 0) return steps;
  return steps.map((step) => ({
    ...step,
    blocks: step.blocks.map((block) =>
      named.has(block.id) && block.kind === 'check' ? { ...block, diagnosis: true } : block,
    ),
  }));
}
