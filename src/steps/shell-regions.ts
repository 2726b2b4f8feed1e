import { commandOf, find, lineEnd, open, take } from './shell-region-scan.ts';
import type { Frame, OddWord, Scan, ShellRegion } from './shell-region-scan.ts';

export type { RegionKind, ShellRegion } from './shell-region-scan.ts';

/**
 * Parts a script into what is code, quoted, here-document and comment. Unlike a parser it goes on where a quote or a
 * bracket never closes, for text that a shell could not read yet because of the placeholders in it: `oddWord` says where
 * one stands. Every character belongs to one region. Pure; linear in the length; never throws.
 */
export function shellRegions(script: string, oddWord: OddWord): readonly ShellRegion[] {
  const scan: Scan = {
    script,
    oddWord,
    at: 0,
    frames: [{ type: 'code', closedBy: 'end', command: 0 }],
    regions: [],
    heredocs: [],
    startsWord: true,
    backticks: 0,
    found: new Map(),
  };
  while (scan.at < script.length) step(scan);
  return scan.regions;
}

/** The region that an offset of the script stands in. */
export type RegionAt = (offset: number) => ShellRegion;

/** Finds the region of an offset among those of a script. */
export function regionFinder(regions: readonly ShellRegion[]): RegionAt {
  const nowhere: ShellRegion = { kind: 'code', start: 0, end: 0, command: 0 };
  return (offset) => {
    let low = 0;
    let high = regions.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((regions[middle]?.end ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    return regions[low] ?? nowhere;
  };
}

function step(scan: Scan): void {
  const frame = scan.frames.at(-1);
  switch (frame?.type) {
    case 'double':
      stepDouble(scan);
      return;
    case 'braces':
      stepBraces(scan, frame.inDouble);
      return;
    case 'code':
      stepCode(scan, frame);
      return;
    case undefined:
      take(scan, 'code', scan.script.length);
  }
}

function stepDouble(scan: Scan): void {
  const character = scan.script.charAt(scan.at);
  switch (character) {
    case '"':
      take(scan, 'double', scan.at + 1);
      scan.frames.pop();
      return;
    case '\\':
      take(scan, 'double', scan.at + 2);
      return;
    case '`':
      if (takeBacktick(scan, 'double')) return;
      break;
    case '$':
      if (takeDollar(scan, 'double')) return;
  }
  take(scan, 'double', scan.at + 1);
}

/** `${name:-text}`: text, but what is quoted or substituted in it. */
function stepBraces(scan: Scan, inDouble: boolean): void {
  switch (scan.script.charAt(scan.at)) {
    case '}':
      take(scan, 'double', scan.at + 1);
      scan.frames.pop();
      return;
    case '\\':
      take(scan, 'double', scan.at + 2);
      return;
    case "'":
      if (!inDouble && takeSingle(scan, 1)) return;
      break;
    case '"':
      openDouble(scan);
      return;
    case '`':
      if (takeBacktick(scan, 'double')) return;
      break;
    case '$':
      if (takeDollar(scan, 'double')) return;
  }
  take(scan, 'double', scan.at + 1);
}

function stepCode(scan: Scan, frame: Extract<Frame, { type: 'code' }>): void {
  const { script } = scan;
  const character = script.charAt(scan.at);
  const startsWord = scan.startsWord;
  scan.startsWord = false;
  switch (character) {
    case '\n':
      take(scan, 'code', scan.at + 1);
      takeHeredocs(scan);
      begin(scan, frame);
      return;
    case ' ':
    case '\t':
    case '\r':
      take(scan, 'code', scan.at + 1);
      scan.startsWord = true;
      return;
    case ';':
    case '&':
    case '|':
      take(scan, 'code', scan.at + 1);
      begin(scan, frame);
      return;
    case '#':
      if (!startsWord) break;
      take(scan, 'comment', lineEnd(scan));
      return;
    case '\\':
      // The line goes on, and so does the word.
      scan.startsWord = startsWord && script.startsWith('\\\n', scan.at);
      take(scan, 'code', scan.at + 2);
      return;
    case "'":
      if (takeSingle(scan, 1)) return;
      break;
    case '"':
      openDouble(scan);
      return;
    case '`':
      if (scan.backticks > 0) {
        take(scan, 'code', scan.at + 1);
        closeBacktick(scan);
        return;
      }
      if (takeBacktick(scan, 'code')) return;
      break;
    case '$':
      if (takeDollar(scan, 'code')) return;
      break;
    case '(':
      if (takeArithmetic(scan, 0)) return;
      open(scan, 1, ')', 'code');
      return;
    case ')':
      take(scan, 'code', scan.at + 1);
      if (frame.closedBy === ')') scan.frames.pop();
      else begin(scan, frame);
      return;
    case '<':
      if (takeLess(scan, frame)) return;
  }
  take(scan, 'code', scan.at + 1);
}

/** The next simple command begins here. */
function begin(scan: Scan, frame: { command: number }): void {
  frame.command = scan.at;
  scan.startsWord = true;
}

function takeLess(scan: Scan, frame: Frame): boolean {
  const { script } = scan;
  const end = scan.oddWord(scan.at);
  if (end !== undefined) {
    take(scan, 'code', end);
    return true;
  }
  if (script.startsWith('<<<', scan.at)) {
    take(scan, 'code', scan.at + 3);
    return true;
  }
  if (!script.startsWith('<<', scan.at)) return false;
  HEREDOC.lastIndex = scan.at;
  const found = HEREDOC.exec(script);
  if (found === null) {
    take(scan, 'code', scan.at + 2);
    return true;
  }
  take(scan, 'code', scan.at + found[0].length);
  const [, dash, single, double, plain] = found;
  const word = single ?? double ?? (plain ?? '').replaceAll('\\', '');
  scan.heredocs.push({ end: word, tabs: dash === '-', command: frame.command });
  return true;
}

const HEREDOC = /<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|((?:\\?[\w.+-])+))/y;

/** The bodies that begin on this line. One that is never closed reaches to the end, as it does in bash. */
function takeHeredocs(scan: Scan): void {
  const { script } = scan;
  for (const { end, tabs, command } of scan.heredocs.splice(0)) {
    const from = scan.at;
    let at = from;
    let isClosed = false;
    while (!isClosed && at < script.length) {
      const feed = script.indexOf('\n', at);
      const line = script.slice(at, feed < 0 ? script.length : feed).replace(/\r$/, '');
      at = feed < 0 ? script.length : feed + 1;
      isClosed = (tabs ? line.replace(/^\t+/, '') : line) === end;
    }
    if (at > from) scan.regions.push({ kind: 'heredoc', start: from, end: at, command });
    scan.at = at;
  }
}

function takeSingle(scan: Scan, ahead: number): boolean {
  const close = find(scan, "'", scan.at + ahead);
  if (close === undefined) return false;
  take(scan, 'single', close + 1);
  return true;
}

function openDouble(scan: Scan): void {
  const command = commandOf(scan);
  scan.frames.push({ type: 'double', command });
  scan.regions.push({ kind: 'double', start: scan.at, end: scan.at + 1, command });
  scan.at += 1;
}

/** A back-tick that opens nothing that closes is a character. */
function takeBacktick(scan: Scan, kind: 'code' | 'double'): boolean {
  if (scan.backticks > 0 || find(scan, '`', scan.at + 1) === undefined) return false;
  open(scan, 1, '`', kind);
  scan.backticks += 1;
  return true;
}

/** With whatever was left open inside it. */
function closeBacktick(scan: Scan): void {
  for (let closed: Frame | undefined; (closed = scan.frames.pop()) !== undefined;)
    if (closed.type === 'code' && closed.closedBy === '`') break;
  scan.backticks -= 1;
}

function takeDollar(scan: Scan, kind: 'code' | 'double'): boolean {
  const { script } = scan;
  if (script.startsWith('$((', scan.at) && takeArithmetic(scan, 1)) return true;
  if (script.startsWith('$(', scan.at)) {
    open(scan, 2, ')', kind);
    return true;
  }
  if (script.startsWith('${', scan.at)) {
    const inDouble = kind === 'double';
    const command = commandOf(scan);
    take(scan, kind, scan.at + 2);
    scan.frames.push({ type: 'braces', inDouble, command });
    return true;
  }
  if (kind === 'code' && script.startsWith("$'", scan.at)) return takeAnsi(scan);
  return false;
}

/** `$'...'`, in which a backslash quotes. */
function takeAnsi(scan: Scan): boolean {
  ANSI.lastIndex = scan.at;
  const found = ANSI.exec(scan.script);
  if (found === null) return false;
  take(scan, 'single', scan.at + found[0].length);
  return true;
}

const ANSI = /\$'(?:[^'\\]|\\[^])*'/y;

/** `((i < n))` on one line. */
function takeArithmetic(scan: Scan, ahead: number): boolean {
  if (!scan.script.startsWith('((', scan.at + ahead)) return false;
  const close = find(scan, '))', scan.at + ahead + 2);
  if (close === undefined || close > (find(scan, '\n', scan.at) ?? Infinity)) return false;
  take(scan, 'arithmetic', close + 2);
  return true;
}
