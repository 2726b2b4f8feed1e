/** What docs/lint/<id>.md says, as far as a test can hold it to its word. */
export interface RulePage {
  readonly title: string;
  readonly text: string;
  /** Fences below a line `Found:`, and below a line `Not found:`. */
  readonly found: readonly Example[];
  readonly notFound: readonly Example[];
}

export interface Example {
  /** `bash`: one block, below RUN -- jumphost. `markdown`: a whole document. */
  readonly lang: string;
  readonly text: string;
}

/** Reads a page. An example is a fence whose last line of words above is `Found:` or `Not found:`, or ends in one of them. */
export function readRulePage(text: string): RulePage {
  const found: Example[] = [];
  const notFound: Example[] = [];
  let into: Example[] | undefined;
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (/^Found\b.*:$/.test(line)) into = found;
    else if (/^Not found\b.*:$/.test(line)) into = notFound;
    const [, marks, lang = '', escaped] = /^(`{3,})(\w*)( escaped)?$/.exec(line) ?? [];
    if (marks === undefined) continue;
    const end = lines.indexOf(marks, at + 1);
    const written = lines.slice(at + 1, end).join('\n');
    // What no page can hold as it stands.
    const plain = (): string => written.replaceAll('\\r', '\r').replaceAll('\\0', '\0');
    into?.push({ lang, text: escaped === undefined ? written : plain() });
    into = undefined;
    at = end;
  }
  return { title: lines[0] ?? '', text, found, notFound };
}
