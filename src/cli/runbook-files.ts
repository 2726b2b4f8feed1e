import { closeSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Runbook } from '../steps/model.ts';
import { readRunbook } from '../steps/read-runbook.ts';
import { UserError } from './user-error.ts';

/** Larger than any runbook; a disk image opened by mistake should not fill the memory. */
const largest = 64 * 1024 * 1024;

/** A runbook with the bytes it was read from. */
export interface OpenedRunbook {
  readonly runbook: Runbook;
  readonly bytes: Buffer;
}

/** Opens a built-in runbook by its id or a Markdown file by its path; throws a UserError that says what is wrong. */
export function openRunbook(idOrFile: string): OpenedRunbook {
  const builtIn = builtInFile(idOrFile);
  const file = builtIn ?? idOrFile;
  const bytes = readDocument(file);
  const runbook = readRunbook(bytes, file);
  // A built-in keeps its id wherever the program is installed.
  return { runbook: builtIn === undefined ? runbook : { ...runbook, id: idOrFile }, bytes };
}

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

function builtInFile(id: string): string | undefined {
  return builtInIds().includes(id) ? join(runbooksFolder(), `${id}.md`) : undefined;
}

/** Beside `dist/` in an installed program, beside `src/` in a checkout. */
function runbooksFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const top = basename(here) === 'cli' ? join(here, '..', '..') : join(here, '..');
  return join(top, 'runbooks');
}

function readDocument(file: string): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw new UserError(openSentence(file, codeOf(error)));
  }
  try {
    const facts = fstatSync(descriptor);
    if (facts.isDirectory())
      throw new UserError(`${file} is a folder; name a Markdown file in it.`);
    if (!facts.isFile())
      throw new UserError(`${file} is not a regular file; name a Markdown file.`);
    if (facts.size > largest)
      throw new UserError(
        `${file} is larger than ${largest / 1024 / 1024} MiB; that is no runbook.`,
      );
    const bytes = readFileSync(descriptor);
    if (bytes.length === 0) throw new UserError(`${file} is empty; there is nothing to walk.`);
    if (bytes.subarray(0, 8192).includes(0))
      throw new UserError(`${file} holds binary data; name a Markdown file.`);
    return bytes;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file} can not be read (${codeOf(error)}).`);
  } finally {
    closeSync(descriptor);
  }
}

function openSentence(file: string, code: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR': {
      const ids = builtInIds().join(', ');
      return `No such file or built-in runbook: ${file}. Built in: ${ids === '' ? 'none' : ids}.`;
    }
    case 'EACCES':
    case 'EPERM':
      return `${file} can not be read: permission denied. Ask its owner, or open a copy.`;
    default:
      return `${file} can not be opened (${code}).`;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
