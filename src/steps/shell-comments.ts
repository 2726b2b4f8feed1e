/**
 * The script with the characters of its comments turned into blanks, so that places and lines stay as they are: see
 * `commentsOf`.
 */
export function commentsBlanked(script: string): string {
  const comments = commentsOf(script);
  if (comments.length === 0) return script;
  let blanked = '';
  let from = 0;
  for (const [start, end] of comments) {
    blanked += script.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return blanked + script.slice(from);
}

/**
 * Where the comments of a script stand, in order, up to the ends of their lines. Only what is surely a comment counts:
 * in quotes, here-documents and whatever is not understood a `#` is text, and a script that does not end as it began has
 * no comments at all. Linear in the length.
 */
export function commentsOf(script: string): readonly (readonly [start: number, end: number])[] {
  if (!script.includes('#')) return [];
  const scan: Scan = { script, at: 0, depth: 0, comments: [] };
  return readCommands(scan, 'end') ? scan.comments : [];
}

interface Scan {
  readonly script: string;
  at: number;
  /** How many expansions stand inside each other here. */
  depth: number;
  readonly comments: [start: number, end: number][];
}

interface Heredoc {
  readonly end: string;
  readonly tabs: boolean;
  readonly quoted: boolean;
}

/** More than this inside each other is not looked into. */
const DEEPEST = 40;

/** Commands up to the end of the script, or past the bracket that closes `$(`. False: not understood. */
function readCommands(scan: Scan, until: 'end' | 'bracket'): boolean {
  const { script } = scan;
  const heredocs: Heredoc[] = [];
  let brackets = 0;
  let startsWord = until === 'end';
  while (scan.at < script.length) {
    const character = script.charAt(scan.at);
    switch (character) {
      case '\n':
        scan.at += 1;
        if (!skipHeredocs(scan, heredocs)) return false;
        startsWord = true;
        continue;
      case ' ':
      case '\t':
      case ';':
      case '&':
      case '|':
        scan.at += 1;
        startsWord = true;
        continue;
      case '#':
        if (startsWord) takeComment(scan);
        else scan.at += 1;
        continue;
      case '\\':
        // The line goes on, and so does the word.
        if (script.charAt(scan.at + 1) !== '\n') startsWord = false;
        scan.at += 2;
        continue;
      case '(':
        brackets += 1;
        scan.at += 1;
        break;
      case ')':
        scan.at += 1;
        if (brackets > 0) brackets -= 1;
        else if (until === 'bracket') return heredocs.length === 0;
        break;
      case '<': {
        const read = readRedirect(scan);
        if (read === 'not-understood') return false;
        if (read !== 'none') heredocs.push(read);
        break;
      }
      case "'":
      case '"':
      case '$':
      case '`':
        if (!readQuoted(scan, character)) return false;
        break;
      default:
        if (until === 'bracket' && beginsCase(scan)) return false;
        scan.at += 1;
    }
    startsWord = false;
  }
  return until === 'end' && heredocs.length === 0;
}

/** The brackets of its patterns close nothing. */
function beginsCase({ script, at }: Scan): boolean {
  return /^case\s/.test(script.slice(at, at + 5)) && !/\w/.test(script.charAt(at - 1));
}

function takeComment(scan: Scan): void {
  const feed = scan.script.indexOf('\n', scan.at);
  const end = feed < 0 ? scan.script.length : feed;
  scan.comments.push([scan.at, end]);
  scan.at = end;
}

/** Past a quoted text or an expansion that begins here. */
function readQuoted(scan: Scan, character: string): boolean {
  switch (character) {
    case "'":
      return skipTo(scan, "'", 1);
    case '"':
      return readDouble(scan);
    case '$':
      return readDollar(scan, false);
    default:
      // What stands between back-ticks is read by rules of its own.
      return false;
  }
}

function skipTo(scan: Scan, end: string, ahead: number): boolean {
  const found = scan.script.indexOf(end, scan.at + ahead);
  if (found < 0) return false;
  scan.at = found + end.length;
  return true;
}

function readDouble(scan: Scan): boolean {
  const { script } = scan;
  scan.at += 1;
  while (scan.at < script.length) {
    const character = script.charAt(scan.at);
    if (character === '"') {
      scan.at += 1;
      return true;
    }
    if (character === '`') return false;
    if (character === '$') {
      if (!readDollar(scan, true)) return false;
    } else scan.at += character === '\\' ? 2 : 1;
  }
  return false;
}

function readDollar(scan: Scan, inDouble: boolean): boolean {
  const next = scan.script.charAt(scan.at + 1);
  if (next === '(') {
    scan.at += 2;
    return inside(scan, () => readCommands(scan, 'bracket'));
  }
  if (next === '{') {
    scan.at += 2;
    return inside(scan, () => readBraces(scan, inDouble));
  }
  if (next === "'" && !inDouble) return readAnsi(scan);
  scan.at += 1;
  return true;
}

function inside(scan: Scan, read: () => boolean): boolean {
  if (scan.depth >= DEEPEST) return false;
  scan.depth += 1;
  const isRead = read();
  scan.depth -= 1;
  return isRead;
}

/** `${name#pattern}`, past its brace. */
function readBraces(scan: Scan, inDouble: boolean): boolean {
  const { script } = scan;
  while (scan.at < script.length) {
    const character = script.charAt(scan.at);
    switch (character) {
      case '}':
        scan.at += 1;
        return true;
      case "'":
        // In double quotes it may quote and may not.
        if (inDouble || !skipTo(scan, "'", 1)) return false;
        break;
      case '"':
        if (!readDouble(scan)) return false;
        break;
      case '$':
        if (!readDollar(scan, inDouble)) return false;
        break;
      case '`':
        return false;
      default:
        scan.at += character === '\\' ? 2 : 1;
    }
  }
  return false;
}

/** `$'...'`, in which a backslash quotes. */
function readAnsi(scan: Scan): boolean {
  scan.at += 2;
  while (scan.at < scan.script.length) {
    const character = scan.script.charAt(scan.at);
    scan.at += character === '\\' ? 2 : 1;
    if (character === "'") return true;
  }
  return false;
}

function readRedirect(scan: Scan): Heredoc | 'none' | 'not-understood' {
  const { script } = scan;
  if (script.startsWith('<<<', scan.at)) {
    scan.at += 3;
    return 'none';
  }
  if (!script.startsWith('<<', scan.at)) {
    scan.at += 1;
    return 'none';
  }
  HEREDOC.lastIndex = scan.at;
  const found = HEREDOC.exec(script);
  if (found === null) return 'not-understood';
  scan.at += found[0].length;
  const [, dash, single, double, escaped, plain] = found;
  const end = single ?? double ?? escaped ?? plain ?? '';
  return { end, tabs: dash === '-', quoted: plain === undefined };
}

const HEREDOC =
  /<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n\\$`]+)"|\\([\w.-]+)|([\w.-]+))(?=[\s;&|<>)]|$)/gy;

/** Past the bodies that begin on this line. What stands in them is text. */
function skipHeredocs(scan: Scan, heredocs: Heredoc[]): boolean {
  const { script } = scan;
  for (const { end, tabs, quoted } of heredocs.splice(0)) {
    let isClosed = false;
    while (!isClosed && scan.at < script.length) {
      const feed = script.indexOf('\n', scan.at);
      const line = script.slice(scan.at, feed < 0 ? script.length : feed);
      scan.at = feed < 0 ? script.length : feed + 1;
      // A line that goes on swallows the one that would end it.
      if (!quoted && /(?:^|[^\\])(?:\\\\)*\\$/.test(line)) return false;
      isClosed = (tabs ? line.replace(/^\t+/, '') : line) === end;
    }
    if (!isClosed) return false;
  }
  return true;
}
