import { allowed } from '../../session/allowed.ts';
import { diagnosesOf, pollBehind } from '../../session/diagnosis.ts';
import type { Located } from '../../session/refs.ts';
import type { Session } from '../../session/session.ts';
import { fallbackBelow, rollbackBlocks } from '../../session/outline.ts';
import { span, type Line } from './span.ts';
import { plural } from './words.ts';
import { hanging } from './wrap.ts';

/** A way on from a failed block: the key, what it needs, or why it is closed. */
export interface WayOn {
  readonly key: string;
  readonly says: string;
  readonly refused: string | undefined;
}

/** Long enough to be a reason: asks whether a word would be heard, not whether this one is. */
export const anyReason = 'any reason';

export function waysOn(session: Session, located: Located): readonly WayOn[] {
  const { ref } = located;
  if (located.block.diagnosis) return diagnosisWays(session, located);
  const fallback = fallbackBelow(session, located);
  const rollbacks = rollbackBlocks(session);
  return [
    ...pollWays(session, located),
    {
      key: 'r',
      says: againSays(located),
      refused: allowed(session, { type: 'run', block: ref }),
    },
    ...(fallback === undefined
      ? []
      : [
          {
            key: 'f',
            says: `go to its fallback ${fallback.block.id}`,
            refused: allowed(session, { type: 'run', block: fallback.ref }),
          },
        ]),
    {
      key: 'o',
      says: 'override the gate, with a typed reason',
      refused: allowed(session, { type: 'override', owner: ref, reason: anyReason }),
    },
    {
      key: 's',
      says: 'skip it, with a typed reason',
      refused: allowed(session, { type: 'skip', block: ref, reason: anyReason }),
    },
    ...(rollbacks.length === 0
      ? []
      : [{ key: 'b', says: rollbackSays(rollbacks, located), refused: undefined }]),
  ];
}

/** Whose rollback it is, when it is not that of the runbook that failed: it would undo what another one did. */
function rollbackSays(rollbacks: readonly Located[], failed: Located): string {
  const whose = [...new Set(rollbacks.map(({ runbook }) => runbook.id))];
  const of = whose.every((id) => id === failed.runbook.id) ? '' : `, of ${whose.join(' and ')}`;
  return `roll back: ${plural(rollbacks.length, 'block')}${of}`;
}

/** What finds out why a poll fails is not on the way: nothing has to be passed over. */
function diagnosisWays(session: Session, located: Located): readonly WayOn[] {
  const poll = pollBehind(session, located);
  const back = poll === undefined ? [] : [poll.block.id];
  return [
    {
      key: 'r',
      says: 'run it again',
      refused: allowed(session, { type: 'run', block: located.ref }),
    },
    ...back.map((id) => ({ key: 'Esc', says: `back to ${id}`, refused: undefined })),
  ];
}

/** Before a poll is given up: as many looks again, and what finds out why it does not come. */
function pollWays(session: Session, located: Located): readonly WayOn[] {
  const { block, ref } = located;
  if (block.poll === undefined) return [];
  const { atMost, everySeconds } = block.poll;
  const checks = diagnosesOf(session, located).map((check) => check.block.id);
  return [
    {
      key: 'm',
      says: `carry it on: ${plural(atMost, 'look')} more, ${everySeconds} s apart, on the same clock`,
      refused: allowed(session, { type: 'extend-poll', block: ref }),
    },
    ...(checks.length === 0
      ? []
      : [{ key: 'd', says: `find out why: ${checks.join(', ')}`, refused: undefined }]),
  ];
}

function againSays({ block }: Located): string {
  if (block.poll !== undefined) return 'run it again, from its first look';
  return block.mutates ? 'run it again; it asks first' : 'run it again';
}

/** The ways on as rows; a closed one stays, with its reason, so that fingers learn where it is. */
export function waysOnLines(session: Session, located: Located, columns: number): readonly Line[] {
  return waysOn(session, located).flatMap(({ key, says, refused }) =>
    hanging(
      [span(`${key}  `, { bold: true, tone: refused === undefined ? 'accent' : 'quiet' })],
      refused ?? says,
      columns,
      refused === undefined ? {} : { tone: 'quiet' },
    ),
  );
}

/** The same as one sentence, for Enter on a failed block. */
export function waysOnSentence(session: Session, located: Located): string {
  const open = waysOn(session, located).filter(({ refused }) => refused === undefined);
  return `${located.block.id} failed. ${open.map(({ key, says }) => `${key}: ${says}`).join('; ')}.`;
}
