import type { Command } from '../../steps/command.ts';
import type { Filled } from '../../steps/placeholder-fill.ts';
import type { Block } from '../../steps/model.ts';
import { shellTokens, type ShellTokenKind } from './shell-colour.ts';
import { span, type Line, type Span, type Style } from './span.ts';
import { visible } from './visible.ts';
import { breakSpans, displayWidth } from './wrap.ts';

/**
 * A script with its colours, every character of it: a row that is too long goes on below, marked by `+`
 * where a new row has `|`, and `!` where it holds a dead value. `dead`: those lines, counted from 0. A row that begins
 * with `=` holds what was put in the place of a placeholder, which stands out.
 */
export function scriptLines(
  block: Block,
  { script, filled = [] }: Command,
  columns: number,
  dead: ReadonlySet<number> = noLines,
): readonly Line[] {
  const known = made.get(block);
  const isKnown = known?.script === script && known.columns === columns;
  if (isKnown && [...dead].join() === known.dead) return known.lines;
  const lines = splitLines(
    script,
    filled.flatMap(({ spans }) => spans),
  ).flatMap((line, index) => gutter(line, columns, dead.has(index)));
  made.set(block, { script, columns, dead: [...dead].join(), lines });
  return lines;
}

/** One line that is run as it stands, without colours. */
export function commandLines(text: string, columns: number): readonly Line[] {
  return text.split('\n').flatMap((line) => gutter([span(visible(line))], columns));
}

/** A script can be megabytes long and is drawn many times: its rows are made once for each width. */
const made = new WeakMap<
  Block,
  {
    readonly script: string;
    readonly columns: number;
    readonly dead: string;
    readonly lines: readonly Line[];
  }
>();

const noLines: ReadonlySet<number> = new Set();

function gutter(line: Line, columns: number, isDead = false): readonly Line[] {
  return breakSpans(line, Math.max(1, columns - 2)).map((row, index) => [
    isDead
      ? span('! ', { tone: 'bad', bold: true })
      : row.some(({ inverse }) => inverse)
        ? span('= ', { tone: 'accent', bold: true })
        : span(index === 0 ? '| ' : '+ ', { tone: index === 0 ? 'quiet' : 'accent' }),
    ...row,
  ]);
}

/** The tokens of each line, made visible; tabs need to know the column they stand in. */
function splitLines(script: string, filled: Filled['spans']): readonly Line[] {
  const lines: Span[][] = [[]];
  let column = 0;
  for (const { kind, text, isFilled } of tokensOf(script, filled))
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) {
        lines.push([]);
        column = 0;
      }
      if (part === '') continue;
      const shown = visible(part, column);
      column += displayWidth(shown);
      lines.at(-1)?.push(span(shown, isFilled ? { bold: true, inverse: true } : styleOf(kind)));
    }
  return lines;
}

/** The tokens, taken apart where a value begins and ends. */
function* tokensOf(script: string, filled: Filled['spans']) {
  const spans = filled.toSorted((one, other) => one[0] - other[0]);
  let next = 0;
  let at = 0;
  for (const { kind, text } of shellTokens(script)) {
    const end = at + text.length;
    while (at < end) {
      while ((spans[next]?.[1] ?? Infinity) <= at) next += 1;
      const [from, to] = spans[next] ?? [end, end];
      const isFilled = from <= at;
      const until = Math.min(end, isFilled ? to : Math.max(from, at + 1));
      yield { kind, text: script.slice(at, until), isFilled };
      at = until;
    }
  }
}

function styleOf(kind: ShellTokenKind): Style {
  switch (kind) {
    case 'comment':
      return { tone: 'quiet' };
    case 'string':
      return { tone: 'good' };
    case 'variable':
      return { tone: 'accent' };
    case 'keyword':
      return { bold: true };
    case 'plain':
      return {};
  }
}
