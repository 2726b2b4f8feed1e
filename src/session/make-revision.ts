import { compareRunbooks } from '../steps/compare-runbooks.ts';
import type { Runbook, Step } from '../steps/model.ts';
import { pairUp, placesOf } from '../steps/pair-blocks.ts';
import type { GitPlace, RunbookRevised } from './events.ts';
import { apartQuestions, questionsMoved } from './questions.ts';
import type { Session } from './session.ts';

/**
 * The event that has a walk go on with another text of one of its runbooks; undefined when the walk holds no such
 * runbook. What can not be paired with certainty is gone and new: nothing that was done counts for it.
 */
export function makeRevision(
  session: Session,
  reading: Runbook,
  git?: GitPlace,
): RunbookRevised | undefined {
  const index = session.runbooks.findIndex(({ id }) => id === reading.id);
  const kept = session.runbooks[index];
  if (kept === undefined) return undefined;
  const changes = compareRunbooks(kept, reading);
  const [before, after] = [placesOf(kept), placesOf(reading)];
  const pairs = pairUp(before, after);
  const paired = new Set(pairs.map((pair) => pair.kept));
  const known = new Set(pairs.map((pair) => pair.now));
  const names = stepNames(kept, reading);
  const moved = new Map([
    ...pairs.map((pair) => [pair.kept.block.id, pair.now.block.id] as const),
    ...names.moved,
  ]);
  const past = session.revisions.filter(({ runbook }) => runbook === reading.id);
  return {
    type: 'runbook-revised',
    runbook: reading.id,
    revision: (past.at(-1)?.revision ?? 1) + 1,
    title: reading.title,
    sha256: reading.sha256,
    moved: Object.fromEntries([...moved].filter(([old, now]) => old !== now)),
    changed: Object.fromEntries(
      changes.blocks.flatMap(({ type, now, what }) =>
        type === 'changed' && now !== undefined ? [[now, what] as const] : [],
      ),
    ),
    added: after.filter((place) => !known.has(place)).map(({ block }) => block.id),
    gone: [
      ...before.filter((place) => !paired.has(place)).map(({ block }) => block.id),
      ...names.gone,
    ],
    literals: changes.literals.filter((name) => reading.literals.some((one) => one.name === name)),
    answers: answersAfter(session, index, reading),
    ...(git === undefined ? {} : { git }),
  };
}

/** An answer stands for a question in the same words with the same options; any other is asked. */
function answersAfter(
  { runbooks, answers }: Session,
  index: number,
  reading: Runbook,
): Readonly<Record<string, string>> {
  const now = apartQuestions(runbooks.with(index, reading));
  return Object.fromEntries(
    questionsMoved(runbooks, now).flatMap(([from, to]) => {
      const answer = answers[from];
      return answer === undefined || !Object.hasOwn(answers, from) ? [] : [[to, answer] as const];
    }),
  );
}

interface Names {
  readonly moved: readonly (readonly [string, string])[];
  readonly gone: readonly string[];
}

/** What became of each step, and of each gate that stands in one with no block. */
function stepNames(kept: Runbook, now: Runbook): Names {
  const moved: (readonly [string, string])[] = [];
  const gone: string[] = [];
  const partner = pairSteps(kept.steps, now.steps);
  for (const step of kept.steps) {
    const other = partner.get(step);
    if (other === undefined) gone.push(step.id);
    else moved.push([step.id, other.id]);
    const free = (other?.gates ?? []).map((gate, index) => ({ gate, index }));
    for (const [index, gate] of step.gates.entries()) {
      const at = free.findIndex((one) => saysOf(one.gate) === saysOf(gate));
      const found = at < 0 ? undefined : free.splice(at, 1)[0];
      const name = `${step.id}#${index}`;
      if (found === undefined || other === undefined) gone.push(name);
      else moved.push([name, `${other.id}#${found.index}`]);
    }
  }
  return { moved, gone };
}

function saysOf({ text, hard, onlyWhen, type }: Step['gates'][number]): string {
  return JSON.stringify([text, hard, onlyWhen, type]);
}

/**
 * By number and heading, then by the heading alone, then by the number alone where neither heading stands anywhere in
 * the other text: a step that was given a new heading, and not another that took its number.
 */
function pairSteps(kept: readonly Step[], now: readonly Step[]): ReadonlyMap<Step, Step> {
  const partner = new Map<Step, Step>();
  const free = new Set(now);
  const titles = (steps: readonly Step[]) => new Set(steps.map(({ title }) => title));
  const [before, after] = [titles(kept), titles(now)];
  const keys: readonly ((step: Step) => string)[] = [
    ({ id, title, role }) => JSON.stringify([id, title, role]),
    ({ title, role }) => JSON.stringify([title, role]),
    ({ id, role }) => JSON.stringify([id, role]),
  ];
  for (const [round, key] of keys.entries()) {
    const others = Map.groupBy(free, key);
    for (const step of kept) {
      if (partner.has(step)) continue;
      const isLast = round === keys.length - 1;
      const other = others
        .get(key(step))
        ?.find(
          (one) => free.has(one) && (!isLast || !(after.has(step.title) || before.has(one.title))),
        );
      if (other === undefined) continue;
      partner.set(step, other);
      free.delete(other);
    }
  }
  return partner;
}
