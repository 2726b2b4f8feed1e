import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * The runbooks that come with handrail, told without reading them as documents: the home screen names them
 * on its first frame, and the Markdown parser is loaded only when one is opened.
 */

/** The one that training opens when none is named; the home screen offers it first. */
export const defaultRunbook = 'phase-07';

/** Ids of the runbooks that come with handrail. */
export function builtInIds(): readonly string[] {
  try {
    return readdirSync(runbooksFolder())
      .filter((name) => name.endsWith('.md'))
      .map((name) => basename(name, '.md'))
      .sort();
  } catch {
    return [];
  }
}

/** What a name on the command line is among built-in ids: one of them, the beginning of several, or none. */
export type BuiltInMatch =
  | { readonly type: 'one'; readonly id: string }
  | { readonly type: 'several'; readonly ids: readonly string[] }
  | { readonly type: 'none' };

/** An id by all of it, or by what stands before one of its dashes: `phase-02` is `phase-02-vault`. */
export function matchBuiltIn(name: string, ids: readonly string[] = builtInIds()): BuiltInMatch {
  if (ids.includes(name)) return { type: 'one', id: name };
  const beginning = name === '' ? [] : ids.filter((id) => id.startsWith(`${name}-`));
  const [id, ...others] = beginning;
  if (id === undefined) return { type: 'none' };
  return others.length === 0 ? { type: 'one', id } : { type: 'several', ids: beginning };
}

/** The file of a built-in runbook; undefined when none has that id. */
export function builtInFile(id: string): string | undefined {
  return builtInIds().includes(id) ? join(runbooksFolder(), `${id}.md`) : undefined;
}

/** Its first heading, which our own documents open with; the id where there is none. */
export function builtInTitle(id: string): string {
  try {
    const text = readFileSync(join(runbooksFolder(), `${id}.md`), 'utf8');
    return /^# +(.+)$/m.exec(text)?.[1]?.trim() ?? id;
  } catch {
    return id;
  }
}

/** Beside `dist/` in an installed program, beside `src/` in a checkout. */
function runbooksFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const top = basename(here) === 'cli' ? join(here, '..', '..') : join(here, '..');
  return join(top, 'runbooks');
}
