import { allowed } from '../../session/allowed.ts';
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
  const { ref, block } = located;
  const fallback = fallbackBelow(session, located);
  const rollbacks = rollbackBlocks(session).length;
  return [
    {
      key: 'r',
      says: block.mutates ? 'run it again; it asks first' : 'run it again',
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
    ...(rollbacks === 0
      ? []
      : [{ key: 'b', says: `roll back: ${plural(rollbacks, 'block')}`, refused: undefined }]),
  ];
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
