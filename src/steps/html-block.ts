/** How an HTML block of CommonMark ends: at an empty line, or with the line that holds these words. */
export type HtmlEnd = 'empty-line' | RegExp;

/**
 * The HTML block that begins at `at`, where a `<` stands, by how it ends; undefined when none does. Linear in
 * the line.
 *
 * @param end where the line ends
 * @param anyTag whether a whole tag alone on its line begins one: not where a paragraph could go on
 */
export function htmlBlockAt(
  source: string,
  at: number,
  end: number,
  anyTag: boolean,
): HtmlEnd | undefined {
  const begin = source.slice(at, Math.min(end, at + LONGEST_BEGIN));
  for (const { opening, ending } of PAIRS) if (opening.test(begin)) return ending;
  const name = /^<\/?([A-Za-z][A-Za-z0-9]*)(?=[ \t>]|\/>|$)/.exec(begin)?.[1]?.toLowerCase();
  if (name !== undefined && BLOCKS.has(name)) return 'empty-line';
  if (!anyTag) return undefined;
  const after = afterTag(source, at, end);
  if (after === undefined) return undefined;
  return spaces(source, after, end) === end ? 'empty-line' : undefined;
}

/** Longer than the beginning of any HTML block that is known by its first characters. */
const LONGEST_BEGIN = 40;

/** HTML blocks that end with words of their own, perhaps on the line they begin on. */
const PAIRS: readonly { readonly opening: RegExp; readonly ending: RegExp }[] = [
  {
    opening: /^<(?:script|pre|style|textarea)(?:[ \t>]|$)/i,
    ending: /<\/(?:script|pre|style|textarea)>/i,
  },
  { opening: /^<!--/, ending: /-->/ },
  { opening: /^<\?/, ending: /\?>/ },
  { opening: /^<![A-Za-z]/, ending: />/ },
  { opening: /^<!\[CDATA\[/, ending: /\]\]>/ },
];

/** The element names of CommonMark's sixth kind of HTML block. */
const BLOCKS = new Set(
  (
    'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir ' +
    'div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html ' +
    'iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section summary ' +
    'table tbody td tfoot th thead title tr track ul'
  ).split(' '),
);

/** Where the tag that begins at `at` ends; undefined when it is none, or goes on on another line. */
function afterTag(source: string, at: number, end: number): number | undefined {
  const isClosing = source[at + 1] === '/';
  let position = take(/[A-Za-z]/y, source, at + (isClosing ? 2 : 1), end);
  if (position === undefined) return undefined;
  position = run(/[A-Za-z0-9-]*/y, source, position, end);
  for (;;) {
    const word = spaces(source, position, end);
    if (source[word] === '>' && word < end) return word + 1;
    if (isClosing) return undefined;
    if (source.startsWith('/>', word) && word + 1 < end) return word + 2;
    const name = take(/[A-Za-z_:]/y, source, word, end);
    if (word === position || name === undefined) return undefined;
    position = run(/[A-Za-z0-9_.:-]*/y, source, name, end);
    const equals = spaces(source, position, end);
    if (source[equals] !== '=' || equals >= end) continue;
    const value = afterValue(source, spaces(source, equals + 1, end), end);
    if (value === undefined) return undefined;
    position = value;
  }
}

function afterValue(source: string, at: number, end: number): number | undefined {
  const quote = source[at];
  if (at >= end) return undefined;
  if (quote === '"' || quote === "'") {
    const closing = source.indexOf(quote, at + 1);
    return closing === -1 || closing >= end ? undefined : closing + 1;
  }
  const after = run(/[^\s"'=<>`]*/y, source, at, end);
  return after === at ? undefined : after;
}

function take(pattern: RegExp, source: string, at: number, end: number): number | undefined {
  pattern.lastIndex = at;
  return at < end && pattern.test(source) ? at + 1 : undefined;
}

/** Past the characters of a pattern that holds no line end. */
function run(pattern: RegExp, source: string, at: number, end: number): number {
  pattern.lastIndex = at;
  return Math.min(end, at + (pattern.exec(source)?.[0].length ?? 0));
}

function spaces(source: string, at: number, end: number): number {
  return run(/[ \t]*/y, source, at, end);
}
