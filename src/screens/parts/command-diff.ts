import type { ChangedDocument } from '../../session/resume-facts.ts';
import type { Session } from '../../session/session.ts';
import { blockDiff, commandOf } from '../../steps/block-diff.ts';
import type { Block, Runbook } from '../../steps/model.ts';
import { cleanRow, span, type Line } from './span.ts';
import { hanging } from './wrap.ts';

/** The lines that differ in each block that changed, and those of each block that is new. */
export function commandLines(
  session: Session,
  { runbook, reading, changes }: ChangedDocument,
  columns: number,
): readonly Line[] {
  const kept = session.runbooks.find(({ id }) => id === runbook);
  if (kept === undefined || reading === undefined || changes === undefined) return [];
  return changes.blocks.flatMap(({ type, kept: was, now, what }): readonly Line[] => {
    const [before, after] = [blockIn(kept, was), blockIn(reading, now)];
    const head = (words: string): Line => [span(cleanRow(words), { bold: true })];
    if (type === 'new' && after !== undefined)
      return [
        head(`${after.id}, new`),
        ...commandOf(after).flatMap((text) => signed('+', text, columns)),
      ];
    if (type !== 'changed' || before === undefined || after === undefined) return [];
    return blockDiff({ runbook: kept, block: before }, { runbook: reading, block: after }, what)
      .filter(({ lines }) => lines.length > 0)
      .flatMap(({ what: name, lines }) => [
        head(`${after.id}, ${name}`),
        ...lines.flatMap((line) =>
          line === 'left-out' ? [[span('    ...')]] : signed(line.sign, line.text, columns),
        ),
      ]);
  });
}

function signed(sign: string, text: string, columns: number): readonly Line[] {
  const tone = sign === '-' ? 'bad' : sign === '+' ? 'good' : undefined;
  return hanging([span(`  ${sign} `, tone === undefined ? {} : { tone })], cleanRow(text), columns);
}

function blockIn({ steps }: Runbook, id: string | undefined): Block | undefined {
  if (id === undefined) return undefined;
  for (const { blocks } of steps) {
    const found = blocks.find((block) => block.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}
