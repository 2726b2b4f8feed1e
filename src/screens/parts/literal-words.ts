import { deadLiteral } from '../../session/dead-values.ts';
import type { EarlierWalk } from '../../session/earlier-walk.ts';
import type { BlockRef } from '../../session/events.ts';
import {
  conflictWords,
  contradiction,
  lastValueOf,
  needOf,
  type LiteralRow,
  type Need,
} from '../../session/literal-rows.ts';
import type { Session } from '../../session/session.ts';
import { oneRow } from '../one-row.ts';

/** How a value comes to be known, in two or three words. */
export function foundWords({ found }: LiteralRow, session: Session): string {
  switch (found.type) {
    case 'block':
      return `${refWords(session, found.block)} finds it`;
    case 'site':
      return 'site file';
    case 'by-name':
      return 'resolved by name';
    case 'written':
      return 'as written';
    case 'person':
      return 'you give it';
  }
}

/** What stands where there is no value. */
export function emptyWords(session: Session, row: LiteralRow, need: Need): string {
  if (need === 'choice') return '(two values; say which)';
  if (need === 'value') return '(needed)';
  if (row.found.type === 'block') return `(${foundWords(row, session)})`;
  const [reader] = row.readers;
  return reader === undefined
    ? '(empty; nothing reads it)'
    : `(empty; only ${refWords(session, reader)} asks for it)`;
}

/** All there is to say about one literal, a sentence each, what matters most first. */
export function literalSentences(
  session: Session,
  row: LiteralRow,
  value: string,
  earlier: readonly EarlierWalk[],
): readonly string[] {
  const need = needOf(session, row, value);
  const notes = [...new Set(row.sources.map(({ literal }) => literal.note))].filter(Boolean);
  return [
    ...needSentences(session, row, value, need),
    ...(need !== 'choice' && row.written.length > 1 ? [`${contradiction(row)}.`] : []),
    ...(row.perRebuild ? ['It changes with every rebuild.'] : []),
    ...lastSentences(session, row, earlier),
    ...(row.site === undefined
      ? []
      : [`In the site file (line ${row.site.line}): ${row.site.value}.`]),
    ...notes.map((note) => `Note: ${note}.`),
    readSentence(session, row),
    ...(row.found.type === 'block' ? [`${refWords(session, row.found.block)} finds it.`] : []),
  ].map(oneRow);
}

function needSentences(
  session: Session,
  row: LiteralRow,
  value: string,
  need: Need,
): readonly string[] {
  switch (need) {
    case 'nothing':
      return [];
    case 'value':
      return [`Needed: ${refWords(session, row.neededBy ?? '')} reads it.`];
    case 'choice':
      return [conflictWords(row)];
    case 'another-value':
      return [deadLiteral(session, row.name, value) ?? ''];
  }
}

function lastSentences(
  session: Session,
  row: LiteralRow,
  earlier: readonly EarlierWalk[],
): readonly string[] {
  const last = lastValueOf(row, earlier);
  if (last === undefined) return [];
  const by = last.block === undefined ? '' : `, found by ${refWords(session, last.block)}`;
  return [`In the last walk (${last.at.slice(0, 10)}${by}): ${last.value}; v takes it.`];
}

/** By runbook where there are several: `Read by phase-07 (7.1/1 and 3 more) and phase-08 (8.1/2).` */
function readSentence(session: Session, { readers }: LiteralRow): string {
  if (readers.length === 0) return 'No block reads it.';
  const byRunbook = Map.groupBy(readers, (ref) => ref.slice(0, ref.indexOf(':')));
  const words = [...byRunbook].map(([runbook, refs]) => {
    const [first = '', ...rest] = refs.map((ref) => ref.slice(ref.indexOf(':') + 1));
    const blocks = rest.length === 0 ? first : `${first} and ${rest.length} more`;
    return session.runbooks.length > 1 ? `${runbook} (${blocks})` : blocks;
  });
  return `Read by ${words.join(', ').replace(/, ([^,]*)$/, ' and $1')}.`;
}

/** `7.1/2`, with its runbook where the walk has several. */
export function refWords({ runbooks }: Session, ref: BlockRef): string {
  return runbooks.length > 1 ? ref.replace(':', ' ') : ref.slice(ref.indexOf(':') + 1);
}
