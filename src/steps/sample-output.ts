import { couldBeProgram, isKnownProgram } from './known-programs.ts';

/** What a text without prompts surely is when it is no shell, as a person calls it; undefined when it may be shell. */
export function outputKindOf(text: string): string | undefined {
  const lines = linesOf(text);
  const [first = '', second = ''] = lines.filter((line) => !line.startsWith('#'));
  const kind =
    KINDS.find(([, form]) => form.test(first))?.[0] ??
    (isJson(text, first, second) ? 'JSON' : isHeaderRow(first) ? 'a table' : undefined);
  if (kind === undefined) return undefined;
  // A listing that goes on with a command is a script that begins oddly.
  return CERTAIN.has(kind) || !lines.some(beginsWithKnownProgram) ? kind : undefined;
}

/** Whether no line of a text begins as a command could. */
export function holdsNoProgram(text: string): boolean {
  return !linesOf(text).some((line) => {
    const bare = line.replace(/^(?:[({!]\s+|[A-Za-z_]\w*=\S*\s+)+/, '');
    const word = /^[^\s;|&<>()]+/.exec(bare)?.[0] ?? bare;
    return (
      /^[A-Za-z_]\w*=/.test(bare) ||
      /["'$`]/.test(word) ||
      KEYWORDS.test(word) ||
      isKnownProgram(word)
    );
  });
}

/** Whether the words directly above a code block call it output: `Output:`, `you should see something like:`. */
export function isCalledOutput(words: string): boolean {
  return CALLS_OUTPUT.test(words.slice(-240).replace(/[\s*_]+$/, ''));
}

const CALLS_OUTPUT = new RegExp(
  [
    '(?:^|[.:;,>|-] ?|\\n)(?:(?:the|an?|its) )?(?:(?:sample|example|expected|typical|possible|truncated) )?(?:console )?(?:output|results?|response)(?: \\([^()]{1,80}\\))?:?$',
    '\\b(?:sample|example|expected|typical|similar) (?:command )?(?:output|results?|response)\\b[^.:]{0,80}:$',
    '\\boutput (?:is|will be|should be|looks?|should look)\\b[^.:]{0,80}:$',
    "\\b(?:should|will|would|you'll)(?: now| then| also)? (?:see|look like|be similar)\\b[^.:]{0,120}:$",
    '\\b(?:looks?|something|similar) (?:like|to)\\b[^.:]{0,60}:$',
    '^expect(?:ed)?(?: to see)?:?$',
  ].join('|'),
  'i',
);

const KEYWORDS =
  /^(?:if|for|while|until|case|function|select|do|then|else|fi|done|esac|\{|\(|\[\[?|[({]{1,2})$/;

/** What no line of shell begins with. */
const KINDS: readonly (readonly [kind: string, form: RegExp])[] = [
  ['a key or a certificate', /^-----BEGIN /],
  ['a diff', /^(?:--- \S|\+\+\+ \S|@@ -\d|Index: \S|diff --git a\/)/],
  ['a table', /^(?:\+[-+=]{2}|\||[│┌├└╭╔║┏┃━─═])/],
  ['HTTP', /^(?:< )?HTTP\/\d(?:\.\d)? \d{3}\b/],
  ['XML', /^<(?:\?xml|!DOCTYPE)\b/i],
  ['a configuration file', /^\[[A-Za-z_][\w .:@/-]{0,100}\]$/],
  ['a configuration file', /^[\w./-]{1,100} = /],
  ['a log', /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d/],
  ['a log', /^(?:[A-Z][a-z]{2} [ \d]\d )?\d\d:\d\d:\d\d[ .,]/],
  ['a log', /^\[ *\d{1,9}\.\d{1,9}\] /],
  ['a log', /^[IWEF]\d{4} \d\d:\d\d:\d\d/],
  ['a log', /^\[?(?:INFO|WARN|WARNING|ERROR|DEBUG|FATAL|TRACE|CRITICAL|NOTICE)\b[:\] ]/],
  ['YAML', /^(?:---|%YAML\b.*)$/],
  ['YAML', /^- (?:[\w./"'-]{1,100}: |[\w./"'-]{1,100}:$)/],
  ['a listing', /^"?[A-Za-z][\w./ ()-]{0,80}"?:(?: +\S.*)?$/],
  ['output', /^[-+]?\d[\d.,]*%?(?:\s|$)/],
  ['output', /^(?:[^\s\p{L}\p{N}\p{ASCII}])/u],
];

const CERTAIN = new Set(['a key or a certificate', 'a diff', 'a table', 'JSON', 'XML', 'HTTP']);

function isJson(text: string, first: string, second: string): boolean {
  if (!/^[[{]/.test(first)) return false;
  if (/^[[{]+$/.test(first) && /^(?:[[{]+|"[^"]{0,200}"\s*[:,])/.test(second)) return true;
  if (/^\{\s*"[^"]{1,200}"\s*:/.test(first)) return true;
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** `NAME   READY   STATUS`, `Model  Controller  Cloud/Region`: cells apart by two blanks, each in capitals or with one. */
function isHeaderRow(line: string): boolean {
  const cells = line.split(/ {2,}|\t+/);
  const words = line.split(/\s+/);
  if (words.length >= 2 && words.every((word) => /^[A-Z][A-Z0-9_()%/#.+-]*$/.test(word)))
    return true;
  return cells.length >= 3 && cells.every((cell) => /^[A-Z%#][\w()%/#. +-]*$/.test(cell));
}

function beginsWithKnownProgram(line: string): boolean {
  const word = /^[^\s;|&<>()]+(?=\s|$)/.exec(line)?.[0];
  return word !== undefined && couldBeProgram(word) && isKnownProgram(word);
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}
