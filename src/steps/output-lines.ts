import type { Evidence, Stream } from './model.ts';

/** A stream's text with one trailing line end dropped and carriage returns at line ends taken off. */
export function streamText(evidence: Evidence, stream: Stream): string {
  const raw = stream === 'stdout' ? evidence.stdout : evidence.stderr;
  return raw.replace(/\r\n/g, '\n').replace(/\n$/, '');
}

/** The lines of a text without its last line end. An empty output has no lines. */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n').map((line) => line.replace(/\r$/, ''));
}

/** A line by its number: 1 is the first, -1 the last. Undefined when there is none. */
export function lineNumbered(lines: readonly string[], number: number): string | undefined {
  return number < 0 ? lines.at(number) : lines[number - 1];
}
