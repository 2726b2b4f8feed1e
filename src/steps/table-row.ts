/**
 * How many columns the line between a table's head and its body has, `| --- | :-: |`; undefined when it is no such
 * line. A row of dashes alone is none. Linear in the text.
 */
export function delimiterColumns(text: string): number | undefined {
  if (!/^[|:-][|: \t-]*$/.test(text) || !/[|:]/.test(text)) return undefined;
  const cells = cellsOf(text);
  return cells.every((cell) => /^:?-+:?$/.test(cell)) ? cells.length : undefined;
}

/** The cells of a row, trimmed; `\|` is a bar inside a cell, in code too. Linear in the text. */
export function cellsOf(row: string): string[] {
  const text = row.trim();
  const cells: string[] = [];
  let cell = '';
  let from = text.startsWith('|') ? 1 : 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\' && text[at + 1] === '|') {
      cell += text.slice(from, at) + '|';
      at += 1;
      from = at + 1;
    } else if (character === '|') {
      cells.push((cell + text.slice(from, at)).trim());
      cell = '';
      from = at + 1;
    }
  }
  const last = cell + text.slice(from);
  if (last !== '' || cells.length === 0) cells.push(last.trim());
  return cells;
}
