/** An element of XML. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
}

/** Reads XML of elements and attributes; throws for what is not well-formed, above all for what has to be escaped. */
export function readXml(text: string): XmlElement {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw new Error('a character that XML does not have');
  if (!text.isWellFormed()) throw new Error('half a character');
  const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(text);
  if (declaration === null) throw new Error('no declaration');
  const root: { name: string; attributes: Record<string, string>; children: XmlElement[] } = {
    name: '',
    attributes: {},
    children: [],
  };
  const open = [root];
  const tag = /([^<]*)<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>/gy;
  tag.lastIndex = declaration[0].length;
  let end = tag.lastIndex;
  for (let found = tag.exec(text); found !== null; found = tag.exec(text)) {
    const [, between = '', closes, name = '', attributes = '', isEmpty] = found;
    if (between.trim() !== '') throw new Error(`text between elements: ${between}`);
    end = tag.lastIndex;
    if (closes === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another`);
      continue;
    }
    const element = { name, attributes: attributesOf(attributes), children: [] };
    open.at(-1)?.children.push(element);
    if (isEmpty === '') open.push(element);
  }
  if (open.length !== 1 || text.slice(end).trim() !== '') throw new Error(`at ${end}: not closed`);
  const [only, ...others] = root.children;
  if (only === undefined || others.length > 0) throw new Error('not one root');
  return only;
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name = '', value = '']) => {
      if (/&(?!(?:amp|lt|gt|quot);)/.test(value)) throw new Error(`a bare & in ${value}`);
      const plain = value.replace(/&(amp|lt|gt|quot);/g, (_, entity: string) => {
        return { amp: '&', lt: '<', gt: '>', quot: '"' }[entity] ?? '';
      });
      return [name, plain];
    }),
  );
}
