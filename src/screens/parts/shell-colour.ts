/** What a piece of a shell script is, for colouring. */
export type ShellTokenKind = 'comment' | 'string' | 'variable' | 'keyword' | 'plain';

export interface ShellToken {
  readonly kind: ShellTokenKind;
  readonly text: string;
}

/**
 * Takes a shell script apart for colouring. The texts joined are the script, character for character,
 * whatever the script is: this only ever guesses at colours, never at content. Linear in the length.
 */
export function shellTokens(script: string): readonly ShellToken[] {
  const scan: Scan = { script, at: 0, command: true, loop: false, heredocs: [], tokens: [] };
  while (scan.at < script.length) step(scan);
  return scan.tokens;
}

interface Heredoc {
  readonly end: string;
  readonly tabs: boolean;
  readonly quoted: boolean;
}

interface Scan {
  readonly script: string;
  at: number;
  /** The next word is a command or a keyword. */
  command: boolean;
  /** After `for`, `case`, `select`: an `in` is a keyword too. */
  loop: boolean;
  heredocs: Heredoc[];
  readonly tokens: { kind: ShellTokenKind; text: string }[];
}

function step(scan: Scan): void {
  const { script, at } = scan;
  const character = script.charAt(at);
  switch (character) {
    case '\n':
      emit(scan, 'plain', at + 1);
      scan.command = true;
      scan.loop = false;
      return takeHeredocs(scan);
    case ' ':
    case '\t':
      return emit(scan, 'plain', at + 1);
    case '#':
      if (startsWord(scan)) return emit(scan, 'comment', until(script, '\n', at));
      break;
    case "'":
      scan.command = false;
      return emit(scan, 'string', after(script, "'", at + 1));
    case '"':
      scan.command = false;
      return takeDouble(scan);
    case '\\':
      return emit(scan, 'plain', Math.min(script.length, at + 2));
    case '$':
      return takeDollar(scan);
    case '`':
    case ';':
    case '|':
    case '&':
    case '(':
    case ')':
      scan.command = true;
      return emit(scan, 'plain', at + 1);
    case '<':
    case '>':
      return takeRedirect(scan);
  }
  takeWord(scan);
}

function takeWord(scan: Scan): void {
  const word = matchAt(WORD, scan) ?? scan.script.charAt(scan.at);
  const isKeyword = (scan.command && KEYWORDS.has(word)) || (scan.loop && word === 'in');
  if (LOOPS.has(word) && isKeyword) scan.loop = true;
  scan.command = isKeyword && !NO_COMMAND_AFTER.has(word);
  emit(scan, isKeyword ? 'keyword' : 'plain', scan.at + word.length);
}

function takeDollar(scan: Scan): void {
  if (scan.script.startsWith("$'", scan.at)) {
    scan.command = false;
    return emit(scan, 'string', after(scan.script, "'", scan.at + 2));
  }
  const variable = matchAt(VARIABLE, scan);
  scan.command = variable === undefined && scan.script.charAt(scan.at + 1) === '(';
  emit(scan, variable === undefined ? 'plain' : 'variable', scan.at + (variable?.length ?? 1));
}

/** A double-quoted string, its variables apart. */
function takeDouble(scan: Scan): void {
  emit(scan, 'string', scan.at + 1);
  takeQuoted(scan, scan.script.length, '"');
}

/** String text with variables up to `end`, or through the closing character. */
function takeQuoted(scan: Scan, end: number, closing: string | undefined): void {
  while (scan.at < end) {
    const character = scan.script.charAt(scan.at);
    if (character === '$') {
      const variable = matchAt(VARIABLE, scan);
      const stop = Math.min(end, scan.at + (variable?.length ?? 1));
      emit(scan, variable === undefined ? 'string' : 'variable', stop);
      continue;
    }
    const length = character === '\\' ? 2 : 1;
    emit(scan, 'string', Math.min(end, scan.at + length));
    if (character === closing) return;
  }
}

function takeRedirect(scan: Scan): void {
  const here = matchAt(HEREDOC, scan);
  if (here === undefined) {
    const run = matchAt(ARROWS, scan) ?? '<';
    return emit(scan, 'plain', scan.at + run.length);
  }
  const word = here.replace(/^<<-?[ \t]*/, '');
  scan.heredocs.push({
    end: word.replace(/['"\\]/g, ''),
    tabs: here.startsWith('<<-'),
    quoted: /['"\\]/.test(word),
  });
  emit(scan, 'plain', scan.at + here.length);
}

function takeHeredocs(scan: Scan): void {
  for (const heredoc of scan.heredocs) {
    const end = endOfHeredoc(scan, heredoc);
    if (heredoc.quoted) emit(scan, 'string', end);
    else takeQuoted(scan, end, undefined);
  }
  scan.heredocs = [];
}

/** Where the line that ends a heredoc begins its line feed; the end of the script when none does. */
function endOfHeredoc({ script, at }: Scan, { end, tabs }: Heredoc): number {
  for (let line = at; line < script.length;) {
    const stop = until(script, '\n', line);
    const text = script.slice(line, stop);
    if ((tabs ? text.replace(/^\t+/, '') : text) === end) return stop;
    line = stop + 1;
  }
  return script.length;
}

function emit(scan: Scan, kind: ShellTokenKind, end: number): void {
  const text = scan.script.slice(scan.at, end);
  const last = scan.tokens.at(-1);
  if (last?.kind === kind) last.text += text;
  else if (text !== '') scan.tokens.push({ kind, text });
  scan.at = end;
}

function matchAt(pattern: RegExp, scan: Scan): string | undefined {
  pattern.lastIndex = scan.at;
  return pattern.exec(scan.script)?.[0];
}

function startsWord({ script, at }: Scan): boolean {
  return at === 0 || /[\s;|&()]/.test(script.charAt(at - 1));
}

function until(script: string, what: string, from: number): number {
  const found = script.indexOf(what, from);
  return found === -1 ? script.length : found;
}

function after(script: string, what: string, from: number): number {
  return Math.min(script.length, until(script, what, from) + 1);
}

// Sticky, and bounded so that an unclosed brace costs no more than its bound.
const VARIABLE = /\$(?:\{[^}\n]{0,200}\}|[A-Za-z_][A-Za-z0-9_]{0,200}|[0-9@*#?$!-])/y;
const WORD = /[^\s'"\\$`;|&()<>]{1,400}/y;
const HEREDOC = /<<-?[ \t]{0,20}(?:'[^'\n]{0,80}'|"[^"\n]{0,80}"|\\?[A-Za-z_][A-Za-z0-9_]{0,80})/y;
const ARROWS = /[<>]{1,3}/y;

const KEYWORDS = new Set(
  'if then else elif fi for while until do done case esac in function select time { } ! [[ ]]'.split(
    ' ',
  ),
);
const LOOPS = new Set(['for', 'case', 'select']);
/** After these comes a name or a word, not a command. */
const NO_COMMAND_AFTER = new Set([
  'for',
  'case',
  'select',
  'function',
  'in',
  '[[',
  ']]',
  '}',
  'fi',
]);
