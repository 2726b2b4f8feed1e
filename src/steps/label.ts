import { BLANK, blankCode, codeSpans } from './inline.ts';
import type { BlockKind } from './model.ts';
import { placeOf } from './place.ts';

/** What a label says about the block below it. */
export interface Label {
  readonly kind: BlockKind;
  /** As written: `jumphost -> magnum/0`. */
  readonly location: string;
  readonly scope: string | undefined;
  /** What stands in parentheses after the kind, but for `read-only`: `run AFTER Step 7.4`. */
  readonly remark: string;
  /** What follows the label in its paragraph, as written: a remark, or when a poll ends. */
  readonly tail: string;
  /** Bold labels hold for the next block; back-ticked ones for every block of the step. */
  readonly holds: 'next' | 'step';
}

/** A label and where it stands in its paragraph. */
export interface PlacedLabel extends Label {
  readonly start: number;
  readonly end: number;
}

/** What was written almost like a label. */
export interface NearLabel {
  readonly start: number;
  readonly written: string;
}

const KINDS = 'RUN|CHECK|POLL|SECRET|TRANSFER|FALLBACK|ROLLBACK';

/**
 * Finds labels in a paragraph: bold ones where a line begins, back-ticked ones anywhere. `tail` runs
 * to the end of the paragraph; the caller cuts it at the next label or sentence.
 */
export function findLabels(
  text: string,
  opensItem: boolean,
): { labels: PlacedLabel[]; near: NearLabel[] } {
  // Most paragraphs hold neither code nor bold.
  if (!/`|\*\*|__/.test(text)) return { labels: [], near: [] };
  const labels: PlacedLabel[] = [];
  const near: NearLabel[] = [];
  const spans = codeSpans(text);
  const blank = blankCode(text, spans);
  for (const found of blank.matchAll(BOLD_LINE)) {
    const start = found.index + (found[1] ?? '').length;
    const end = found.index + found[0].length;
    const written = text.slice(start + 2, end - 2).replace(/`/g, '');
    const label = readLabel(written, 'next', text.slice(end));
    const inCapitals = /^[A-Z]+\b/.test(written);
    // `**Run the tests**` is prose; `**Run -- magnum/0**` would run in the wrong place if it went unseen.
    if (label === undefined) {
      if (inCapitals) near.push({ start, written });
    } else if (!inCapitals && placeOf(label.location).type === 'elsewhere') {
      near.push({ start, written });
    }
    // The legend shows the form with LOC; in a list it explains, it does not label.
    else if (label.location !== 'LOC') labels.push({ ...label, start, end });
  }
  for (const found of blank.matchAll(BOLD_KIND_ALONE)) {
    const start = found.index + (found[1] ?? '').length;
    const written = /^[^\r\n]{1,80}/.exec(text.slice(start))?.[0] ?? '';
    near.push({ start, written });
  }
  for (const span of spans) {
    const label = readCommentLabel(span.value, text.slice(span.end));
    if (label === undefined) continue;
    const isLegend = opensItem && span.start === 0 && /^\s*(?:--|–|—)/.test(label.tail);
    if (!isLegend) labels.push({ ...label, start: span.start, end: span.end });
  }
  labels.sort((left, right) => left.start - right.start);
  return { labels, near };
}

/** `# RUN: jumphost -- remark` as the first line inside a fence. */
export function labelInside(blockText: string): Label | undefined {
  return readCommentLabel(/^[^\r\n]*/.exec(blockText)?.[0].trim() ?? '', '');
}

/** The forms of a label, for the nearest known form. */
export const LABEL_FORMS: readonly string[] = [
  '**RUN -- jumphost**',
  '**CHECK (read-only) -- jumphost**',
  '**POLL -- jumphost** every 20 s, at most 40 times, stop on `X`',
  '**SECRET -- vault/0**',
  '**TRANSFER -- jumphost -> magnum/0**',
  '**FALLBACK -- jumphost**',
  '**ROLLBACK -- jumphost**',
];

const BOLD_LINE = new RegExp(
  `(^|[\\n\\r][ \\t]*)(\\*\\*|__)(?:${KINDS})\\b(?=[ \\t(${BLANK}:-]|–|—)[^*\\n\\r]{1,200}\\2`,
  'gi',
);

/** `**RUN** -- jumphost`: the bold ends too early. */
const BOLD_KIND_ALONE = new RegExp(
  `(^|[\\n\\r][ \\t]*)(\\*\\*|__)(?:${KINDS})\\2\\s*(?:--|–|—)`,
  'g',
);

const LABEL = new RegExp(`^(${KINDS})\\s*(?:\\(([^()]*)\\))?\\s*(?:--|–|—)\\s*(.+)$`, 'i');

function readLabel(written: string, holds: Label['holds'], tail: string): Label | undefined {
  const found = LABEL.exec(written.trim());
  if (found === null) return undefined;
  const kind = kindOf(found[1] ?? '');
  const said = found[2] ?? '';
  const { location, scope = SCOPE.exec(`(${said})`)?.[1] } = readLocation(found[3] ?? '', tail);
  const remark = said.replace(/^\s*read-only\b[\s;,]*/i, '').trim();
  return location === '' ? undefined : { kind, location, scope, remark, tail, holds };
}

function readCommentLabel(written: string, tail: string): Label | undefined {
  const found = COMMENT_LABEL.exec(written.trim());
  if (found === null) return undefined;
  const said = (found[2] ?? '').trim().replace(/\.$/, '');
  const [where = ''] = said.split(/\s+(?:--|–|—)\s+/);
  const { location, scope } = readLocation(where.replace(/^on\s+/, ''), tail);
  if (location === '') return undefined;
  return { kind: kindOf(found[1] ?? ''), location, scope, remark: '', tail, holds: 'step' };
}

const COMMENT_LABEL = new RegExp(`^#\\s*(${KINDS})(?:\\s*\\([^()]*\\))?:\\s+(.+)$`);

/** `jumphost (admin scope)`: the place, and who the block acts as, said here or right after. */
function readLocation(
  written: string,
  tail: string,
): { location: string; scope: string | undefined } {
  const scope = SCOPE.exec(written)?.[1] ?? /^\s*\(([^()]{1,60}?) scope\)/.exec(tail)?.[1];
  const location = written
    .replace(/\s*\([^()]*\)/g, '')
    .replace(/[\s.;:]+$/, '')
    .trim();
  return { location, scope: scope?.trim() };
}

const SCOPE = /\(([^()]{1,60}?) scope\)/;

function kindOf(word: string): BlockKind {
  return word.toLowerCase() as BlockKind;
}
