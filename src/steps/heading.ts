import { plainText } from './inline.ts';
import type { StepRole } from './model.ts';

/** What a heading says: which step it opens. */
export interface ReadHeading {
  /** Not yet made unique in its document. */
  readonly id: string;
  readonly title: string;
  readonly role: StepRole;
  /** It explains the words of the document; labels and sentences in it are examples. */
  readonly isLegend: boolean;
  /** What follows a danger word in it: `IRREVERSIBLE ONE-SHOT -- run verbatim`. */
  readonly danger: string | undefined;
}

/** Reads `## Step 7.0 -- title`, `## 5. Install`, `## Phase A`, `## Rollback (...)`, `## EXIT GATE`. */
export function readHeading(text: string): ReadHeading {
  const words = plainText(text.replace(/[\r\n]+/g, ' '));
  const isLegend = /\b(?:legend|convention|notation)s?\b/i.test(words);
  const danger = dangerOf(words);
  const step = STEP.exec(words);
  if (step !== null) {
    return { id: step[1] ?? '', title: titleOr(step[2], words), role: 'step', isLegend, danger };
  }
  const numbered = NUMBERED.exec(words);
  const rest = numbered?.[2] ?? words;
  const role = roleOf(rest);
  const number = numbered?.[1];
  const id =
    number ?? (role === 'section' ? slugOf(words.replace(/\s*[([].*$/, '') || words) : role);
  return { id, title: titleOr(rest, words), role, isLegend, danger };
}

const STEP =
  /^(?:Step|Stage)\s+((?:\d[\w.-]*|[A-Z](?:[.-]?\d[\w.-]*)?)(?<![.-]))(?![\w])[.:)]?\s*(?:--|–|—|-)?\s*(.*)$/i;
const NUMBERED =
  /^(?:(?:Phase|Part)\s+)?((?<=(?:Phase|Part)\s+)(?:[A-Z]\d?|\d[\w.]*?)|\d+(?:\.\d+)*[a-z]?)[.:)]?(?:\s+(?:--|–|—|-)?\s*(.*))?$/i;

function roleOf(words: string): StepRole {
  if (/^prerequisites?\b/i.test(words)) return 'prerequisites';
  if (/^roll[- ]?back\b/i.test(words)) return 'rollback';
  if (/^exit gate\b/i.test(words)) return 'exit-gate';
  return 'section';
}

/** Only words that speak of damage make a caution; `(MUTATION)` is what every RUN is. */
function dangerOf(words: string): string | undefined {
  // Up to the last bracket that closes, so that thousands which never do are not looked at again for each of them.
  const closed = words.slice(0, Math.max(words.lastIndexOf(')'), words.lastIndexOf(']')) + 1);
  for (const [, inside = ''] of closed.matchAll(/[[(]([^\])]*)[\])]/g))
    if (DANGER.test(inside)) return inside;
  return /\b(?:IRREVERSIBLE|DESTRUCTIVE)\b.*$/.exec(words)?.[0];
}

const DANGER = /\b(?:IRREVERSIBLE|DESTRUCTIVE|destructive|irreversible)\b/;

/** Lower-case words of any script joined by dashes; at most 60 characters; never empty. */
export function slugOf(words: string): string {
  const slug = words
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
    .replace(/-$/, '');
  return slug === '' ? 'section' : slug;
}

function titleOr(title: string | undefined, otherwise: string): string {
  const trimmed = (title ?? '').trim();
  return trimmed === '' ? otherwise : trimmed;
}
