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
