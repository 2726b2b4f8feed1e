/**
 * The heading that opens at `at` with one to six `#`; undefined when none does. Linear in the line.
 *
 * @param end where the line ends
 */
export function atxHeadingAt(
  source: string,
  at: number,
  end: number,
): { readonly depth: number; readonly text: string } | undefined {
  let begin = at;
  while (begin < end && source[begin] === '#') begin += 1;
  const depth = begin - at;
  if (depth < 1 || depth > 6 || (begin < end && !isSpace(source[begin]))) return undefined;
  while (begin < end && isSpace(source[begin])) begin += 1;
  const last = beforeSpaces(source, begin, end);
  // Marks at its end close it, when white space or nothing stands before them.
  let closing = last;
  while (closing > begin && source[closing - 1] === '#') closing -= 1;
  if (closing > begin && !isSpace(source[closing - 1])) closing = last;
  return { depth, text: source.slice(begin, beforeSpaces(source, begin, closing)) };
}

/** Whether a line is a thematic break, `---` or `* * *`. Linear in the line. */
export function isRule(source: string, at: number, end: number): boolean {
  const mark = source[at];
  if (mark !== '-' && mark !== '*' && mark !== '_') return false;
  let marks = 0;
  for (let position = at; position < end; position += 1) {
    if (source[position] === mark) marks += 1;
    else if (!isSpace(source[position])) return false;
  }
  return marks >= 3;
}

/** 1 for a line of `=`, 2 for one of `-`, 0 for any other. Linear in the line. */
export function underlineDepth(source: string, at: number, end: number): 0 | 1 | 2 {
  const mark = source[at];
  if (mark !== '=' && mark !== '-') return 0;
  const last = beforeSpaces(source, at, end);
  for (let position = at; position < last; position += 1) {
    if (source[position] !== mark) return 0;
  }
  return mark === '=' ? 1 : 2;
}

/**
 * How many characters the mark of a list item at `at` has, `-` or `12.`; undefined when it is none.
 *
 * @param interrupts a paragraph would end there: only an item that holds something, and a list that begins with 1, may
 */
export function listMarkAt(
  source: string,
  at: number,
  end: number,
  interrupts: boolean,
): number | undefined {
  const length = markLength(source, at, end, interrupts);
  if (length === undefined) return undefined;
  const after = at + length;
  if (after < end && !isSpace(source[after])) return undefined;
  if (interrupts && isBlank(source, after, end)) return undefined;
  return length;
}

function markLength(
  source: string,
  at: number,
  end: number,
  interrupts: boolean,
): number | undefined {
  const first = source[at];
  if (first === '-' || first === '+' || first === '*') return 1;
  let after = at;
  while (after < end && after - at < 10 && isDigit(source[after])) after += 1;
  if (after === at || after - at > 9 || after >= end) return undefined;
  if (source[after] !== '.' && source[after] !== ')') return undefined;
  if (interrupts && Number(source.slice(at, after)) !== 1) return undefined;
  return after - at + 1;
}

function isBlank(source: string, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) if (!isSpace(source[at])) return false;
  return true;
}

function beforeSpaces(source: string, begin: number, end: number): number {
  let last = end;
  while (last > begin && isSpace(source[last - 1])) last -= 1;
  return last;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
