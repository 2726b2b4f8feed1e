/** A regular expression from a document, or the sentence that says why it can not be used. */
export type Pattern =
  | {
      readonly type: 'usable';
      readonly expression: RegExp;
      /** Unbounded repetitions. */ readonly repeats: number;
    }
  | { readonly type: 'unusable'; readonly reason: string };

/**
 * Compiles a pattern that comes from a document: multi-line, Unicode where it allows it. A repeated
 * group that itself repeats (`(a+)+`) can take longer than the universe on a line of output, so it is
 * refused, whatever stands beside it.
 */
export function compilePattern(source: string, form: 'search' | 'whole' = 'search'): Pattern {
  if (source.length > 2000) return { type: 'unusable', reason: 'the pattern is too long' };
  const wrapped = form === 'whole' ? `^(?:${source})$` : source;
  const flags = form === 'whole' ? '' : 'm';
  const expression = tryCompile(wrapped, `${flags}u`) ?? tryCompile(wrapped, flags);
  // The bare source too: `a)(b` becomes valid by wrapping alone.
  if (expression === undefined || tryCompile(source, '') === undefined) {
    return { type: 'unusable', reason: `\`${source}\` is no regular expression` };
  }
  const shape = shapeOf(source);
  if (shape.nested) {
    return { type: 'unusable', reason: `\`${source}\` repeats a group that repeats within itself` };
  }
  return { type: 'usable', expression, repeats: shape.repeats };
}

function tryCompile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

interface Group {
  /** An unbounded repetition stands inside. */
  repeats: boolean;
}

/** Looks for repetition inside repetition without a full grammar: groups, classes and quantifiers are enough. */
function shapeOf(source: string): { nested: boolean; repeats: number } {
  const open: Group[] = [];
  let repeats = 0;
  let nested = false;
  let closed: Group | undefined;
  let index = 0;
  while (index < source.length) {
    const quantifier = /^(?:[*+]|\{\d+,\}|\{\d+,\d{3,}\})\??/.exec(
      source.slice(index, index + 24),
    )?.[0];
    if (quantifier !== undefined) {
      repeats += 1;
      if (closed?.repeats === true) nested = true;
      for (const group of open) group.repeats = true;
      closed = undefined;
      index += quantifier.length;
      continue;
    }
    const character = source[index];
    closed = undefined;
    if (character === '\\') index += 2;
    else if (character === '[') index = endOfClass(source, index);
    else {
      if (character === '(') open.push({ repeats: false });
      if (character === ')') closed = open.pop();
      index += 1;
    }
  }
  return { nested, repeats };
}

function endOfClass(source: string, start: number): number {
  let index = start + 1;
  while (index < source.length && source[index] !== ']') index += source[index] === '\\' ? 2 : 1;
  return index + 1;
}
