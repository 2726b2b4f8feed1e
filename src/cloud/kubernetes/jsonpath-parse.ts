/** The templates of `-o jsonpath=`, read: text, paths in braces, and ranges. */

export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'path'; readonly steps: readonly Step[] }
  | { readonly type: 'range'; readonly steps: readonly Step[]; readonly body: readonly Part[] };

export type Step =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'every' }
  /** Every value below, at any depth, of this key. */
  | { readonly type: 'below'; readonly key: string }
  /** `[n]`, `[from:to:by]`; undefined: open at that end. */
  | { readonly type: 'place'; readonly at: number }
  | {
      readonly type: 'slice';
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly by: number;
    }
  | {
      readonly type: 'filter';
      readonly left: Operand;
      readonly by: string;
      readonly right: Operand;
    };

export type Operand =
  | { readonly type: 'value'; readonly value: string | number | boolean }
  | { readonly type: 'steps'; readonly steps: readonly Step[] };

/** A template that can not be read; the message is kubectl's. */
export class TemplateError extends Error {}

/** Reads a template. Braces may be missing around a single path. Throws TemplateError. */
export function parseTemplate(template: string): readonly Part[] {
  const relaxed = template.includes('{')
    ? template
    : `{${template.startsWith('.') || template.startsWith('[') ? '' : '.'}${template}}`;
  const tokens = tokensOf(relaxed);
  const { parts, rest } = collect(tokens, 0);
  if (rest < tokens.length) throw new TemplateError('not in range, nothing to end');
  return parts;
}

type Token = { readonly type: 'text' | 'action'; readonly text: string };

function tokensOf(template: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{', at);
    const text = template.slice(at, open < 0 ? undefined : open);
    if (text !== '') tokens.push({ type: 'text', text });
    if (open < 0) break;
    const close = closing(template, open + 1);
    if (close < 0) throw new TemplateError('unclosed action');
    tokens.push({ type: 'action', text: template.slice(open + 1, close).trim() });
    at = close + 1;
  }
  return tokens;
}

/** The brace that ends an action: not one inside quotes. */
function closing(template: string, from: number): number {
  let quote = '';
  for (let at = from; at < template.length; at++) {
    const letter = template.charAt(at);
    if (letter === '\\') at++;
    else if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '}') return at;
  }
  return -1;
}

function collect(tokens: readonly Token[], from: number): { parts: Part[]; rest: number } {
  const parts: Part[] = [];
  let at = from;
  while (at < tokens.length) {
    const token = tokens[at++];
    if (token === undefined) break;
    if (token.type === 'text') parts.push(token as Part);
    else if (token.text === 'end') {
      if (from === 0) throw new TemplateError('not in range, nothing to end');
      return { parts, rest: at };
    } else if (/^range(\s|$)/.test(token.text)) {
      const steps = parsePath(token.text.slice(5).trim());
      const inner = collect(tokens, at);
      if (tokens[inner.rest - 1]?.text !== 'end') throw new TemplateError('unclosed range');
      at = inner.rest;
      parts.push({ type: 'range', steps, body: inner.parts });
    } else parts.push(...actionOf(token.text));
  }
  return { parts, rest: at };
}

/** What stands in braces: texts in quotes and paths, one after the other. */
function actionOf(text: string): Part[] {
  const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*/.exec(text);
  if (quoted !== null) {
    const part: Part = { type: 'text', text: unescape(quoted[1] ?? quoted[2] ?? '') };
    const rest = text.slice(quoted[0].length);
    return rest === '' ? [part] : [part, ...actionOf(rest)];
  }
  return [{ type: 'path', steps: parsePath(text) }];
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 't' ? '\t' : letter,
  );
}

/** Reads `.items[*].metadata.name` and the like. Throws TemplateError. */
export function parsePath(text: string): readonly Step[] {
  const steps: Step[] = [];
  let rest = text.replace(/^[$@]/, '');
  while (rest !== '') {
    const step = /^\.\.((?:[^.[\]\\\s]|\\.)+)/.exec(rest) ?? /^\.((?:[^.[\]\\\s]|\\.)+)/.exec(rest);
    if (step !== null) {
      const key = (step[1] ?? '').replace(/\\(.)/g, '$1');
      if (rest.startsWith('..')) steps.push({ type: 'below', key });
      else steps.push(key === '*' ? { type: 'every' } : { type: 'key', key });
      rest = rest.slice(step[0].length);
    } else if (rest === '.') {
      rest = '';
    } else if (rest.startsWith('[')) {
      const close = bracket(rest);
      if (close < 0) throw new TemplateError('unterminated array');
      steps.push(inBrackets(rest.slice(1, close).trim()));
      rest = rest.slice(close + 1);
    } else throw new TemplateError(`unrecognized character in action: ${codePoint(rest)}`);
  }
  return steps;
}

function bracket(text: string): number {
  let quote = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '[') depth++;
    else if (letter === ']' && --depth === 0) return at;
  }
  return -1;
}

function inBrackets(text: string): Step {
  if (text === '*') return { type: 'every' };
  const key = /^'(.*)'$/.exec(text) ?? /^"(.*)"$/.exec(text);
  if (key !== null) return { type: 'key', key: key[1] ?? '' };
  if (/^-?\d+$/.test(text)) return { type: 'place', at: Number(text) };
  const slice = /^(-?\d*):(-?\d*)(?::(\d+))?$/.exec(text);
  if (slice !== null) {
    const [, from, to, by] = slice;
    const number = (part: string | undefined) =>
      part === undefined || part === '' ? undefined : Number(part);
    return { type: 'slice', from: number(from), to: number(to), by: Number(by ?? 1) };
  }
  const filter = /^\?\((.*)\)$/.exec(text);
  if (filter === null) throw new TemplateError(`invalid array index ${text}`);
  const [, left = '', by = '', right = ''] =
    /^(.*?)\s*(==|!=|<=|>=|<|>)\s*(.*)$/.exec(filter[1] ?? '') ?? [];
  if (by === '')
    return { type: 'filter', left: operand(filter[1] ?? ''), by: 'exists', right: nothing };
  return { type: 'filter', left: operand(left), by, right: operand(right) };
}

const nothing: Operand = { type: 'value', value: '' };

function operand(text: string): Operand {
  const trimmed = text.trim();
  const quoted = /^(?:"(.*)"|'(.*)')$/.exec(trimmed);
  if (quoted !== null) return { type: 'value', value: quoted[1] ?? quoted[2] ?? '' };
  if (trimmed === 'true' || trimmed === 'false')
    return { type: 'value', value: trimmed === 'true' };
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return { type: 'value', value: Number(trimmed) };
  return { type: 'steps', steps: parsePath(trimmed) };
}

function codePoint(text: string): string {
  const letter = text.charAt(0);
  return `U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')} '${letter}'`;
}
