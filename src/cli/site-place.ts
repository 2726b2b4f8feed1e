import { lstatSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { UserError } from './user-error.ts';

/** What the site file is called where it is not named. */
export const siteFileName = 'handrail.yaml';

/**
 * The site file of this call, which may turn out not to be readable: the one that is named, else the first usual one
 * that is there. Undefined when there is none, or none is wanted. Throws a UserError when the option names nothing.
 */
export function siteFileOf(wanted: string | false | undefined): string | undefined {
  if (wanted === false) return undefined;
  if (wanted === '') throw new UserError('--site names no file; give it one, or leave it out.');
  return wanted === undefined ? usualFiles().find(isThere) : resolve(wanted);
}

function usualFiles(): readonly string[] {
  const xdg = process.env['XDG_CONFIG_HOME'];
  // The XDG base directory specification has relative paths ignored.
  const config = xdg?.startsWith('/') === true ? xdg : join(homedir(), '.config');
  return [resolve(siteFileName), join(config, 'handrail', siteFileName)];
}

/** A link that leads nowhere is there: it was meant to be one. */
function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** As one would type it from here, when that is shorter. */
export function shownPath(file: string): string {
  const near = relative(process.cwd(), file);
  return near !== '' && !near.startsWith('..') ? near : file;
}
