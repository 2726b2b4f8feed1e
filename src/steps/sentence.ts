import { BLANK, blankCode } from './inline.ts';

/** The words a sentence begins with. */
export type Head =
  | 'gate'
  | 'expect'
  | 'pass'
  | 'capture'
  | 'poll'
  | 'ask'
  | 'skip-when'
  | 'defer-to'
  | 'fallback-when'
  | 'idempotent'
  | 'stdin'
  | 'input'
  | 'remember'
  | 'sensitive'
  | 'meanwhile'
  | 'diagnose'
  | 'acceptance'
  | 'dead'
  | 'replaces'
  | 'from'
  | 'to'
  | 'scope'
  | 'training-answer'
  | 'caution'
  | 'fresh-deploy-routing';

/** A sentence of a paragraph: from its head to the next head or the paragraph's end. */
export interface Sentence {
  readonly head: Head;
  /** What stands in parentheses after the head: `GATE (hard):`. */
  readonly qualifier: string;
  /** Where it begins and ends in the paragraph's text. */
  readonly start: number;
  readonly end: number;
  /** What follows the colon, as written. */
  readonly body: string;
}

/** Finds the sentences of a paragraph, in order. */
export function findSentences(text: string): Sentence[] {
  if (!text.includes(':')) return [];
  const blank = blankCode(text);
  const found = [...blank.matchAll(MARKED_HEAD), ...blank.matchAll(PLAIN_HEAD)];
  found.sort((left, right) => left.index - right.index);
  const heads = found.flatMap((found) => {
    const word = (found[2] ?? '').toLowerCase().replace(/\s+/g, ' ');
    const head = HEADS.get(word);
    const bodyStart = found.index + found[0].length;
    // A legend explains the word: `**GATE:** -- a hard stop`.
    // `**Scope:** this guide covers ...` is prose of many a document.
    if (head === 'scope' && found[2] !== 'SCOPE') return [];
    // So are `From:` and `TO:`, outside of a transfer.
    if ((head === 'from' || head === 'to') && !/^\*\*(?:FROM|TO)\b/.test(found[0])) return [];
    // And so are `Input:`, `Remember:`, `Meanwhile:` and `Acceptance:`.
    if (head !== undefined && BOLD_ONLY.has(head) && !/^\*\*[A-Z]+\b/.test(found[0])) return [];
    if (head === undefined || /^\s*(?:--|–|—)/.test(blank.slice(bodyStart))) return [];
    const start = found.index + (MARK.test(found[1] ?? '') ? 0 : (found[1] ?? '').length);
    return [{ head, qualifier: (found[3] ?? '').trim(), start, bodyStart }];
  });
  return heads.map(({ head, qualifier, start, bodyStart }, index) => {
    const end = heads[index + 1]?.start ?? text.length;
    return { head, qualifier, start, end, body: text.slice(bodyStart, end).trim() };
  });
}

/** Bold words in capitals with a colon that are no head of a sentence, as `**CAPTUR:**`. */
export function unknownHeads(text: string): { readonly word: string; readonly at: number }[] {
  if (!text.includes(':**')) return [];
  return [...blankCode(text).matchAll(/\*\*([A-Z][A-Z -]{2,20}):\*\*/g)].flatMap((found) => {
    const word = (found[1] ?? '').trim();
    return HEADS.has(word.toLowerCase()) ? [] : [{ word, at: found.index }];
  });
}

const HEADS = new Map<string, Head>([
  ['gate', 'gate'],
  ['expect', 'expect'],
  ['expected', 'expect'],
  ['pass', 'pass'],
  ['capture', 'capture'],
  ['poll', 'poll'],
  ['ask', 'ask'],
  ['skip when', 'skip-when'],
  ['defer to', 'defer-to'],
  ['fallback when', 'fallback-when'],
  ['idempotent', 'idempotent'],
  ['stdin', 'stdin'],
  ['input', 'input'],
  ['remember', 'remember'],
  ['sensitive', 'sensitive'],
  ['meanwhile', 'meanwhile'],
  ['diagnose', 'diagnose'],
  ['acceptance', 'acceptance'],
  ['dead', 'dead'],
  ['replaces', 'replaces'],
  ['from', 'from'],
  ['to', 'to'],
  ['scope', 'scope'],
  ['training answer', 'training-answer'],
  ['caution', 'caution'],
  ['fresh deploy routing', 'fresh-deploy-routing'],
]);

/** Words of any prose: they begin a sentence in bold capitals alone. */
const BOLD_ONLY: ReadonlySet<Head> = new Set([
  'input',
  'remember',
  'sensitive',
  'meanwhile',
  'diagnose',
  'acceptance',
  'dead',
  'replaces',
]);

/** The heads as a document writes them, for the nearest known form. */
export const HEAD_WORDS: readonly string[] = [...HEADS.keys()].map((word) =>
  word === 'expect' || word === 'expected' || word === 'pass'
    ? word.charAt(0).toUpperCase() + word.slice(1)
    : word.toUpperCase(),
);

const WORDS =
  'GATE|CAPTURE|POLL|ASK|SKIP\\s+WHEN|DEFER\\s+TO|FALLBACK\\s+WHEN|IDEMPOTENT|STDIN|INPUT|REMEMBER|SENSITIVE|MEANWHILE|DIAGNOSE|ACCEPTANCE|DEAD|REPLACES|FROM|TO|SCOPE|TRAINING\\s+ANSWER|CAUTION|' +
  'FRESH DEPLOY ROUTING|EXPECT|Expect|Expected|PASS|Pass';
const AFTER = '(?:\\s+\\d{1,3})?(?:\\s*\\(([^()*\\n]{0,120})\\))?';

/** A head in bold or italics, anywhere; a gate that is written `**Gate:**` must not go unseen. */
const MARKED_HEAD = new RegExp(`(\\*{1,3}|_{1,3})(${WORDS})${AFTER}(?::\\1|\\1:)`, 'gi');

/** A plain head, in capitals, where a line or a sentence begins. */
const PLAIN_HEAD = new RegExp(
  `(^[ \\t]*|[\\n\\r][ \\t]*|[.)!?;:${BLANK}]\\s+)(${WORDS})${AFTER}:(?=\\s|$)`,
  'g',
);

const MARK = /^[*_]/;
