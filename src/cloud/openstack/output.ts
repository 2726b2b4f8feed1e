/** How the openstack client prints what a command found: table, value, json, yaml. */
import { stringify } from 'yaml';

export type Value =
  string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** What a command found, in the command's own order of columns. */
export type Found =
  | { readonly type: 'one'; readonly fields: readonly (readonly [string, Value])[] }
  | {
      readonly type: 'list';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Value[])[];
    }
  | { readonly type: 'nothing' };

export interface Printing {
  readonly format: 'table' | 'value' | 'json' | 'yaml';
  /** Columns asked for with `-c`; none asked for is all. */
  readonly columns: readonly string[];
}

/** The text for standard output, or the error when no asked-for column is there. */
export function print(
  found: Found,
  printing: Printing,
): { readonly text: string } | { readonly error: string } {
  if (found.type === 'nothing') return { text: '' };
  const names = found.type === 'one' ? found.fields.map(([name]) => name) : found.columns;
  // Flags choose columns; the order stays the command's. What is unknown is dropped without a word.
  const kept = names.flatMap((name, place) =>
    printing.columns.length === 0 || printing.columns.includes(name) ? [place] : [],
  );
  if (kept.length === 0) {
    return {
      error: `No recognized column names in ${repr(printing.columns)}. Recognized columns are ${repr(names)}.`,
    };
  }
  if (found.type === 'one') {
    const fields = found.fields.filter((_, place) => kept.includes(place));
    return { text: printOne(fields, printing) };
  }
  const columns = kept.map((place) => names[place] ?? '');
  const rows = found.rows.map((row) => kept.map((place) => row[place] ?? null));
  return { text: printList(columns, rows, printing) };
}

/** The table of one object: `Field` and `Value`. */
export function showTable(fields: readonly (readonly [string, Value])[]): string {
  return grid(['Field', 'Value'], fields);
}

/** A table with a line around it, cells padded by one blank. */
export function grid(columns: readonly string[], rows: readonly (readonly Value[])[]): string {
  if (rows.length === 0) return '\n';
  const cells = [columns, ...rows].map((row) => row.map((cell) => display(cell)));
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [rule, line(head), rule, ...body.map(line), rule, ''].join('\n');
}

/** A value as Python prints it inside a list or dictionary. */
export function repr(value: Value): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    return quote + (quote === "'" ? value.replaceAll("'", "\\'") : value) + quote;
  }
  if (isList(value)) return `[${value.map(repr).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${repr(key)}: ${repr(item)}`)
    .join(', ')}}`;
}

function printOne(fields: readonly (readonly [string, Value])[], { format }: Printing): string {
  switch (format) {
    case 'table':
      return showTable(fields);
    case 'value':
      return fields.map(([, value]) => `${display(value)}\n`).join('');
    case 'json':
      return `${JSON.stringify(Object.fromEntries(fields), null, 2)}\n`;
    case 'yaml':
      return stringify(Object.fromEntries(fields));
  }
}

function printList(
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
  { format }: Printing,
): string {
  const objects = () =>
    rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
  switch (format) {
    case 'table':
      return grid(columns, rows);
    case 'value':
      return rows.map((row) => `${row.map(display).join(' ')}\n`).join('');
    case 'json':
      return `${JSON.stringify(objects(), null, 2)}\n`;
    case 'yaml':
      return stringify(objects());
  }
}

function display(value: Value): string {
  return typeof value === 'string' ? value : repr(value);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
