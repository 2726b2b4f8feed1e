import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isSecretValue } from '../secrets/secret-value.ts';
import { deadLiteral } from '../session/dead-values.ts';
import { readTrustedFile } from '../session/effects/trusted-file.ts';
import { literalRows } from '../session/literal-rows.ts';
import type { Session } from '../session/session.ts';
import type { Site } from '../session/site.ts';
import { distance } from '../steps/nearest.ts';
import { readSiteFile, type SiteFile, type SiteProblem } from '../steps/site-file.ts';
import { matchBuiltIn } from './built-in-runbooks.ts';
import type { GlobalOptions } from './options.ts';
import { openRunbook, type OpenedRunbook } from './runbook-files.ts';
import { shownPath, siteFileOf } from './site-place.ts';
import { UserError } from './user-error.ts';

/** Larger than any; a disk image given by mistake should not be read as YAML. */
const largest = 64 * 1024;

/** A site file with the bytes it was read from. */
export interface OpenedSite {
  readonly site: Site;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly runbooks: SiteFile['runbooks'];
}

/**
 * The site file that `--site` names, else `./handrail.yaml`, else `$XDG_CONFIG_HOME/handrail/handrail.yaml`. Undefined
 * when there is none, or `--no-site` wants none; throws a UserError that says all that is wrong with the one there is.
 */
export function openSite({ site: wanted }: GlobalOptions): OpenedSite | undefined {
  const file = siteFileOf(wanted);
  if (file === undefined) return undefined;
  const reading = readTrustedFile(file, largest);
  if (reading.type === 'refused')
    throw new UserError(
      `The site file ${file} ${reading.why}. Put that right, name another with --site, or go without: --no-site.`,
    );
  return parseSite(reading.bytes, file);
}

/** A site file from its bytes; throws a UserError that lists what is wrong, with line and column. */
export function parseSite(bytes: Buffer, file: string): OpenedSite {
  const reading = readSiteFile(bytes);
  const shown = shownPath(file);
  if (reading.type === 'refused') throw listed(shown, reading.problems);
  const { name, runbooks, literals, dead } = reading.site;
  const secret = Object.entries(literals)
    .filter(([literal, { value }]) => isSecretValue(literal, value))
    .map(([literal, { line, column }]) => ({
      ...{ line, column },
      message: `literals.${literal} looks like a secret, and none may stand in a file; take it out, blocks ask for secrets unseen`,
    }));
  if (secret.length > 0) throw listed(shown, secret);
  return {
    site: { path: file, name, literals, dead },
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    runbooks,
  };
}

/** The runbooks that a site walks, in its order: ids, and paths from where the file lies. */
export function openSiteRunbooks(opened: OpenedSite): readonly OpenedRunbook[] {
  const { site, runbooks } = opened;
  return runbooks.map(({ name, line, column }) => {
    try {
      return openRunbook(siteRunbook(opened, name));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw listed(shownPath(site.path), [{ line, column, message: error.message }]);
    }
  });
}

/** A runbook that a site file names, as it is opened: an id, or a path from where the file lies. */
export function siteRunbook({ site }: OpenedSite, name: string): string {
  const isId = !name.includes('/') && matchBuiltIn(name).type !== 'none';
  return isId ? name : resolve(dirname(site.path), inHome(name));
}

/** Throws a UserError when a value of the site is dead; `session` is the walk before its first event. */
export function refuseDeadSite(session: Session): void {
  const { site } = session;
  if (site === undefined) return;
  const problems = Object.entries(site.literals).flatMap(([name, { value, line, column }]) => {
    const dead = deadLiteral(session, name, value);
    return dead === undefined ? [] : [{ line, column, message: dead }];
  });
  if (problems.length > 0) throw listed(shownPath(site.path), problems);
}

/** What the operator should know of the site file: which one it is, and what in it may be a slip. */
export function siteNotices(session: Session): readonly string[] {
  const { site } = session;
  if (site === undefined) return [];
  const names = literalRows(session).flatMap((row) => row.names);
  const slips = Object.entries(site.literals).flatMap(([name, { line }]) => {
    if (names.includes(name)) return [];
    const near = names.find((known) => distance(name.toLowerCase(), known.toLowerCase()) <= 2);
    return near === undefined
      ? []
      : [`Its line ${line} gives ${name}, which no runbook of this walk has; ${near} is near.`];
  });
  const named = site.name === undefined ? '' : ` (${site.name})`;
  return [`Site file: ${shownPath(site.path)}${named}.`, ...slips];
}

function listed(shown: string, problems: readonly SiteProblem[]): UserError {
  const lines = problems
    .toSorted((one, other) => one.line - other.line || one.column - other.column)
    .map(({ line, column, message }) => `${shown}:${line}:${column}: ${message}`);
  const [first = '', ...others] = lines;
  const also = others.slice(0, 19);
  const more = others.length - also.length;
  return new UserError(first, 2, more > 0 ? [...also, `and ${more} more`] : also);
}

/** A path in a file never met a shell. */
function inHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}
