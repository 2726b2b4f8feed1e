import { sanitise } from './sanitise.ts';

/**
 * The last lines of an output as a screen shows them: no more than `rows`, safe, tabs spread out to
 * blanks, a progress line as it last looked. Each is cut to four times `columns` characters, so that one
 * endless line costs nothing; the screen wraps or cuts what is left. A line feed at the end starts no line.
 */
export function lastLines(
  text: string,
  size: { readonly rows: number; readonly columns: number },
): readonly string[] {
  const lines: string[] = [];
  let end = text.endsWith('\n') ? text.length - 1 : text.length;
  if (text === '') return [];
  while (lines.length < size.rows) {
    const feed = end === 0 ? -1 : text.lastIndexOf('\n', end - 1);
    lines.push(showLine(text.slice(feed + 1, end), size.columns * LINES_PER_LINE));
    if (feed === -1) break;
    end = feed;
  }
  return lines.reverse();
}

/** Each line as a program that draws progress over itself last left it. For whole outputs, before `sanitise`. */
export function collapseReturns(text: string): string {
  return text.includes('\r') ? text.split('\n').map(afterLastReturn).join('\n') : text;
}

const LINES_PER_LINE = 4;
/** Room for escape sequences that fall away, for each character that may stay. */
const RAW_PER_CHARACTER = 16;
const TAB_STOP = 8;

function showLine(raw: string, limit: number): string {
  const current = afterLastReturn(raw).slice(0, limit * RAW_PER_CHARACTER);
  const characters = Array.from(spreadTabs(sanitise(current)));
  return characters.length <= limit
    ? characters.join('')
    : `${characters.slice(0, limit - 1).join('')}…`;
}

/** A program that draws progress goes back to the start of its line; a return at the very end has drawn nothing yet. */
function afterLastReturn(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end -= 1;
  return line.slice(end === 0 ? 0 : line.lastIndexOf('\r', end - 1) + 1, end);
}

function spreadTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let column = 0;
  let spread = '';
  for (const character of line) {
    const width = character === '\t' ? TAB_STOP - (column % TAB_STOP) : 1;
    spread += character === '\t' ? ' '.repeat(width) : character;
    column += width;
  }
  return spread;
}
