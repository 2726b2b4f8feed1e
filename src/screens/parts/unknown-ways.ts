import { allowed } from '../../session/allowed.ts';
import type { BlockRef } from '../../session/events.ts';
import type { Located } from '../../session/refs.ts';
import type { Attempt, Session } from '../../session/session.ts';
import { twiceWords } from './run-preview.ts';
import { cleanRow } from './span.ts';
import { anyReason } from './ways-on.ts';

/** A way on from a block whose end nobody saw. */
export interface UnknownWay {
  readonly type: 'look' | 'again' | 'done' | 'failed';
  readonly says: string;
  /** The block that this way starts; undefined for a person's word. */
  readonly block: BlockRef | undefined;
  readonly refused: string | undefined;
}

/** What may have happened, in a sentence: of a block that is given secrets each run that ended is known. */
export function mayHaveDone({ command }: Pick<Attempt, 'command'>): string {
  return command.feeds === undefined
    ? 'It may have done all, part or nothing.'
    : 'A run whose end is not told here may have done all, part or nothing.';
}

/** Looking first, then the ways that take a risk or a person's word. */
export function unknownWays(session: Session, located: Located): readonly UnknownWay[] {
  const { ref, block } = located;
  const take = (as: 'done' | 'failed') =>
    allowed(session, { type: 'take-outcome', block: ref, as, reason: anyReason });
  const look = lookFirst(session, located);
  const again: UnknownWay = {
    type: 'again',
    says: `run ${cleanRow(block.id)} again. ${twiceWords(located)}${
      block.idempotent ? '' : ' Part of it may be done already: look first.'
    }`,
    block: ref,
    refused: allowed(session, { type: 'run', block: ref }),
  };
  // What can not be taken does not stand first where the way behind it is a safe one.
  const isLookClosed = look.refused !== undefined && again.refused === undefined;
  return [
    ...(isLookClosed && block.idempotent ? [again, look] : [look, again]),
    {
      type: 'done',
      says: 'take it as done: needs a typed reason, stays in the record',
      block: undefined,
      refused: take('done'),
    },
    {
      type: 'failed',
      says: 'take it as failed: needs a typed reason, stays in the record',
      block: undefined,
      refused: take('failed'),
    },
  ];
}

/** The step's own read-only block: the next one below, else the nearest one above. */
function lookFirst(session: Session, { runbook, step, block }: Located): UnknownWay {
  const at = step.blocks.indexOf(block);
  const check =
    step.blocks.slice(at + 1).find(({ mutates }) => !mutates) ??
    step.blocks.slice(0, at).findLast(({ mutates }) => !mutates);
  if (check === undefined)
    return {
      type: 'look',
      says: 'look first',
      block: undefined,
      refused: 'This step has no read-only block to look with: look by hand in another pane.',
    };
  const ref = `${runbook.id}:${check.id}`;
  return {
    type: 'look',
    says: `look first: run ${cleanRow(check.id)}, which reads only`,
    block: ref,
    refused: allowed(session, { type: 'run', block: ref }),
  };
}
