import type { Located } from '../../session/refs.ts';
import type { Section } from './fold.ts';
import { clean, span, type Line } from './span.ts';
import { wrapWords } from './wrap.ts';

/** Paragraphs of a document as rows. */
export function proseLines(paragraphs: readonly string[], columns: number): readonly Line[] {
  return paragraphs.flatMap((paragraph) =>
    wrapWords(clean(paragraph), columns).map((row): Line => [span(row)]),
  );
}

/** Sentences that the panes show as what they are: a gate, a caution, a capture, a route. */
const SENTENCE =
  /^(?:GATE|CAUTION|CAPTURE|IDEMPOTENT|SKIP WHEN|DEFER TO|FALLBACK WHEN|TRAINING ANSWER|ASK|POLL|STDIN|MEANWHILE|DIAGNOSE)\b[^:]{0,40}:/;

/** What stands above the block, back to the block before it. */
export function proseSection({ block }: Located, columns: number, rank: number): Section {
  return {
    name: 'the prose',
    lines: proseLines(block.prose, columns),
    keep: 'first',
    least: 1,
    rank,
  };
}

/** What the step says that stands above none of its blocks, so that no sentence of a document is lost. */
export function otherProseSection({ step }: Located, columns: number, rank: number): Section {
  const above = new Set(step.blocks.flatMap(({ prose }) => prose));
  const other = step.prose.filter(
    (paragraph) => !above.has(paragraph) && !SENTENCE.test(paragraph),
  );
  return {
    name: 'the step',
    heading: [span(`Step ${clean(step.id)} also says`, { tone: 'quiet' })],
    lines: proseLines(other, columns),
    keep: 'first',
    least: 0,
    rank,
  };
}
