import type { BlockRule, LintedBlock } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import type { Shell } from '../shells.ts';

/** `<NAME>` in a pasted command reads the file NAME and writes to whatever comes next. */
export const unquotedPlaceholder: BlockRule = {
  id: 'unquoted-placeholder',
  part: 'risky',
  severity: 'error',
  why: 'Pasted as it stands, `<` reads from a file and `>` writes one.',
  todo: 'Quote it, or make it a variable that an `ENV(...)` or a CAPTURE gives.',
  looksAt: 'block',
  *find(linted) {
    const { placeholders } = linted.block;
    if (!placeholders.some(({ text }) => text.startsWith('<'))) return;
    const bare = new Map<number, number>();
    for (const shell of shellsOf(linted)) addBare(bare, shell);
    const said = new Set<number>();
    for (const { text, spans } of placeholders) {
      if (!text.startsWith('<')) continue;
      for (const [start, end] of spans) {
        const word = bare.get(start);
        // One word, one finding: `<cluster>-<suffix>`.
        if (word === undefined || said.has(word)) continue;
        said.add(word);
        yield {
          start,
          end,
          message: `Pasted as it stands, \`${text}\` is no name to a shell: \`<\` reads a file and \`>\` writes to what comes next.`,
        };
      }
    }
  },
};

/** Adds the placeholders that no quotes of this shell hold, with where the word begins that they stand in. */
function addBare(bare: Map<number, number>, { linted, tree, placeOf }: Shell): void {
  for (const node of tree.ofType('Word')) {
    const word = placeOf(node);
    const held = placeholdersIn(linted, word.start, word.end);
    if (held.length === 0) continue;
    const quoted = (node.parts ?? [])
      .filter(({ type }) => /Quoted$/.test(type))
      .map((part) => placeOf(part));
    for (const [start, end] of held)
      if (!bare.has(start) && !quoted.some((part) => part.start <= start && end <= part.end))
        bare.set(start, word.start);
  }
}

type Span = readonly [start: number, end: number];
const sorted = new WeakMap<LintedBlock, readonly Span[]>();

/** The placeholders that stand between two offsets of a block's text. */
function placeholdersIn(linted: LintedBlock, start: number, end: number): readonly Span[] {
  const spans =
    sorted.get(linted) ??
    linted.block.placeholders.flatMap((one) => one.spans).sort((left, right) => left[0] - right[0]);
  sorted.set(linted, spans);
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.[0] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const found: Span[] = [];
  for (let at = low; (spans[at]?.[1] ?? Infinity) <= end; at += 1) {
    const span = spans[at];
    if (span !== undefined) found.push(span);
  }
  return found;
}

/** Whether a placeholder stands between two offsets of a block's text. */
export function holdsPlaceholder(linted: LintedBlock, start: number, end: number): boolean {
  return placeholdersIn(linted, start, end).length > 0;
}
