import { LineCursor } from './line-cursor.ts';

/** The fields between two lines `---` at the beginning of a document, and where the rest begins. */
export interface FrontMatter {
  readonly text: string;
  readonly next: number;
  readonly nextLine: number;
}

/** Finds the front matter of a document; undefined when it has none. */
export function findFrontMatter(source: string): FrontMatter | undefined {
  const cursor = new LineCursor(source);
  const isFence = (): boolean =>
    cursor.nextLine() && source.startsWith('---', cursor.offset) && cursor.words() === '---';
  if (!isFence()) return undefined;
  const begin = cursor.next;
  // Front matter is short; a document that only begins with a rule is not searched to its end.
  for (let line = 2; line <= LONGEST; line += 1) {
    if (!isFence()) continue;
    const text = source.slice(begin, cursor.offset);
    if (!looksLikeFields(text)) return undefined;
    return { text, next: cursor.next, nextLine: line + 1 };
  }
  return undefined;
}

/** In lines. */
const LONGEST = 1000;

/**
 * A document may begin with a rule and hold another one below: what stands between them is front matter
 * only when it begins with a field, or holds nothing. With a fence in it, commands would get lost.
 */
function looksLikeFields(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const first = lines.map((line) => line.trimStart()).find((line) => !line.startsWith('#'));
  if (lines.some((line) => /^ {0,3}(?:`{3}|~{3})/.test(line))) return false;
  if (first === undefined) return lines.length === 0;
  const name = first.slice(0, Math.max(0, first.slice(0, 200).indexOf(':'))).trimEnd();
  return /^["']?[A-Za-z_][\w .-]*["']?$/.test(name);
}
