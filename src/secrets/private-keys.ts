/**
 * Masks the bodies of PEM private keys. What is looked at is often the end of a file or a stream cut
 * anywhere, so a body counts with its first line or its last line missing, too. In JSON a whole key stands
 * on one line.
 */
export function maskPrivateKeys(text: string, mask: string): string {
  if (!text.includes('PRIVATE KEY')) return text;
  const out: string[] = [];
  let isInside = false;
  for (const line of text.split('\n')) {
    const end = END.exec(line);
    const begin = BEGIN.exec(line);
    if (isInside && end === null && isBody(line)) {
      if (out.at(-1) !== mask) out.push(mask);
      continue;
    }
    const closesFirst = end !== null && (begin === null || end.index < begin.index);
    if (closesFirst && !isInside) maskBodyBefore(out, mask);
    const body = closesFirst && line.slice(0, end.index).trim() !== '' ? mask : '';
    const rest = closesFirst ? line.slice(end.index) : line;
    out.push(body + maskOnOneLine(rest, mask));
    isInside = opensKey(rest);
  }
  return out.join('\n');
}

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----/;
const END = /-----END [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----/;
/** A first line and what follows it on the same line, up to the last line of the key if that is there too. */
const ON_ONE_LINE = /(-----BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----)((?:(?!-----END ).)+)/g;

/** Base64, a header such as `Proc-Type: 4,ENCRYPTED`, or nothing; indented as in YAML at will. */
function isBody(line: string): boolean {
  return /^\s*(?:[A-Za-z0-9+/=]*|(?:Proc-Type|DEK-Info|Comment|Version|Hash|Charset): .*)\s*$/.test(
    line,
  );
}

function maskBodyBefore(out: string[], mask: string): void {
  let start = out.length;
  while (start > 0 && /^\s*[A-Za-z0-9+/=]{1,128}\s*$/.test(out[start - 1] ?? '')) start -= 1;
  if (start < out.length) out.splice(start, out.length - start, mask);
}

function maskOnOneLine(line: string, mask: string): string {
  return line.replace(ON_ONE_LINE, (whole, first: string, body: string) =>
    body.trim() === '' ? whole : `${first}${mask}`,
  );
}

function opensKey(line: string): boolean {
  const begin = line.lastIndexOf('-----BEGIN ');
  return begin > line.lastIndexOf('-----END ') && BEGIN.test(line.slice(begin));
}
