import { deferralsTo, ledgerOf, type Deferral } from '../../session/deferrals.ts';
import type { OwnerRef } from '../../session/events.ts';
import type { Session } from '../../session/session.ts';
import type { Tone } from '../theme.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { hanging } from './wrap.ts';

/** What became of something that was deferred, in a word; never told by its colour alone. */
export function deferralWord({ state, overridden }: Deferral): {
  readonly word: string;
  readonly tone: Tone;
} {
  switch (state) {
    case 'open':
      return { word: 'open', tone: 'warning' };
    case 'broken':
      return { word: 'BROKEN', tone: 'bad' };
    case 'elsewhere':
      return { word: 'elsewhere', tone: 'quiet' };
    case 'closed':
      return overridden
        ? { word: 'OVERRIDDEN', tone: 'warning' }
        : { word: 'closed', tone: 'good' };
  }
}

/** What a block was deferred to, and what of other blocks it makes up for itself. */
export function deferralLines(session: Session, ref: OwnerRef, columns: number): readonly Line[] {
  const own = ledgerOf(session).byRef.get(ref);
  return [
    ...(own === undefined ? [] : deferredLines(own, columns)),
    ...closesLines(deferralsTo(session, ref), columns),
  ];
}

function deferredLines(entry: Deferral, columns: number): readonly Line[] {
  const { word, tone } = deferralWord(entry);
  const { to, on, why } = entry;
  const when = on === undefined ? '' : ` (${cleanRow(on)})`;
  return hanging(
    [span('DEFERRED ', { tone: 'warning', bold: true })],
    `to ${cleanRow(to)}${when}: ${clean(why.startsWith(word) ? why : `${word}, ${why}`)}.${entry.state === 'closed' ? '' : ' This is not a pass.'}`,
    columns,
    tone === 'bad' ? { tone } : {},
  );
}

/** Few by name: a block may stand in the range of many. */
function closesLines(entries: readonly Deferral[], columns: number): readonly Line[] {
  const shown = entries.slice(0, 3);
  const rest = entries.length - shown.length;
  return [
    ...shown.flatMap((entry) =>
      hanging(
        [span(entry.state === 'closed' ? 'closes ' : 'makes up for ', { tone: 'accent' })],
        `${cleanRow(entry.id)} of ${cleanRow(entry.runbook.id)}, deferred to ${cleanRow(entry.to)}: ${deferralWord(entry).word}`,
        columns,
      ),
    ),
    ...(rest > 0 ? hanging([], `and for ${rest} more; w lists them`, columns) : []),
  ];
}
