import { readDeferral, resolveDeferral } from '../../steps/deferral.ts';
import type { Resolved, ResolvedPlace } from '../../steps/deferral.ts';
import type { Runbook, Step } from '../../steps/model.ts';
import type { DocumentRule, FoundInDocument, LintedDocument } from '../rule.ts';

/** A deferral that no step of the walk could ever make up for. */
export const deferralLeadsNowhere: DocumentRule = {
  id: 'deferral-leads-nowhere',
  part: 'understood',
  severity: 'error',
  why: 'What is put off has to be made up for later in the walk, and nothing there can.',
  todo: 'Name a step or block that comes later, by its id.',
  looksAt: 'document',
  *find(linted) {
    const reported = linted.runbook.problems.filter(
      ({ topic }) => topic === 'deferral-not-understood',
    );
    for (const { words, line, at } of deferralsIn(linted.runbook)) {
      if (reported.some((problem) => problem.line === line)) continue;
      const resolved = resolveDeferral(words, linted.runbook, linted.walk);
      const why = resolved.type === 'broken' ? resolved.why : beforeWords(resolved, at, linted);
      if (why !== undefined) yield { line, message: `DEFER TO \`${words}\`: ${why}.` };
    }
  },
};

/** A deferral to a document that was not given: nobody has looked whether the step is there. */
export const deferralElsewhere: DocumentRule = {
  id: 'deferral-elsewhere',
  part: 'understood',
  severity: 'note',
  why: 'Whether the runbook that is named holds that step was not looked up, for it was not given.',
  todo: 'Give both to handrail lint, in the order in which they are walked.',
  looksAt: 'document',
  *find({ runbook, walk }): Iterable<FoundInDocument> {
    for (const { words, line } of deferralsIn(runbook)) {
      if (resolveDeferral(words, runbook, walk).type !== 'elsewhere') continue;
      const named = readDeferral(words)?.runbook;
      if (named !== undefined)
        yield {
          line,
          message: `DEFER TO names ${named}, which is not among the runbooks given.`,
        };
    }
  },
};

interface Written {
  readonly words: string;
  readonly line: number;
  readonly at: Place;
}

interface Place {
  readonly step: number;
  /** -1 for the step as a whole. */
  readonly block: number;
}

function deferralsIn({ steps }: Runbook): readonly Written[] {
  return steps.flatMap((step, index) => [
    ...written(step.routing, { step: index, block: -1 }),
    ...step.blocks.flatMap((block, number) =>
      written(block.routing, { step: index, block: number }),
    ),
  ]);
}

function written(routing: Step['routing'], at: Place): readonly Written[] {
  const words = routing?.deferTo;
  return words === undefined || routing === undefined ? [] : [{ words, line: routing.line, at }];
}

/** Why a place that is there comes too early; undefined when it does not. */
function beforeWords(
  resolved: Resolved,
  at: Place,
  { runbook, walk }: LintedDocument,
): string | undefined {
  if (resolved.type !== 'found') return undefined;
  const own = walk.indexOf(runbook);
  const theirs = walk.indexOf(resolved.runbook);
  if (theirs < own) return `${resolved.runbook.id} comes before ${runbook.id} in the walk`;
  if (theirs > own) return undefined;
  const early = resolved.places.find((place) => !place.between && comesBefore(place, at, runbook));
  return early === undefined ? undefined : `${early.block ?? early.step.id} comes before it`;
}

function comesBefore({ step, block }: ResolvedPlace, at: Place, { steps }: Runbook): boolean {
  const index = steps.findIndex(({ id }) => id === step.id);
  if (index !== at.step) return index < at.step;
  return step.blocks.findIndex(({ id }) => id === block) <= at.block;
}
