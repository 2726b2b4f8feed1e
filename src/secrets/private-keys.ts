import type { Place } from './places.ts';

/**
 * The bodies of PEM private keys. What is looked at is often the end of a file or a stream cut anywhere, so a
 * body counts with its first line or its last line missing, too. In JSON a whole key stands on one line.
 *
 * @param inside where a body goes on that began in front of the text
 */
export function privateKeyPlaces(
  text: string,
  inside?: number,
): { readonly places: readonly Place[]; readonly isOpen: boolean } {
  const places: Place[] = [];
  let isOpen = false;
  let done = 0;
  const goOn = (from: number, isOnLine: boolean): void => {
    const body = bodyFrom(text, from, isOnLine);
    places.push(...body.places);
    ({ end: done, isOpen } = body);
  };
  if (inside !== undefined) {
    // The last line of the key may have begun before the cut.
    const line = text.lastIndexOf('\n', inside - 1) + 1;
    const from = Math.max(line, inside - LONGEST_MARK);
    goOn(from, from > line || line === 0);
  }
  if (!text.includes('PRIVATE KEY')) return { places, isOpen };
  for (let mark = nextMark(text, done); mark !== undefined; mark = nextMark(text, done)) {
    const { isBegin, start, end } = mark;
    if (isBegin) goOn(end, true);
    else {
      places.push(...bodyBefore(text, done, start));
      done = end;
    }
  }
  return { places, isOpen };
}

const MARK = /-----(BEGIN|END) [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----/g;
const MARK_SO_FAR = /-[-A-Z0-9 ]{0,60}$/;
const LONGEST_MARK = 64;

function nextMark(text: string, from: number) {
  MARK.lastIndex = from;
  const match = MARK.exec(text);
  if (match === null) return undefined;
  return { isBegin: match[1] === 'BEGIN', start: match.index, end: MARK.lastIndex };
}

/**
 * What follows the first line of a key: the rest of that line when `isOnLine`, whatever it is, and the lines of a
 * body. `end`: where to look on.
 */
function bodyFrom(text: string, from: number, isOnLine: boolean) {
  const places: Place[] = [];
  let [start, last] = [-1, -1];
  let at = from;
  for (;;) {
    const feed = text.indexOf('\n', at);
    const lineEnd = feed === -1 ? text.length : feed;
    const line = text.slice(at, lineEnd);
    const close = line.indexOf('-----END ');
    // At the very end the last line may have come in part; a body has no dashes.
    const body =
      close !== -1 ? line.slice(0, close) : feed === -1 ? line.replace(MARK_SO_FAR, '') : line;
    const isPart = (isOnLine && at === from) || isBody(body);
    if (isPart && body.trim() !== '') {
      if (start === -1) start = at;
      last = at + body.trimEnd().length;
    }
    if (close !== -1 || !isPart || feed === -1) {
      if (start !== -1) places.push({ start, end: last });
      return {
        places,
        end: close === -1 ? Math.max(from, isPart ? lineEnd : at) : at + close,
        isOpen: close === -1 && isPart,
      };
    }
    if (isOnLine && at === from && start !== -1) {
      places.push({ start, end: last });
      start = -1;
    }
    at = feed + 1;
  }
}

/** Base64, a header such as `Proc-Type: 4,ENCRYPTED`, or nothing; indented as in YAML at will. Masked it is asterisks. */
function isBody(line: string): boolean {
  return /^(?:[A-Za-z0-9+/=*]*|(?:Proc-Type|DEK-Info|Comment|Version|Hash|Charset): .*)$/.test(
    line.trim(),
  );
}

/** The lines of a body whose first line is not there, back to `floor`. */
function bodyBefore(text: string, floor: number, end: number): readonly Place[] {
  const ownLine = Math.max(floor, text.lastIndexOf('\n', end - 1) + 1);
  const places: Place[] = [];
  if (text.slice(ownLine, end).trim() !== '') places.push({ start: ownLine, end });
  let start = ownLine;
  while (start > floor) {
    const above = Math.max(floor, start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1);
    if (!/^[A-Za-z0-9+/=*]{1,128}$/.test(text.slice(above, start).trim())) break;
    start = above;
  }
  const body = text.slice(start, ownLine).trimEnd();
  if (body !== '') places.push({ start, end: start + body.length });
  return places;
}
