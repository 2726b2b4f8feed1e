import { LABEL_FORMS, findLabels } from './label.ts';
import type { Label } from './label.ts';
import type { Problem } from './model.ts';
import { distance, nearestForm } from './nearest.ts';
import { HEAD_WORDS, findSentences, unknownHeads } from './sentence.ts';
import type { Head } from './sentence.ts';

/** What stands in a paragraph, in order. */
export type ParagraphPart =
  | { readonly type: 'words'; readonly line: number; readonly text: string }
  | { readonly type: 'label'; readonly line: number; readonly label: Label }
  | {
      readonly type: 'sentence';
      readonly line: number;
      readonly head: Head;
      readonly qualifier: string;
      readonly body: string;
    };

/** Takes a paragraph apart into words, labels and sentences, each with its own line of the file. */
export function readParagraph(
  text: string,
  firstLine: number,
  opensItem: boolean,
): { readonly parts: readonly ParagraphPart[]; readonly problems: readonly Problem[] } {
  const lineOf = lineCounter(text, firstLine);
  const { labels, near } = findLabels(text, opensItem);
  const sentences = findSentences(text);
  const starts = [...labels, ...sentences].map((mark) => mark.start).sort((a, b) => a - b);
  const endOf = (start: number): number => starts[countUpTo(starts, start)] ?? text.length;
  const parts: ParagraphPart[] = [];
  const lead = text.slice(0, starts[0] ?? text.length);
  if (lead.trim() !== '') parts.push({ type: 'words', line: firstLine, text: lead });
  const marks = [
    ...labels.map((label) => ({ start: label.start, label })),
    ...sentences.map((sentence) => ({ start: sentence.start, sentence })),
  ].sort((left, right) => left.start - right.start);
  for (const mark of marks) {
    const line = lineOf(mark.start);
    if ('label' in mark) {
      const { kind, location, scope, remark, holds, end } = mark.label;
      const tail = text.slice(end, endOf(mark.start)).trim();
      parts.push({ type: 'label', line, label: { kind, location, scope, remark, holds, tail } });
    } else {
      const { head, qualifier, body, end } = mark.sentence;
      // A label inside the sentence's reach ends it.
      const cut = Math.max(0, end - endOf(mark.start));
      const kept = cut === 0 ? body : text.slice(end - body.length - cut, endOf(mark.start)).trim();
      parts.push({ type: 'sentence', line, head, qualifier, body: kept });
    }
  }
  const problems = [
    // `**POLL:**` and `**FALLBACK WHEN:**` begin like labels and are sentences.
    ...near
      .filter(({ start }) => !sentences.some((sentence) => sentence.start === start))
      .map(({ start, written }) => nearLabel(lineOf(start), written)),
    ...unknownHeads(text).flatMap(({ word, at }) => nearHead(lineOf(at), word)),
  ];
  return { parts, problems };
}

function nearLabel(line: number, written: string): Problem {
  const nearest = nearestForm(written, LABEL_FORMS).form;
  const message = `"${written.trim()}" is not understood as a label`;
  return { topic: 'label-not-understood', line, message, nearest };
}

function nearHead(line: number, word: string): Problem[] {
  const [first = ''] = word.split(' ');
  const nearest =
    HEAD_WORDS.find((known) => isSlipOf(word, known)) ??
    HEAD_WORDS.find((known) => OF_OURS.test(word) && known.startsWith(`${first} `));
  if (nearest === undefined) return [];
  const message = `"${word}:" is no known sentence`;
  return [{ topic: 'sentence-not-understood', line, message, nearest: `**${nearest}:**` }];
}

/** Words of this format alone: `**TRAINING NOTES:**` is prose. */
const OF_OURS = /^(?:SKIP|DEFER|FALLBACK) /;

/**
 * Whether one word is the other with a slip of the hand. `NOTE`, `DATE` and `STATE` are two letters or fewer from `GATE` and
 * words of their own: a short one is a slip only with a letter too many, too few or in the wrong place.
 */
function isSlipOf(word: string, known: string): boolean {
  if (known.length >= 6) return distance(known, word) <= 2;
  if (known.length < 4 || known === 'FROM' || word.charAt(0) !== known.charAt(0)) return false;
  const letters = (text: string): string => [...text].sort().join('');
  return word.length === known.length
    ? letters(word) === letters(known)
    : distance(known, word) === 1;
}

/** Gives the line of the file at which a place in a paragraph stands. */
export function lineCounter(text: string, firstLine: number): (at: number) => number {
  const ends = [...text.matchAll(/\r\n|\n|\r/g)].map((end) => end.index);
  return (at) => firstLine + countUpTo(ends, at - 1);
}

/** How many of the sorted numbers are at most `limit`. Halves the range: a paragraph may hold thousands. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
