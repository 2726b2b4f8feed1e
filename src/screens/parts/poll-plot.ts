import type { Look } from '../../session/events.ts';
import type { Marks } from '../theme.ts';
import { span, type Line } from './span.ts';
import { clockText } from './words.ts';

/** What a poll saw as numbers, drawn small: one column a look, or a few looks a column where there are more. */
export interface Plot {
  /** The scale in words: `0 to 3, from 0:00 to 12:30`. */
  readonly scale: string;
  readonly lines: readonly Line[];
}

/** `37`, `0/3`, `42 %`, `3 of 5`, `2 such lines`: a number, and what is the whole of it when that is said. */
export function numberOf(
  state: string,
): { readonly value: number; readonly of: number | undefined } | undefined {
  const found = NUMBER.exec(state.trim());
  if (found === null) return undefined;
  const [, value = '', percent, whole] = found;
  return {
    value: Number(value),
    of: percent === undefined ? (whole === undefined ? undefined : Number(whole)) : 100,
  };
}

/** Undefined when the states are no numbers: at least two looks are, and most of those that were answered. */
export function plotOf(
  looks: readonly Look[],
  { columns, rows, marks }: { columns: number; rows: number; marks: Marks },
): Plot | undefined {
  const answered = looks.filter(({ answer }) => answer !== 'question-failed');
  const seen = looks.map((look) =>
    look.answer === 'question-failed' ? undefined : numberOf(look.state),
  );
  const numbers = seen.filter((one) => one !== undefined);
  if (numbers.length < 2 || numbers.length * 2 <= answered.length) return undefined;
  const scale = scaleOf(numbers);
  const labels = [numberText(scale.to), numberText(scale.from)];
  const margin = Math.max(...labels.map((label) => label.length)) + 1;
  const each = Math.max(1, Math.ceil(looks.length / Math.max(1, columns - margin)));
  const cells = Array.from(
    { length: Math.ceil(looks.length / each) },
    (_, at) => seen.slice(at * each, (at + 1) * each).findLast((one) => one !== undefined)?.value,
  );
  return {
    scale: [
      `${labels[1]} to ${labels[0]}, from ${timeOf(looks[0])} to ${timeOf(looks.at(-1))}`,
      ...(each === 1 ? [] : [`${each} looks a column`]),
    ].join(', '),
    lines: Array.from({ length: rows }, (_, row) => {
      // One row has room for one end of its scale; the heading says both.
      const label = row === 0 ? labels[0] : row === rows - 1 ? labels[1] : '';
      const bars = cells.map((value) => barOf(value, scale, rows - 1 - row, rows, marks.bars));
      return [
        span(`${(label ?? '').padStart(margin - 1)} `, { tone: 'quiet' }),
        span(bars.join(''), { tone: 'accent' }),
      ];
    }),
  };
}

const NUMBER = /^(-?\d{1,12}(?:\.\d{1,6})?)(?:\s*(%)|\s*(?:\/|of)\s*(\d{1,12}))?(?:\s+[a-z ]+)?$/i;

interface Scale {
  readonly from: number;
  readonly to: number;
}

/** From nothing to the whole where the whole is known; else what was seen, from nothing unless that hides every change. */
function scaleOf(numbers: readonly { readonly value: number; readonly of: number | undefined }[]) {
  const values = numbers.map(({ value }) => value);
  const wholes = numbers.flatMap(({ of }) => (of === undefined ? [] : [of]));
  const [least, most] = [Math.min(...values), Math.max(...values, ...wholes)];
  const isFlatFromNothing = wholes.length === 0 && least > 0 && most - least < most / 4;
  return { from: isFlatFromNothing || least < 0 ? least : 0, to: most };
}

/** The part of a value's column that stands in one row, 0 being the lowest. A look always shows, at least its foot. */
function barOf(
  value: number | undefined,
  { from, to }: Scale,
  row: number,
  rows: number,
  bars: readonly string[],
): string {
  if (value === undefined) return ' ';
  const flat = to === 0 ? 0 : 1;
  const share = to === from ? flat : (value - from) / (to - from);
  const height = Math.max(1, Math.round(share * rows * bars.length));
  const here = Math.min(bars.length, height - row * bars.length);
  return here <= 0 ? ' ' : (bars[here - 1] ?? ' ');
}

function numberText(value: number): string {
  return Number.isInteger(value) ? `${value}` : `${Math.round(value * 100) / 100}`;
}

function timeOf(look: Look | undefined): string {
  return clockText((look?.seconds ?? 0) * 1000);
}
