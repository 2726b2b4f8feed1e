import type { Stream } from './model.ts';
import type { Evidence } from './verdict.ts';

/**
 * A stream's text with one trailing line end dropped, carriage returns at line ends taken off, and
 * without colours: the operator does not see them, so a gate must not stumble over them.
 */
export function streamText(evidence: Evidence, stream: Stream): string {
  const raw = stream === 'stdout' ? evidence.stdout : evidence.stderr;
  const plain = raw.includes(ESCAPE) ? raw.replace(COLOUR, '') : raw;
  return plain.replace(/\r\n/g, '\n').replace(/\n$/, '');
}

const ESCAPE = '\u001B';
/** Select Graphic Rendition, and the erase to the end of the line that grep writes after it. */
const COLOUR = new RegExp(`${ESCAPE}\\[(?:[0-9;:]{0,80}m|K)`, 'g');

/** The lines of a text without its last line end. An empty output has no lines. */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n').map((line) => line.replace(/\r$/, ''));
}

/** A line by its number: 1 is the first, -1 the last. Undefined when there is none. */
export function lineNumbered(lines: readonly string[], number: number): string | undefined {
  return number < 0 ? lines.at(number) : lines[number - 1];
}
