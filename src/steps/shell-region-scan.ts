/** What a stretch of a script is to a shell. What stands in double quotes but in `$( )` is code again. */
export type RegionKind = 'code' | 'single' | 'double' | 'heredoc' | 'comment' | 'arithmetic';

export interface ShellRegion {
  readonly kind: RegionKind;
  /** Offsets `[start, end)`; quotes stand inside their region. */
  readonly start: number;
  readonly end: number;
  /** Offset at which the simple command begins that it belongs to. */
  readonly command: number;
}

/** A word in the code that is to be passed over as one, as a shell would not: `<a name>`. Its end, or undefined. */
export type OddWord = (at: number) => number | undefined;

export type Frame =
  | { readonly type: 'code'; readonly closedBy: 'end' | ')' | '`'; command: number }
  | { readonly type: 'double'; readonly command: number }
  | { readonly type: 'braces'; readonly inDouble: boolean; readonly command: number };

export interface Heredoc {
  readonly end: string;
  readonly tabs: boolean;
  readonly command: number;
}

export interface Scan {
  readonly script: string;
  readonly oddWord: OddWord;
  at: number;
  readonly frames: Frame[];
  readonly regions: ShellRegion[];
  readonly heredocs: Heredoc[];
  startsWord: boolean;
  /** How many back-ticks are open. */
  backticks: number;
  /** What was last looked for, from where, and where it stands: looking again for each opening would not be linear. */
  readonly found: Map<string, { readonly from: number; readonly at: number | undefined }>;
}

/** Where a text stands next. */
export function find({ script, found }: Scan, text: string, from: number): number | undefined {
  const known = found.get(text);
  if (known !== undefined && from >= known.from && from <= (known.at ?? Infinity)) return known.at;
  const index = script.indexOf(text, from);
  const at = index < 0 ? undefined : index;
  found.set(text, { from, at });
  return at;
}

/** Where the line ends that is read. */
export function lineEnd({ script, at }: Scan): number {
  const feed = script.indexOf('\n', at);
  return feed < 0 ? script.length : feed;
}

/** Where the simple command begins that is read. */
export function commandOf({ frames }: Scan): number {
  return frames.at(-1)?.command ?? 0;
}

/** Up to `end`, joined to the region before when nothing parts them. */
export function take(scan: Scan, kind: RegionKind, end: number): void {
  const { regions, at, script } = scan;
  const to = Math.min(end, script.length);
  const command = commandOf(scan);
  const last = regions.at(-1);
  // Two quoted texts side by side stay two.
  const joins = kind === 'code' || kind === 'double';
  if (last !== undefined && joins && last.kind === kind && last.command === command)
    regions[regions.length - 1] = { ...last, end: to };
  else regions.push({ kind, start: at, end: to, command });
  scan.at = to;
}

/** Past an opening, behind which is code. */
export function open(
  scan: Scan,
  length: number,
  closedBy: ')' | '`',
  kind: 'code' | 'double',
): void {
  take(scan, kind, scan.at + length);
  scan.frames.push({ type: 'code', closedBy, command: scan.at });
  scan.startsWord = true;
}
