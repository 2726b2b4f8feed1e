import { decodeNamedCharacterReference } from 'decode-named-character-reference';

/** A fence that has opened. */
export interface OpenFence {
  readonly mark: '`' | '~';
  readonly length: number;
  /** What stands behind the marks, escapes and character references read. */
  readonly info: string;
}

/** The fence that opens at `at`; undefined when none does. Linear in the line. */
export function fenceAt(source: string, at: number, end: number): OpenFence | undefined {
  const mark = source[at];
  if (mark !== '`' && mark !== '~') return undefined;
  const length = marksAt(source, at, end, mark);
  if (length < 3) return undefined;
  const written = source.slice(at + length, end);
  if (mark === '`' && written.includes('`')) return undefined;
  return { mark, length, info: unescaped(written.trim()) };
}

/** Whether the marks at `at` close this fence. */
export function closesFence(fence: OpenFence, source: string, at: number, end: number): boolean {
  const length = marksAt(source, at, end, fence.mark);
  if (length < fence.length) return false;
  for (let after = at + length; after < end; after += 1) {
    if (source[after] !== ' ' && source[after] !== '\t') return false;
  }
  return true;
}

function marksAt(source: string, at: number, end: number, mark: string): number {
  let after = at;
  while (after < end && source[after] === mark) after += 1;
  return after - at;
}

/** Backslash escapes and character references as CommonMark reads them in an info string. */
function unescaped(info: string): string {
  if (!/[\\&]/.test(info)) return info;
  return info.replace(
    /\\([!-/:-@[-`{-~])|&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));/g,
    (written: string, escaped?: string, decimal?: string, hex?: string, name?: string) => {
      if (escaped !== undefined) return escaped;
      if (name !== undefined) return decodeNamedCharacterReference(name) || written;
      return characterOf(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal));
    },
  );
}

function characterOf(code: number): string {
  const isNone = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return isNone ? '\uFFFD' : String.fromCodePoint(code);
}
