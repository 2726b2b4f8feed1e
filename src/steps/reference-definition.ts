/**
 * How many characters at the beginning of a paragraph are link reference definitions, `[name]: /where "title"`:
 * they are no words of it, and a line of `=` below nothing else makes no heading. Linear in the text.
 *
 * @param text the paragraph's lines, without the white space that they begin with
 */
export function definitionsLength(text: string): number {
  let position = 0;
  while (text[position] === '[') {
    const after = afterDefinition(text, position);
    if (after === undefined) break;
    position = after;
  }
  return position;
}

function afterDefinition(text: string, start: number): number | undefined {
  const colon = afterLabel(text, start);
  if (colon === undefined || text[colon] !== ':') return undefined;
  const target = afterTarget(text, skipSpace(text, colon + 1));
  if (target === undefined) return undefined;
  const title = skipSpace(text, target);
  const behindTitle = title === target ? undefined : afterTitle(text, title);
  const whole = behindTitle === undefined ? undefined : afterLine(text, behindTitle);
  return whole ?? afterLine(text, target);
}

function afterLabel(text: string, start: number): number | undefined {
  let holdsWords = false;
  for (let at = start + 1; at < text.length && at - start <= 1000; at += 1) {
    const character = text[at] ?? '';
    if (character === ']') return holdsWords ? at + 1 : undefined;
    if (character === '[') return undefined;
    if (character === '\\') at += 1;
    if (!/\s/.test(character)) holdsWords = true;
  }
  return undefined;
}

function afterTarget(text: string, start: number): number | undefined {
  let at = start;
  if (text[at] === '<') {
    for (at += 1; at < text.length; at += 1) {
      const character = text[at] ?? '';
      if (character === '>') return at + 1;
      if (character === '<' || isLineEnd(character)) return undefined;
      if (character === '\\') at += 1;
    }
    return undefined;
  }
  let depth = 0;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (/[\s\0-\x1f\x7f]/.test(character)) break;
    if (character === '(') depth += 1;
    if (character === ')' && (depth -= 1) < 0) break;
    if (character === '\\' && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? '')) at += 1;
  }
  return at === start || depth > 0 ? undefined : at;
}

function afterTitle(text: string, start: number): number | undefined {
  const opening = text[start] ?? '';
  if (!/["'(]/.test(opening)) return undefined;
  const closing = opening === '(' ? ')' : opening;
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === closing) return at + 1;
    if (character === opening) return undefined;
    if (character === '\\') at += 1;
  }
  return undefined;
}

/** Past white space with at most one line end in it. */
function skipSpace(text: string, start: number): number {
  let at = skipBlanks(text, start);
  if (!isLineEnd(text[at] ?? '')) return at;
  at += text.startsWith('\r\n', at) ? 2 : 1;
  return skipBlanks(text, at);
}

/** Past the line's end, when nothing but white space stands before it. */
function afterLine(text: string, start: number): number | undefined {
  const at = skipBlanks(text, start);
  if (at >= text.length) return text.length;
  if (!isLineEnd(text[at] ?? '')) return undefined;
  return at + (text.startsWith('\r\n', at) ? 2 : 1);
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r';
}
