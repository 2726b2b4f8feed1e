import type { Gate, Routing, Runbook, Step } from '../steps/model.ts';
import type { Located } from './refs.ts';
import type { Session } from './session.ts';

/** What the operator's answers make of a block: offered, skipped, or left to a later step. */
export type Route =
  | { readonly type: 'offered' }
  | { readonly type: 'undecided'; readonly question: string }
  | { readonly type: 'skipped'; readonly on: string }
  | { readonly type: 'deferred'; readonly on: string; readonly to: string };

/** The block's own routing, else its step's. */
export function routeOf(session: Session, { runbook, step, block }: Located): Route {
  return applyRouting(session, runbook, block.routing ?? step.routing);
}

/** The routing of a step as a whole: what holds for the gates that stand in it with no block. */
export function routeOfStep(session: Session, runbook: Runbook, step: Step): Route {
  return applyRouting(session, runbook, step.routing);
}

/** What the answers make of a gate that counts on one route alone; a question nobody answered leaves it open. */
export function routeOfGate(session: Session, runbook: Runbook, gate: Gate): Route {
  if (gate.onlyWhen === undefined) return { type: 'offered' };
  const chosen = chosenOption(session, runbook, gate.onlyWhen);
  if (chosen === undefined || chosen.holds) return { type: 'offered' };
  return chosen.answered === undefined
    ? { type: 'undecided', question: chosen.question }
    : { type: 'skipped', on: gate.onlyWhen };
}

/** Whether a gate counts on the route that was chosen. Undecided counts: a gate fails closed. */
export function gateCounts(session: Session, runbook: Runbook, gate: Gate): boolean {
  if (gate.onlyWhen === undefined) return true;
  const chosen = chosenOption(session, runbook, gate.onlyWhen);
  return chosen === undefined || chosen.answered === undefined || chosen.holds;
}

function applyRouting(session: Session, runbook: Runbook, routing: Routing | undefined): Route {
  if (routing?.skipWhen === undefined) return { type: 'offered' };
  const chosen = chosenOption(session, runbook, routing.skipWhen);
  if (chosen === undefined) return { type: 'offered' };
  if (chosen.answered === undefined) return { type: 'undecided', question: chosen.question };
  if (!chosen.holds) return { type: 'offered' };
  return routing.deferTo === undefined
    ? { type: 'skipped', on: routing.skipWhen }
    : { type: 'deferred', on: routing.skipWhen, to: routing.deferTo };
}

/** Finds the question that a text is an option of, and whether it is the option that was chosen. */
function chosenOption(session: Session, runbook: Runbook, text: string) {
  const found = optionOf(runbook, text);
  if (found === undefined) return undefined;
  const answered = session.answers[found.question];
  return { question: found.question, answered, holds: answered === found.option };
}

interface OptionPlace {
  readonly question: string;
  readonly option: string;
}

const places = new WeakMap<Runbook, Map<string, OptionPlace | undefined>>();

/** Asked for each block of each frame; a document does not change, so each text is looked for once. */
function optionOf(runbook: Runbook, text: string): OptionPlace | undefined {
  const known = places.get(runbook) ?? new Map<string, OptionPlace | undefined>();
  places.set(runbook, known);
  if (known.has(text)) return known.get(text);
  const wanted = plain(text);
  const found = runbook.questions.flatMap((question) =>
    question.options
      .filter((option) => plain(option.text) === wanted || option.id === wanted)
      .map((option) => ({ question: question.id, option: option.id })),
  )[0];
  known.set(text, found);
  return found;
}

/** `existing-cluster graft` and `existing-cluster graft only` name the same option. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[`.]/g, '')
    .replace(/\bonly\b/, '')
    .trim();
}
