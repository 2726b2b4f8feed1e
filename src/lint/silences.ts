import { findLabels } from '../steps/label.ts';
import type { Runbook } from '../steps/model.ts';
import { lastLineOf } from './block-places.ts';
import { lastUpTo } from './document-lines.ts';
import type { DocumentLines } from './document-lines.ts';

/** `<!-- handrail: allow RULE because REASON -->`: what a document knows of itself and lets stand. */
export interface Silence {
  readonly line: number;
  /** Ids of rules, as written; none where the comment is not understood. */
  readonly rules: readonly string[];
  /** Empty where none is given; such a comment silences nothing. */
  readonly reason: string;
  /** It holds for the whole document. */
  readonly whole: boolean;
  /** First and last line that it holds for. */
  readonly from: number;
  readonly to: number;
}

/** A silence, once it is known what it came to. */
export interface JudgedSilence extends Silence {
  /** Those of its rules that there are not. */
  readonly unknown: readonly string[];
  /** Those of its rules that found nothing where it holds. */
  readonly idle: readonly string[];
}

/**
 * The silences of a document, in order: HTML comments that begin with `handrail:`, on lines of their own and outside of
 * code. One holds for the block or paragraph that comes next, or for the whole document. Linear in the document.
 */
export function readSilences(lines: DocumentLines, runbook: Runbook): readonly Silence[] {
  const comments = commentsIn(lines.source);
  if (comments.length === 0) return [];
  const code = codeOf(runbook);
  const inside = (line: number): boolean => {
    const one = code[lastUpTo(code, line, ({ first }) => first)];
    return one !== undefined && line <= one.last;
  };
  const alone = comments.flatMap(({ start, end, text }) => {
    const [line, last] = [lines.placeOf(start).line, lines.placeOf(end).line];
    const before = lines.source.slice(lines.startOf(line), start);
    const behind = lines.textOf(last).slice(end - lines.startOf(last));
    if (inside(line) || before.includes('`')) return [];
    const own = /^[\s>*+-]*(?:\d{1,9}[.)]\s+)?$/.test(before) && behind.trim() === '';
    return [{ line, last, text: own ? text : '' }];
  });
  const commented = new Set(
    alone.flatMap(({ line, last }) =>
      Array.from({ length: last - line + 1 }, (_, at) => line + at),
    ),
  );
  return alone.map(({ line, last, text }) => {
    const { rules, whole, reason } = understood(text);
    if (whole) return { line, rules, reason, whole, from: 1, to: lines.count };
    return { line, rules, reason, whole, ...nextBelow(last, lines, runbook, code, commented) };
  });
}

interface Comment {
  readonly start: number;
  readonly end: number;
  /** What stands behind `handrail:`. */
  readonly text: string;
}

function commentsIn(source: string): readonly Comment[] {
  const found: Comment[] = [];
  let start = source.indexOf('<!--');
  while (start >= 0) {
    const close = source.indexOf('-->', start + 4);
    if (close < 0) break;
    const text = /^\s*handrail\s*:/i.exec(source.slice(start + 4, Math.min(close, start + 64)));
    if (text !== null)
      found.push({ start, end: close + 3, text: source.slice(start + 4 + text[0].length, close) });
    start = source.indexOf('<!--', close + 3);
  }
  return found;
}

function understood(text: string): { rules: readonly string[]; whole: boolean; reason: string } {
  const words = text.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
  const found = ALLOW.exec(words);
  return {
    rules: (found?.[1] ?? '').split(',').flatMap((id) => (id.trim() === '' ? [] : [id.trim()])),
    whole: found?.[2] !== undefined,
    reason: (found?.[3] ?? '').trim().replace(/\.$/, ''),
  };
}

const LONGEST = 2000;
const ALLOW =
  /^allow ([\w-]{1,60}(?: ?, ?[\w-]{1,60}){0,20})( in this document)?(?: because\b(.*))?$/i;

interface Code {
  readonly first: number;
  readonly last: number;
}

/** What of the document is code, by lines, in order. */
function codeOf({ steps, other }: Runbook): readonly Code[] {
  const blocks = steps
    .flatMap((step) => step.blocks)
    .filter(({ origin }) => origin !== 'inline' && origin !== 'sentences');
  return [
    ...blocks.map((block) => ({ first: block.line, last: lastLineOf(block) + 1 })),
    ...other.map(({ line, text }) => ({
      first: line,
      last: lastLineOf({ line, text, written: undefined, origin: 'fence' }),
    })),
  ].sort((left, right) => left.first - right.first);
}

/** The lines of the block or paragraph below a comment; a label reaches to the end of its block. */
function nextBelow(
  last: number,
  lines: DocumentLines,
  runbook: Runbook,
  code: readonly Code[],
  commented: ReadonlySet<number>,
): { from: number; to: number } {
  let from = last + 1;
  const isBlank = (line: number): boolean => /^[\s>]*$/.test(lines.textOf(line));
  while (from <= lines.count && (isBlank(from) || commented.has(from))) from += 1;
  const below = code[lastUpTo(code, from - 1, ({ first }) => first) + 1];
  if (below?.first === from) return { from, to: below.last };
  let to = from;
  while (to < lines.count && !isBlank(to + 1) && to + 1 !== below?.first) to += 1;
  const words = lines.source.slice(lines.startOf(from), lines.startOf(to + 1));
  if (below === undefined || findLabels(words.slice(0, LONGEST), false).labels.length === 0)
    return { from, to };
  // A heading between them makes it another step's.
  const { headings } = runbook;
  const heading = headings[lastUpTo(headings, below.first, ({ line }) => line)];
  const apart = heading !== undefined && heading.line > from;
  return { from, to: apart ? to : below.last };
}

/** Finds what silences a rule on a line; undefined when nothing does. One without a reason silences nothing. */
export function silenceFinder(
  silences: readonly Silence[],
): (rule: string, line: number) => Silence | undefined {
  const local = new Map<string, Silence[]>();
  const whole = new Map<string, Silence>();
  for (const one of silences.filter(({ reason }) => reason !== ''))
    for (const rule of one.rules) {
      const before = local.get(rule);
      if (one.whole) whole.set(rule, whole.get(rule) ?? one);
      else if (before === undefined) local.set(rule, [one]);
      else before.push(one);
    }
  return (rule, line) => {
    const of = local.get(rule) ?? [];
    const last = lastUpTo(of, line, ({ from }) => from);
    // One above a label and one below it reach to the end of the same block; no more than that overlaps.
    const near = of.slice(Math.max(0, last - NEAR), last + 1);
    return near.findLast(({ to }) => to >= line) ?? whole.get(rule);
  };
}

const NEAR = 20;
