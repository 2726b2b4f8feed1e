import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTraining, playWalk, type TrainingWalker } from '../../src/cli/autopilot-walk.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import type { WalkResult } from '../../src/session/result.ts';

export interface Wanted {
  /** Built-in ids, or files. */
  readonly runbooks: readonly string[];
  readonly routes?: readonly string[];
  readonly faults?: readonly string[];
  readonly attestYes?: boolean;
}

/** Begins a training walk in a folder of its own, hands it to `walk`, and closes it. */
export async function inTraining<Result>(
  { runbooks, faults = [] }: Wanted,
  walk: (walker: TrainingWalker) => Promise<Result>,
): Promise<Result> {
  const walker = await beginSession({
    mode: 'training',
    runbooks: runbooks.map((one) => openRunbook(one)),
    stateDir: mkdtempSync(join(tmpdir(), 'handrail-training-')),
    faults: [...faults],
    pace: () => 0,
  });
  if (!isTraining(walker)) throw new Error('a training walk did not begin as one');
  try {
    return await walk(walker);
  } finally {
    await walker.close();
  }
}

/** A training walk without hands, to its end or to what stops it. */
export function playTraining(wanted: Wanted): Promise<WalkResult> {
  return inTraining(wanted, (walker) =>
    playWalk(walker, { routes: wanted.routes ?? [], attestYes: wanted.attestYes === true }),
  );
}
