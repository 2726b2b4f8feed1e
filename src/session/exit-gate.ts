import type { Gate, Runbook, Step } from '../steps/model.ts';
import { ledgerOf } from './deferrals.ts';
import type { GateRef } from './events.ts';
import { gateAnswer, type Answered } from './passing.ts';
import { gateRef, stepRef } from './refs.ts';
import type { Session } from './session.ts';

/** One line of an exit gate, or a gate of a step that stands with no block. */
export interface ExitItem extends Answered {
  readonly ref: GateRef;
  readonly runbook: Runbook;
  readonly step: Step;
  readonly gate: Gate;
}

/** What an item says, for people: what it is about, where the document has words for that, else its sentence. */
export function itemText({ gate }: ExitItem): string {
  return gate.about === undefined || gate.about === '' ? gate.text : gate.about;
}

/** Every gate that stands with no block, in the order of the documents. Made once for each session. */
export function exitItems(session: Session): readonly ExitItem[] {
  const known = made.get(session);
  if (known !== undefined) return known;
  const ledger = ledgerOf(session);
  const items = session.runbooks.flatMap((runbook) =>
    runbook.steps.flatMap((step) =>
      step.gates.map((gate, index): ExitItem => {
        const ref = gateRef(stepRef(runbook, step), index);
        return {
          ref,
          runbook,
          step,
          gate,
          ...gateAnswer({ session, runbook, ledger }, step, index),
        };
      }),
    ),
  );
  made.set(session, items);
  return items;
}

const made = new WeakMap<Session, readonly ExitItem[]>();

/** Whether everything is done, passed over with a reason, or left to a named later step. */
export function exitGateHolds(session: Session): boolean {
  return exitItems(session).every(({ answer }) => answer !== 'no' && answer !== 'open');
}
