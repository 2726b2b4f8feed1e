import { codeSpans, plainText } from './inline.ts';
import { variableOf } from './literal.ts';
import type { Caution, Literal, Problem, Step } from './model.ts';
import { nearestId } from './refs.ts';
import { unitSpokenOf } from './place.ts';

/** A caution that is not yet at its block: what has to be typed may come from there. */
export interface WrittenCaution {
  readonly line: number;
  readonly text: string;
  /** The first code span of the warning. */
  readonly named: string | undefined;
}

/** Reads the words of a warning: what follows `CAUTION:`, or a paragraph that begins with `!!!`. */
export function readCaution(line: number, body: string): WrittenCaution {
  const named = codeSpans(body)
    .map((span) => span.value.trim())
    .find((value) => value !== '' && value.length <= 80);
  return { line, text: plainText(body), named };
}

/** Whether a paragraph is a `!!! DESTRUCTIVE ...` warning; gives the words after the marks. */
export function bangWarning(text: string): string | undefined {
  return /^\s*!!!\s*([A-Z][A-Za-z]+.*)$/s.exec(text)?.[1];
}

/** What the operator types: the warning's own object, else the unit, else the step. */
export function placeCaution(caution: WrittenCaution, location: string, stepId: string): Caution {
  const object = caution.named ?? unitSpokenOf(location) ?? stepId;
  return { line: caution.line, text: caution.text, object };
}

/** The name whose value is typed, when the object is written `$stack_id`; undefined when the object is the text itself. */
export function cautionVariable({ object }: Pick<Caution, 'object'>): string | undefined {
  return /^\$([a-z][a-z0-9_]*)$/.exec(object)?.[1];
}

/** Cautions whose object is the value of a name that the document gives nowhere. */
export function unknownCautionNames(
  steps: readonly Step[],
  literals: readonly Literal[],
): Problem[] {
  const blocks = steps.flatMap((step) => step.blocks);
  const known = [
    ...literals.map(({ name }) => variableOf(name)),
    ...blocks.flatMap(({ captures }) => captures.map(({ name }) => name)),
  ];
  return blocks
    .flatMap(({ cautions }) => cautions)
    .flatMap((caution) => {
      const name = cautionVariable(caution);
      if (name === undefined || known.includes(name)) return [];
      const nearest = nearestId(name, known);
      return [
        {
          topic: 'unknown-value' as const,
          line: caution.line,
          message: `CAUTION: no literal or capture here gives \`$${name}\``,
          nearest: nearest === undefined ? undefined : `\`$${nearest}\``,
        },
      ];
    });
}
