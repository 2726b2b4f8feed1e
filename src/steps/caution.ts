import { codeSpans, plainText } from './inline.ts';
import type { Caution } from './model.ts';
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
