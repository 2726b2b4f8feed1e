import { programAt } from './shell-program.ts';
import type { RegionAt, ShellRegion } from './shell-regions.ts';

/** Placeholders without `<` and `>`, as offsets into the text. */
export interface Marker {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/**
 * `YOUR_IP`, `your-project`, `REPLACE_ME`, `CHANGEME`, `x.x.x.x`, `10.0.0.X`. Only what nobody could mean as it stands: the
 * name of a variable (`$YOUR_IP`, `YOUR_IP=`) is none.
 */
export function markersIn(script: string, regionAt: RegionAt): Marker[] {
  const found: Marker[] = [];
  for (const read of script.matchAll(/[A-Za-z][\w-]*/g)) {
    const word = read[0];
    const name = word.length > LONGEST ? undefined : MARKER.exec(word)?.[1];
    if (name === undefined) continue;
    const start = read.index + word.lastIndexOf(name);
    const end = start + name.length;
    const before = script.slice(Math.max(0, start - 12), start);
    if (/[$\\]$|\$\{[#!]?$|\b(?:export|unset|read|local|declare)\s+$/.test(before)) continue;
    if (/^\+?=|^\[/.test(script.slice(end, end + 2))) continue;
    found.push({ start, end, name });
  }
  for (const read of script.matchAll(ADDRESS)) {
    const [word, quads = ''] = read;
    const start = read.index;
    if (/[\w.$-]/.test(script.charAt(start - 1)) || !isHollow(quads)) continue;
    // In a sentence it may be a way to speak of a whole network.
    if (!/^[xX.]+$/.test(quads) && isSentence(script, regionAt(start))) continue;
    found.push({ start, end: start + word.length, name: word });
  }
  return found;
}

/** More of one word than this is no name. */
const LONGEST = 100;

/** `YOUR_IP`, `ENTER-YOUR-NAME-HERE`, `-pYOUR_WORD`, `REPLACE_ME`; one word of a script at a time. */
const MARKER =
  /^(?:[a-z]|(?:[a-z0-9]+[_-])+|-[A-Za-z])?((?:[A-Z0-9]+[_-])*?YOUR(?:[_-][A-Z0-9]+)+|(?:CHANGE|REPLACE|FILL|EDIT)[_-]?(?:ME|THIS|IN)|REPLACE[_-]WITH(?:[_-][A-Z0-9]+)+|(?<![a-z])your(?:-[a-z0-9]+)+)-?$/;

const ADDRESS = /((?:\d{1,3}|[xX]{1,3})(?:\.(?:\d{1,3}|[xX]{1,3})){3})(?![\w]|\.\w)/g;

/** Digits, and behind them nothing but `x`: `10.0.x.x`. */
function isHollow(quads: string): boolean {
  return /^(?:\d{1,3}\.){0,3}(?:x{1,3}(?:\.x{1,3})*)$/i.test(quads);
}

function isSentence(script: string, { kind, start, end }: ShellRegion): boolean {
  const isQuoted = kind === 'single' || kind === 'double';
  return isQuoted && /\S\s+\S/.test(script.slice(start + 1, Math.min(end, start + 300) - 1));
}

/**
 * `{cluster-name}`, `{{ name }}`, `[CLUSTER_NAME]`: where the program beside it has no use of its own for braces, and a
 * shell has none either.
 */
export function bracketedIn(script: string, regionAt: RegionAt): Marker[] {
  const found: Marker[] = [];
  for (const read of script.matchAll(BRACKETED)) {
    const [word, doubled, single, square] = read;
    const start = read.index;
    const end = start + word.length;
    const before = script.charAt(start - 1);
    if (/[@$%\\{]/.test(before) || /[<>}]/.test(script.charAt(end))) continue;
    const region = regionAt(start);
    const { kind, command } = region;
    // What is written to a file may be a template.
    if (kind === 'heredoc') continue;
    if (square !== undefined && (kind !== 'code' || !/^[\s=/:]?$/.test(before))) continue;
    // `\begin{some-thing}`
    if (single !== undefined && kind !== 'code' && /\p{L}/u.test(before)) continue;
    if (doubled !== undefined && KEYWORDS.test(doubled)) continue;
    if (USES_BRACES.test(programAt(script, region, start) ?? '$')) continue;
    if (BRACES_FOLLOW.test(script.slice(Math.max(command, start - 400), start))) continue;
    found.push({ start, end, name: (doubled ?? single ?? square ?? '').trim() });
  }
  return found;
}

const BRACKETED =
  /\{\{ ?([A-Za-z][\w-]{0,60}) ?\}\}|\{([A-Za-z]{2,30}(?:[-_ ][A-Za-z0-9]{2,30}){1,6}|[A-Z]{3,30})\}|\[([A-Z]{2,30}(?:[_-][A-Z]{2,30}){1,6})\]/g;

/** Go templates, Ansible, jq and what reads a program of its own have braces of their own. */
const USES_BRACES =
  /^(?:\$|ansible.*|docker|podman|nerdctl|crictl|helm|jq|yq|jinja2?|gomplate|parallel|borg.*|[gm]?awk|perl|python.*|node|ruby)$/;
const BRACES_FOLLOW =
  /--(?:format|template|output|filter|query)\b|\s-[foI](?=[\s={'"]|$)|-o\s{0,3}(?:json|go-)|\bxargs\b|\btemplate\b/;

const KEYWORDS =
  /^(?:end|else|range|if|with|json|define|block|item|inventory_hostname\w*|ansible_\w+)$/;
