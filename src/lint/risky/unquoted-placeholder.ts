import type { BlockRule, LintedBlock } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import type { Shell } from '../shells.ts';
import { nodesBelow } from '../../steps/shell-syntax.ts';

/** `<NAME>` in a pasted command reads the file NAME and writes to whatever comes next. */
export const unquotedPlaceholder: BlockRule = {
  id: 'unquoted-placeholder',
  part: 'risky',
  severity: 'error',
  why: 'Pasted as it stands, `<` reads from a file and `>` writes one.',
  todo: 'Quote it, or make it a variable that an `ENV(...)` or a CAPTURE gives.',
  looksAt: 'block',
  *find(linted) {
    const places = linted.block.placeholders
      .filter(({ text }) => text.startsWith('<'))
      .flatMap(({ text, spans }) => spans.map(([start, end]) => ({ text, start, end })))
      .sort((left, right) => left.start - right.start);
    if (places.length === 0) return;
    const words = shellsOf(linted).flatMap(bareWords);
    let last: { start: number; end: number } | undefined;
    for (const { text, start, end } of places) {
      const word = words.find(
        (one) =>
          one.start <= start &&
          end <= one.end &&
          !one.quoted.some((part) => part.start <= start && end <= part.end),
      );
      // One word, one finding: `<cluster>-<suffix>`.
      if (word === undefined || word.start === last?.start) continue;
      last = word;
      yield {
        start,
        end,
        message: `Pasted as it stands, \`${text}\` reads a file of that name and writes to what comes behind it.`,
      };
    }
  },
};

interface BareWord {
  readonly start: number;
  readonly end: number;
  readonly quoted: readonly { readonly start: number; readonly end: number }[];
}

/** The words of a shell that hold a placeholder, with what of them is quoted there. */
function bareWords(shell: Shell): readonly BareWord[] {
  const found: BareWord[] = [];
  for (const node of nodesBelow(shell.script)) {
    if (node.type !== 'Word') continue;
    const place = shell.placeOf(node);
    if (!holdsPlaceholder(shell.linted, place.start, place.end)) continue;
    const quoted = (node.parts ?? []).filter(
      ({ type }) => type === 'SingleQuoted' || type === 'DoubleQuoted' || type === 'AnsiCQuoted',
    );
    found.push({ ...place, quoted: quoted.map((part) => shell.placeOf(part)) });
  }
  return found;
}

/** For others: whether a word of the document's own holds a placeholder. */
export function holdsPlaceholder({ block }: LintedBlock, start: number, end: number): boolean {
  return block.placeholders.some(({ spans }) =>
    spans.some(([from, to]) => start <= from && to <= end),
  );
}
