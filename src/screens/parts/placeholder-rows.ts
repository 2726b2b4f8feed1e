import type { Placeholder } from '../../steps/model.ts';
import { cleanRow, span, type Line } from './span.ts';
import { displayWidth } from './wrap.ts';

/**
 * The lines of a script that a placeholder stands in, with their numbers, cut around it where they are long. It is marked
 * with `>>` and `<<` as well as by its look. At most `rows` of them; the last row says when there are more.
 */
export function placeholderRows(
  script: string,
  { spans }: Placeholder,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): readonly Line[] {
  const lines: { number: number; line: Line }[] = [];
  let number = 1;
  let begin = 0;
  for (const [start, end] of spans) {
    // On to the line that it stands in.
    for (
      let feed = script.indexOf('\n', begin);
      feed >= 0 && feed < start;
      feed = script.indexOf('\n', begin)
    ) {
      begin = feed + 1;
      number += 1;
    }
    if (lines.at(-1)?.number === number) continue;
    const feed = script.indexOf('\n', end);
    const after = script.slice(end, feed < 0 ? script.length : feed);
    const line = around(
      script.slice(begin, start),
      script.slice(start, end),
      after,
      number,
      columns,
    );
    lines.push({ number, line });
  }
  if (lines.length <= rows) return lines.map(({ line }) => line);
  const shown = lines.slice(0, Math.max(0, rows - 1)).map(({ line }) => line);
  return [...shown, [span(`and in ${lines.length - shown.length} more lines`)]];
}

function around(
  before: string,
  text: string,
  after: string,
  number: number,
  columns: number,
): Line {
  const head = `line ${number}: `;
  const marked = `>>${cleanRow(text)}<<`;
  const room = Math.max(0, columns - 1 - head.length - displayWidth(marked));
  const left = cleanRow(before.slice(-200)).trimStart();
  const right = cleanRow(after.slice(0, 200)).trimEnd();
  const half = Math.max(Math.floor(room / 2), room - displayWidth(right));
  const ahead = displayWidth(left) <= half ? left : `..${left.slice(-Math.max(0, half - 2))}`;
  return [span(head), span(ahead), span(marked, { inverse: true }), span(right)];
}
