import { programOf } from './read-only/programs.ts';
import { judgeScript } from './read-only/script.ts';

/** Whether a script can change anything, judged without running it. */
export type Effect =
  | { readonly type: 'reads' }
  | {
      readonly type: 'may-change';
      /** The first thing in it that is not known to only read: `` `rm` is not on the read-only list ``. */
      readonly why: string;
      /** Where that stands in the text. */
      readonly at: number;
    };

/**
 * Reads a script with a real shell parser and holds every command in it against the read-only list: those in
 * substitutions, here-documents, functions, and those that another command, shell or host is given to run. Whatever is
 * not understood or decided only when it runs may change something. Pure; never throws; offsets are UTF-16.
 *
 * @param placeholders Places `[start, end)` of `<NAME>` in the text: a word that somebody will put there.
 */
export function effectOf(
  text: string,
  placeholders: readonly (readonly [start: number, end: number])[] = [],
): Effect {
  const problem = judgeScript(withoutPlaceholders(text, placeholders));
  return problem === undefined ? { type: 'reads' } : { type: 'may-change', ...problem };
}

/** Whether a program stands in the read-only list, with whatever uses. */
export function isListed(name: string): boolean {
  return programOf(name) !== undefined;
}

/** A placeholder is as good as a variable: a word of which nothing is known. */
function withoutPlaceholders(
  text: string,
  spans: readonly (readonly [start: number, end: number])[],
): string {
  let plain = '';
  let from = 0;
  for (const [start, end] of spans.toSorted(([left], [right]) => left - right)) {
    if (start < from || end <= start + 1) continue;
    plain += `${text.slice(from, start)}$${'x'.repeat(end - start - 1)}`;
    from = end;
  }
  return plain + text.slice(from);
}
