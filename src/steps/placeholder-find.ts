import { placeholderCheck } from './placeholder-check.ts';
import {
  closedTags,
  IN_CODE,
  IN_TEXT,
  isOtherText,
  isPutIn,
  isRedirection,
  isSought,
} from './placeholder-forms.ts';
import type { Placeholder } from './model.ts';
import { bracketedIn, markersIn } from './placeholder-markers.ts';
import { programAt } from './shell-program.ts';
import { regionFinder, shellRegions } from './shell-regions.ts';
import type { RegionAt, ShellRegion } from './shell-regions.ts';

/**
 * What stands in a script for a value that only the operator knows: `<cluster>`, `YOUR_IP`, in the order in which they
 * come. A real redirection, a comment, markup and what a program prints are none; where nobody can tell, it is one: to be asked
 * once too often costs a keystroke. Pure; linear in the length; never throws.
 */
export function findPlaceholders(script: string): readonly Placeholder[] {
  if (!MAY_HOLD.test(script)) return [];
  const found: Found[] = [];
  const look: Look = { script, closed: closedTags(script), lines: undefined };
  const regions = shellRegions(script, (at) => {
    const odd = oddWordAt(look, at);
    if (odd !== undefined) found.push(odd);
    return odd?.end;
  });
  const regionAt = regionFinder(regions);
  found.push(
    ...angledIn(look, regionAt),
    ...[...markersIn(script, regionAt), ...bracketedIn(script, regionAt)].filter(
      ({ start }) => !isLookedFor(script, regionAt(start), start),
    ),
  );
  const asked = found.filter(({ start }) => isAsked(script, regionAt(start), start));
  return joined(script, regionAt, asked);
}

/** One place of a placeholder. */
interface Found {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

interface Look {
  readonly script: string;
  readonly closed: ReadonlySet<string>;
  /** Once they are asked for. */
  lines: ReadonlySet<string> | undefined;
}

/** What any placeholder has in it: most scripts have none of it. */
const MAY_HOLD = /<\p{L}|YOUR|\byour-|REPLACE|CHANGE_?ME|[xX]\.[xX]|\.[xX]{1,3}\b|\{|\[[A-Z]/u;

/** `<name>` among the code; `<<name>>` too, which is a here-document only where its end stands below. */
function oddWordAt(look: Look, at: number): Found | undefined {
  const { script } = look;
  const isDoubled = script.startsWith('<<', at);
  const form = isDoubled ? DOUBLED : IN_CODE;
  form.lastIndex = at;
  const read = form.exec(script);
  if (read === null) return undefined;
  const found = { start: at, end: at + read[0].length, name: read[1] ?? '' };
  if (isDoubled) return hasLine(look, found.name.trim()) ? undefined : found;
  return isRedirection({ script, ...found }) ? undefined : found;
}

const DOUBLED = /<<(\p{L}[\p{L}\p{N} _-]{0,60})>>/uy;

function hasLine(look: Look, line: string): boolean {
  look.lines ??= new Set(look.script.split('\n').map((each) => each.trim()));
  return look.lines.has(line);
}

/** `<name>` in quotes and here-documents. */
function angledIn(look: Look, regionAt: RegionAt): readonly Found[] {
  const { script, closed } = look;
  return [...script.matchAll(IN_TEXT)]
    .map((read) => {
      const start = read.index;
      return { start, end: start + read[0].length, name: read[1] ?? '' };
    })
    .filter(
      (found) =>
        regionAt(found.start).kind !== 'code' && !isOtherText({ script, ...found }, closed),
    );
}

/** Nothing in a comment is, nor what is looked for in a file. */
function isAsked(script: string, { kind, start: from }: ShellRegion, at: number): boolean {
  switch (kind) {
    case 'comment':
    case 'arithmetic':
      return false;
    case 'code':
      return true;
    case 'single':
    case 'double':
      return !isSought(script, from, at);
    case 'heredoc':
      return !isCommentLine(script, from, at);
  }
}

/** Such a program looks for the marker, unless it puts it in the place of something else: `sed s/x/YOUR_IP/`. */
function isLookedFor(script: string, region: ShellRegion, at: number): boolean {
  if (!SEARCHERS.test(programAt(script, region, at) ?? '')) return false;
  const isQuoted = region.kind === 'single' || region.kind === 'double';
  return !(isQuoted && isPutIn(script, region.start, at));
}

const SEARCHERS = /^(?:[efz]?grep|rg|ag|ack|g?sed|perl|[gm]?awk|envsubst|tr|git-grep)$/;

/** A comment of the file that is written: a line that begins with `#`, `;` or `//`. */
function isCommentLine(script: string, from: number, at: number): boolean {
  return /^\s*(?:#|;|\/\/)/.test(lineBefore(script, Math.max(from, at - 400), at));
}

/** What stands before a place on its line, from `from` on. */
function lineBefore(script: string, from: number, at: number): string {
  const before = script.slice(from, at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** One placeholder for each text, with all its places. */
function joined(
  script: string,
  regionAt: RegionAt,
  found: readonly Found[],
): readonly Placeholder[] {
  const texts = new Map<string, Placeholder & { readonly spans: [number, number][] }>();
  let behind = 0;
  for (const { start, end, name } of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    // `<YOUR_IP>` is one, and not one in another.
    if (start < behind) continue;
    behind = end;
    const text = script.slice(start, end);
    const known = texts.get(text);
    if (known !== undefined) {
      known.spans.push([start, end]);
      continue;
    }
    const before = lineBefore(script, Math.max(0, start - 120), start);
    const program = programAt(script, regionAt(start), start);
    const check = placeholderCheck(name, { before, program });
    texts.set(text, { text, name, check, spans: [[start, end]] });
  }
  return [...texts.values()];
}
