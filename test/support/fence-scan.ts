/**
 * A second, simple reader of fences, written apart from the one under test: line by line, marks of
 * quotes and list indents taken off. Good for tidy documents; it is only a witness.
 */
export interface ScannedFence {
  /** 1-based line of the opening fence. */
  readonly line: number;
  readonly lang: string;
  readonly text: string;
  /** It stands in the first column, so its text is as on disk. */
  readonly top: boolean;
}

/** Finds the fences of a document by looking at one line after the other. */
export function scanFences(source: string): ScannedFence[] {
  const fences: ScannedFence[] = [];
  const lines = source.split('\n');
  let open:
    { line: number; lang: string; prefix: string; marks: string; text: string[] } | undefined;
  lines.forEach((line, index) => {
    if (open === undefined) {
      const found = /^((?:> ?|[ ]+)*)(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/.exec(line);
      if (found === null) return;
      const [, prefix = '', marks = '', lang = ''] = found;
      open = { line: index + 1, lang, prefix, marks, text: [] };
    } else {
      const bare = line.startsWith(open.prefix)
        ? line.slice(open.prefix.length)
        : line.replace(/^>/, '');
      if (bare.trim() === open.marks) {
        const { line: at, lang, prefix, text } = open;
        fences.push({ line: at, lang, text: text.join('\n'), top: prefix === '' });
        open = undefined;
      } else open.text.push(bare);
    }
  });
  return fences;
}
