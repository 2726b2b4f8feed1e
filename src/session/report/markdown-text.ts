import { sanitise } from '../sanitise.ts';

/*
 * Text of unknown origin inside a Markdown document, as GitHub reads it: nothing of it becomes a heading, a link, HTML,
 * a formula or another cell, and no fence is closed from within.
 */

/** One line of words. Balanced back-ticks stay what they are in gates and verdicts: code. */
export function words(text: string): string {
  return pieces(oneLine(text))
    .map(({ text: piece, isCode }) => (isCode ? code(piece) : escaped(piece)))
    .join('');
}

/** The same at the beginning of a paragraph, where a number or a dash would begin a list. */
export function paragraph(text: string): string {
  return words(text)
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^-/, '\\-');
}

/** The same for a cell of a table. */
export function cell(text: string): string {
  return pieces(oneLine(text))
    .map(({ text: piece, isCode }) => (isCode ? cellCode(piece) : escaped(piece)))
    .join('');
}

/** A code span, whatever stands in the text. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === '') return '(empty)';
  const ticks = '`'.repeat(longestRun(line) + 1);
  const pad = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

/** A code span in a cell: a bar or a backslash in it would be read by the table first. */
export function cellCode(text: string): string {
  const line = oneLine(text);
  return /[|\\]/.test(line) ? `<code>${entities(line)}</code>` : code(line);
}

/** A fenced block that nothing in the text can close. Lines are kept; what no terminal should get is not. */
export function fence(text: string, language = ''): readonly string[] {
  const lines = sanitise(text).replace(/\n$/, '').split('\n');
  const ticks = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return [`${ticks}${language}`, ...lines, ticks];
}

/** A table; every cell is Markdown already. Nothing for a table without rows. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

function oneLine(text: string): string {
  return sanitise(text)
    .replace(/[\n\t]+/g, ' ')
    .trim();
}

interface Piece {
  readonly text: string;
  readonly isCode: boolean;
}

function pieces(line: string): readonly Piece[] {
  const found: Piece[] = [];
  let done = 0;
  for (const { 0: whole, 1: inner = '', index } of line.matchAll(/(?<!`)`([^`]+)`(?!`)/g)) {
    if (inner.trim() === '') continue;
    found.push({ text: line.slice(done, index), isCode: false });
    found.push({ text: inner, isCode: true });
    done = index + whole.length;
  }
  found.push({ text: line.slice(done), isCode: false });
  return found.filter(({ text }) => text !== '');
}

/** A bar and a backslash as entities, so that a table reads them as little as prose does; the rest as escapes. */
function escaped(text: string): string {
  return text.replace(/[\\|&]|:\/\/|\bwww\.|[`*_{}[\]<>#~!$^=+]/gi, (found) => {
    if (/^[\\|&]$/.test(found)) return entity(found);
    // Else GitHub makes a link of what follows.
    if (found === '://') return ':&#47;/';
    return found.length > 1 ? `${found.slice(0, -1)}&#46;` : `\\${found}`;
  });
}

function entities(text: string): string {
  return text.replace(/[\\|<>&*_[\]`~$^!#:@=+{}]/g, entity);
}

function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
