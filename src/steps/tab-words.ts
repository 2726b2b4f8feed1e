/** What opens a part of a document whose content is indented by four columns, as in mkdocs. */
export interface PartOpening {
  readonly type: 'tab' | 'note';
  /** The tab's title; of a note its kind, and its title when it has one. */
  readonly title: string;
}

/** Reads `=== "Ubuntu"`, `!!! note "Title"` and `??? tip`; `!!! DESTRUCTIVE` is a caution and none. */
export function partOpening(line: string): PartOpening | undefined {
  const text = line.slice(0, LONGEST);
  const tab = /^===[!+]{0,2} {1,3}(?:"([^"]{1,200})"|'([^']{1,200})')$/.exec(text);
  if (tab !== null) return { type: 'tab', title: tab[1] ?? tab[2] ?? '' };
  const note =
    /^(?:!!!|\?\?\?\+?) {1,3}([a-z][\w-]{0,40}(?: [\w-]{1,40}){0,4})?(?: ?"([^"]{0,200})")?$/.exec(
      text,
    );
  if (note === null || (note[1] ?? note[2] ?? '') === '') return undefined;
  const title = [note[1], note[2]].filter((part) => part !== undefined && part !== '').join(': ');
  return { type: 'note', title };
}

/** As a person reads it beside a block. */
export function tabWords(title: string, all: readonly string[]): string {
  const others = all.filter((one) => one !== title);
  const said = `In the tab "${title}"`;
  return others.length === 0
    ? said
    : `${said}, an alternative to ${others.map((one) => `"${one}"`).join(', ')}`;
}

/**
 * A line that a site generator reads and a person does not, `{% tab title="Ubuntu" %}`, `{{< tab "Ubuntu" >}}`,
 * `:::note Title`: the words that are left of it, or none; undefined for any other line.
 */
export function shortcodeWords(line: string): string | undefined {
  const text = line.slice(0, LONGEST);
  const code = /^(?:\{%-?|\{\{[<%]) {0,3}(\/?)(\w{1,30})\b([^{}]*?)-?(?:%\}|[>%]\}\})$/.exec(text);
  if (code !== null) {
    const [, slash, name = '', attributes = ''] = code;
    return slash === '' && /^tab(?:item)?$/i.test(name) ? wordsOfTab(attributes) : '';
  }
  const container =
    /^:::+ {0,3}(?:\{?\.?([a-z][\w-]{0,30})\}?(?:\[([^\]]{1,200})\]|(?: (.{1,200}))?))?$/i.exec(
      text,
    );
  if (container === null) return undefined;
  const [, kind, bracketed, plain] = container;
  return [kind, bracketed ?? plain].filter((part) => part !== undefined).join(': ');
}

/** The words that HTML leaves beside a block: the tab that it opens, or a summary; undefined when none. */
export function htmlWords(html: string): string | undefined {
  const tab = /<Tab(?:Item)?\b([^<>]{1,300})>/.exec(html)?.[1];
  if (tab !== undefined) return wordsOfTab(tab);
  const summary = /<summary\b[^<>]{0,200}>((?:[^<]|<\/?(?:b|strong|i|em|code)>){1,300})/i.exec(
    html,
  )?.[1];
  const words = summary?.replace(/<[^<>]{0,8}>|[\r\n]/g, ' ').trim();
  return words === '' ? undefined : words;
}

/** In characters; nobody writes more into such a line. */
const LONGEST = 400;

/** `title="Ubuntu"`, or the first words in quotes. */
function wordsOfTab(attributes: string): string {
  const named =
    /\b(?:title|label|name|header|value)=\{?(?:"([^"]{1,200})"|'([^']{1,200})'|([^\s"'{}]{1,100}))/;
  // A label says more than the value behind it.
  const preferred = /\b(?:title|label|name|header)=.*/.exec(attributes)?.[0] ?? attributes;
  const found = named.exec(preferred) ?? /"([^"]{1,200})"/.exec(attributes);
  const title = found?.[1] ?? found?.[2] ?? found?.[3];
  return title === undefined ? '' : tabWords(title, []);
}
