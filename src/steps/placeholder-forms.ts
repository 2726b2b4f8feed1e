/**
 * Which of the texts that look like placeholders are something else: a real redirection, markup, a regular expression,
 * what a program prints. Offsets are into the whole script; each looks at a bounded stretch around its place.
 */
export interface Candidate {
  readonly script: string;
  readonly start: number;
  readonly end: number;
  /** What stands between the signs. */
  readonly name: string;
}

/**
 * `<name>` where a shell reads code. What stands between the signs may be more there than in a text, because a shell
 * would make of it a file that is read and one that is written, and hardly anybody means that.
 */
export const IN_CODE =
  /<(\p{L}(?:[\p{L}\p{N} _\-./:|@,+#=*]|(?<=\p{L})'(?=\p{L})|\([^()<>\n]{0,60}\)|\[[^[\]<>\n]{0,60}\]){0,118})>/uy;

/** `<name>` in quotes and here-documents. */
export const IN_TEXT = /<(\p{L}[\p{L}\p{N} _\-./:|]{0,118})>/gu;

/** `sort <in >out`, `sort <in 2>err`, `sort <in -u>out`, `cmd <in>/dev/null`, `exec 3<in>...`, `a <b || c> d`. */
export function isRedirection({ script, start, end, name }: Candidate): boolean {
  if (/\s$|\s\d+$|\s--?\w|\|\||^\|/.test(name)) return true;
  if (/^\/dev\/(?:null|std|tcp|udp|tty|fd)/.test(script.slice(end, end + 9))) return true;
  const before = script.slice(Math.max(0, start - 3), start);
  // `\<`, `<<EOF>out`, `3<in>out`
  return /[\\<]$|(?:^|[\s;&|({])\d$/.test(start < 3 ? ` ${before}` : before);
}

/** Of texts in quotes and here-documents. `closed` holds the names of the tags that are closed somewhere: `</b>`. */
export function isOtherText(candidate: Candidate, closed: ReadonlySet<string>): boolean {
  const { script, start, end, name } = candidate;
  const tag = /^[^\s/|]+/.exec(name)?.[0] ?? '';
  if (closed.has(tag) || name.endsWith('/')) return true;
  if (PRINTED.has(name.toLowerCase()) || KEYS.test(name)) return true;
  if (VOID_TAGS.test(name) || (closed.size > 0 && EMPTY_TAGS.test(name))) return true;
  if (isRedirection(candidate)) return true;
  const before = script.slice(Math.max(0, start - 60), start);
  const after = script.charAt(end);
  // `(?<year>..)`, `\k<year>`, `#include <stdio.h>`, `Usage: x <name>`
  if (/\(\?P?$|\\[kgpP]$|#\s{0,3}include\s{0,3}$|\busage:[^\n]*$/i.test(before)) return true;
  const joined = /[\p{L}\p{N}_)\]]$/u.test(before);
  // `if a<b and c>d`; `vector<int>`, `Map<String>`
  if (joined && /\s/.test(name)) return true;
  return joined && /^[\s,)>({&*;:]?$/.test(after) && GENERICS.test(name);
}

const PRINTED = new Set(
  (
    'none,null,nil,unset,not set,empty,missing,unknown,pending,no value,invalid,unavailable,undefined,unlabeled,' +
    'unschedulable,error,stdin,stdout,stderr,eof,binary,omitted,redacted,hidden'
  ).split(','),
);
const KEYS =
  /^(?:enter|return|esc|escape|tab|space|cr|lf|nl|bs|del|delete|up|down|left|right|leader|(?:ctrl|c|alt|m|shift|s|cmd|f)[-+ ]?\w{1,2})$/i;
const VOID_TAGS = /^(?:br|hr|wbr)\s?\/?$/i;
const EMPTY_TAGS = /^(?:p|li|td|th|tr|dt|dd|img|input|meta|link|base|col|area|source)$/i;
const GENERICS =
  /^(?:[TUVKE]|[A-Z][a-z]+(?:[A-Z][a-z]+)*|u?int\d{0,2}(?:_t)?|[uif](?:8|16|32|64)|string|str|bool|boolean|byte|char|float|double|any|void|object|long|short|size_t)$/;

/** Names of all closing tags of a script. */
export function closedTags(script: string): ReadonlySet<string> {
  return new Set(
    [...script.matchAll(/<\/([\p{L}_][\p{L}\p{N}_.:-]{0,60})\s{0,3}>/gu)].map(
      ([, tag]) => tag ?? '',
    ),
  );
}

/** The half of `s/.../.../` that is looked for: what stands there is in a file already. */
export function isSought(script: string, from: number, start: number): boolean {
  return signsBefore(script, from, start) === 0;
}

/** The half that is put there: it ends up in the file. */
export function isPutIn(script: string, from: number, start: number): boolean {
  return signsBefore(script, from, start) === 1;
}

/** How many signs of its `s/.../.../` stand before a place; a second one begins with the third. Undefined outside of one. */
function signsBefore(script: string, from: number, start: number): number | undefined {
  const before = script.slice(Math.max(from, start - 200), start);
  const opened = /(?:^|[\s;'"{}\d$])s([/|#,@!%:])([^\n]*)$/.exec(before);
  const sign = opened?.[1];
  if (sign === undefined) return undefined;
  return ((opened?.[2] ?? '').replace(/\\./g, '').split(sign).length - 1) % 3;
}
