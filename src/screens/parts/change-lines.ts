import { changeRows } from '../../session/change-rows.ts';
import { documentSentence, type ChangedDocument } from '../../session/resume-facts.ts';
import type { Session } from '../../session/session.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { hanging } from './wrap.ts';

/** A changed document block by block: its sentence, then a row for each thing that became of blocks. */
export function documentRows(
  session: Session,
  document: ChangedDocument,
  columns: number,
): readonly Line[] {
  return [
    ...hanging([], clean(documentSentence(document)), columns, { tone: 'warning' }),
    ...changeRows(session, document).flatMap(({ head, items, isOfDone }) =>
      hanging(
        [span(`  ${head}: `, { bold: true, ...(isOfDone ? ({ tone: 'warning' } as const) : {}) })],
        cleanRow(items.join('; ')),
        columns,
      ),
    ),
  ];
}
