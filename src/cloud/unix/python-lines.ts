import { NotKnown } from './python-syntax.ts';

export interface Line {
  readonly indent: number;
  readonly text: string;
}

/** Logical lines: an open bracket goes on with the next, `;` parts simple statements. */
export function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  let open = '';
  for (const raw of source.split('\n')) {
    const text = open === '' ? raw : `${open} ${raw.trim()}`;
    if (text.trim() === '' || text.trim().startsWith('#')) continue;
    if (depth(text) > 0) {
      open = text;
      continue;
    }
    open = '';
    const indent = /^[ \t]*/.exec(text)?.[0].length ?? 0;
    for (const part of split(text.trim(), ';')) if (part !== '') lines.push({ indent, text: part });
  }
  if (open !== '') throw new NotKnown('brackets');
  return lines;
}

function depth(text: string): number {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  return (bare.match(/[([{]/g)?.length ?? 0) - (bare.match(/[)\]}]/g)?.length ?? 0);
}

/** Parts of a text at a mark outside of quotes. */
export function split(text: string, mark: string): string[] {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^"']/g) ?? [];
  const out = [''];
  for (const part of parts) {
    if (part === mark) out.push('');
    else out[out.length - 1] += part;
  }
  return out.map((one) => one.trim());
}

/** `x in y: body` cut at the colon that ends the head. */
export function cutHead(text: string): [string, string] {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^"']/g) ?? [];
  let level = 0;
  let head = '';
  for (const [index, part] of parts.entries()) {
    if ('([{'.includes(part)) level++;
    if (')]}'.includes(part)) level--;
    if (part === ':' && level === 0)
      return [
        head.trim(),
        parts
          .slice(index + 1)
          .join('')
          .trim(),
      ];
    head += part;
  }
  throw new NotKnown(text);
}
