import { statSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../steps/judge.ts';
import type { Block } from '../../steps/model.ts';
import type { Evidence, Verdict } from '../../steps/verdict.ts';
import { takeCaptures } from '../../steps/take-captures.ts';
import type { Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { readWhole, tailFile } from './output-file.ts';

/** A gate reads at most this much of an output; a larger one can not be judged and the gate fails. */
const judgedBytes = 64 * 1024 * 1024;

/** What a run left behind, read once from its folder and judged by the block's gates. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  readonly captures: Readonly<Record<string, string>>;
  readonly captureFailures: readonly string[];
}

/** Judges a finished run. A run whose end nobody saw, or whose output is too large, passes nothing. */
export function judgeRun(
  session: Session,
  block: Block,
  folder: string,
  outcome: Outcome,
): Judgement {
  const evidence = readEvidence(session, block, folder, outcome);
  if (typeof evidence === 'string') return unjudged(block, evidence);
  const taken = takeCaptures(block.captures, evidence);
  const withNew = { ...evidence, captures: { ...evidence.captures, ...taken.values } };
  return {
    verdicts: block.gates.map((gate) => judge(gate, withNew)),
    captures: taken.values,
    captureFailures: taken.failures,
  };
}

/** Every gate fails closed with the same reason. */
export function unjudged(block: Block, why: string): Judgement {
  return {
    verdicts: block.gates.map(() => ({ answer: 'could-not-tell', why, conditions: [] })),
    captures: {},
    captureFailures: block.captures.map(({ name }) => `${name}: ${why}`),
  };
}

function readEvidence(
  session: Session,
  block: Block,
  folder: string,
  outcome: Outcome,
): Evidence | string {
  if (outcome.type === 'not-started') return `it did not start: ${outcome.reason}`;
  if (outcome.type === 'unknown') return `its end was not seen: ${outcome.reason}`;
  const lost = lostOutput(folder);
  if (lost !== undefined) return lost;
  const [stdout, stderr] = [join(folder, 'stdout'), join(folder, 'stderr')] as const;
  const isRead = readsOutput(block);
  // Asked before it is read: what can not be judged need not be in memory.
  if (isRead && Math.max(tailFile(stdout, 1).size, tailFile(stderr, 1).size) > judgedBytes)
    return `its output is larger than ${judgedBytes / 1024 / 1024} MiB and can not be judged`;
  return {
    stdout: isRead ? readWhole(stdout, judgedBytes).text : '',
    stderr: isRead ? readWhole(stderr, judgedBytes).text : '',
    exitStatus: outcome.type === 'exited' ? outcome.status : undefined,
    captures: Object.fromEntries(
      Object.entries(session.captures).map(([name, { value }]) => [name, value]),
    ),
  };
}

/** Whether a gate or a capture looks at what was printed: else it is not read, however much it is. */
function readsOutput({ captures, gates }: Block): boolean {
  return (
    captures.length > 0 ||
    gates
      .flatMap((gate) =>
        gate.type === 'machine' ? [...gate.conditions, ...(gate.noWhen ?? [])] : [],
      )
      .some(({ type }) => type !== 'exit-status' && type !== 'passed')
  );
}

/** A file that is gone is no empty output: that something does not stand in it proves nothing. */
function lostOutput(folder: string): string | undefined {
  const names = ['stdout', 'stderr'];
  const lost = names.find((name) => {
    return statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() !== true;
  });
  return lost === undefined ? undefined : `the file of its ${lost} is gone`;
}
