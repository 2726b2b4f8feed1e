/** A line of one text, of the other, or of both. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Texts with more pairs of lines than this are told as one taken out and the other put in: a table of all is too large. */
const most = 4_000_000;

/** Two texts line by line: the fewest lines taken out and put in, the first in front of the second. */
export function diffLines(
  before: readonly string[],
  after: readonly string[],
): readonly DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const same = (lines: readonly string[]): readonly DiffLine[] =>
    lines.map((text) => ({ sign: ' ', text }));
  return [
    ...same(before.slice(0, start)),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ];
}

function middle(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const out = (text: string): DiffLine => ({ sign: '-', text });
  const into = (text: string): DiffLine => ({ sign: '+', text });
  if (before.length * after.length > most) return [...before.map(out), ...after.map(into)];
  const width = after.length + 1;
  // By what is left of each: how many lines both can still have in common.
  const common = new Uint32Array((before.length + 1) * width);
  for (let one = before.length - 1; one >= 0; one -= 1)
    for (let other = after.length - 1; other >= 0; other -= 1)
      common[one * width + other] =
        before[one] === after[other]
          ? (common[(one + 1) * width + other + 1] ?? 0) + 1
          : Math.max(common[(one + 1) * width + other] ?? 0, common[one * width + other + 1] ?? 0);
  const lines: DiffLine[] = [];
  let [one, other] = [0, 0];
  while (one < before.length || other < after.length) {
    const [left, right] = [before[one], after[other]];
    if (left !== undefined && left === right) {
      lines.push({ sign: ' ', text: left });
      one += 1;
      other += 1;
    } else if (
      left !== undefined &&
      (right === undefined ||
        (common[(one + 1) * width + other] ?? 0) >= (common[one * width + other + 1] ?? 0))
    ) {
      lines.push(out(left));
      one += 1;
    } else {
      lines.push(into(right ?? ''));
      other += 1;
    }
  }
  return lines;
}

/** Only what differs, with so many lines around it; a line of dots where lines are left out. */
export function around(
  lines: readonly DiffLine[],
  context: number,
): readonly (DiffLine | 'left-out')[] {
  const near = lines.map(() => false);
  for (const [index, { sign }] of lines.entries())
    if (sign !== ' ')
      for (
        let at = Math.max(0, index - context);
        at <= index + context && at < lines.length;
        at += 1
      )
        near[at] = true;
  return lines.flatMap((line, index): readonly (DiffLine | 'left-out')[] => {
    if (near[index] === true) return [line];
    return index === 0 || near[index - 1] === true ? ['left-out'] : [];
  });
}
