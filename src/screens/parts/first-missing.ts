import { allowed } from '../../session/allowed.ts';
import type { BlockRef, GateRef } from '../../session/events.ts';
import { locatedBlocks, type Located } from '../../session/refs.ts';
import { isOptional, isSettled, standingOf } from '../../session/standing.ts';
import type { ExitItem } from '../../session/exit-gate.ts';
import type { Session } from '../../session/session.ts';
import { exitItemsOf, nextOf } from './per-session.ts';
import { clean } from './span.ts';

/** The first thing that stands between the walk and its end, and where it can be dealt with. */
export type Missing =
  | {
      readonly type: 'block';
      readonly block: BlockRef;
      readonly id: string;
      readonly why: string;
    }
  | { readonly type: 'attest'; readonly gate: GateRef }
  | { readonly type: 'say'; readonly text: string };

export function firstMissing(session: Session): Missing {
  const next = nextOf(session);
  if (next !== undefined)
    return {
      type: 'block',
      block: next.ref,
      id: next.block.id,
      why: `${next.block.id} is not settled yet.`,
    };
  const refused = allowed(session, { type: 'finish' }) ?? 'Nothing is missing.';
  const item = exitItemsOf(session).find(({ answer }) => answer === 'no' || answer === 'open');
  if (item === undefined) return { type: 'say', text: refused };
  if (item.gate.type === 'attested') return { type: 'attest', gate: item.ref };
  const behind = blockBehind(session, item);
  return behind === undefined
    ? { type: 'say', text: `${clean(refused)} o overrides it with a reason.` }
    : { type: 'block', block: behind.ref, id: behind.block.id, why: `${clean(item.why)}.` };
}

/** The first block that an item names and that has not passed; after a rollback all of them ran too early. */
function blockBehind(session: Session, { gate, runbook }: ExitItem): Located | undefined {
  if (gate.type !== 'machine') return undefined;
  const refs = gate.conditions.flatMap((each) => (each.type === 'passed' ? each.refs : []));
  const named = locatedBlocks(session).filter(
    (located) =>
      located.runbook === runbook &&
      (refs.includes(located.block.id) || (refs.includes(located.step.id) && !isOptional(located))),
  );
  const open = named.find((located) => {
    const standing = standingOf(session, located);
    return standing === 'skipped' || !isSettled(standing);
  });
  return open ?? named[0];
}
