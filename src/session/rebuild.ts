import { openDeferrals } from './deferrals.ts';
import { outlineRows, type OutlineRow, type Progress } from './outline.ts';
import type { Session } from './session.ts';
import type { Standing } from './standing.ts';

/** One runbook of a walk, told in one row. */
export interface RunbookProgress extends Progress {
  readonly id: string;
  readonly title: string;
  /** `under-way`: some of it is settled, and nothing in it asks for anybody. */
  readonly state: Standing | 'under-way';
  /** What it put off to a step of this walk that has not made up for it. */
  readonly deferrals: number;
}

/** How far each runbook of a walk has come, in their order. */
export function rebuildOutline(session: Session): readonly RunbookProgress[] {
  const rows = outlineRows(session);
  const steps = Map.groupBy(
    rows.filter((row) => row.type === 'step'),
    ({ runbook }) => runbook,
  );
  const open = openDeferrals(session);
  const skipped = new Set(
    rows.flatMap((row) =>
      row.type === 'block' && row.standing === 'skipped' && session.skips[row.ref] !== undefined
        ? [row.located.runbook]
        : [],
    ),
  );
  return session.runbooks.map((runbook) => {
    const own = steps.get(runbook.id) ?? [];
    const sum = sumOf(own);
    const deferrals = open.filter((entry) => entry.runbook === runbook).length;
    const come = { ...sum, deferrals, isSkipped: skipped.has(runbook) };
    return {
      ...sum,
      id: runbook.id,
      title: runbook.title,
      state: stateOf(own, come),
      deferrals,
    };
  });
}

/** All of them together, for `43/135`. */
export function sumOf(parts: readonly Progress[]): Progress {
  const sum = { settled: 0, of: 0, spent: 0 };
  for (const { settled, of, spent } of parts) {
    sum.settled += settled;
    sum.of += of;
    sum.spent += spent;
  }
  return sum;
}

type StepRow = Extract<OutlineRow, { type: 'step' }>;

interface Come extends Progress {
  readonly deferrals: number;
  /** Somebody passed over a block of it. */
  readonly isSkipped: boolean;
}

function stateOf(
  steps: readonly StepRow[],
  { settled, of, deferrals, isSkipped }: Come,
): RunbookProgress['state'] {
  const standings = new Set(steps.map(({ standing }) => standing));
  for (const urgent of ['running', 'unknown', 'failed', 'attest'] as const)
    if (standings.has(urgent)) return urgent;
  if (settled < of) return settled === 0 ? 'waiting' : 'under-way';
  // Said once for all of it, so that nobody takes for passed what was passed over.
  if (standings.has('overridden')) return 'overridden';
  if (isSkipped || of === 0) return 'skipped';
  return deferrals > 0 ? 'deferred' : 'passed';
}
