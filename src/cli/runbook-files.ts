import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { fileErrorInWords } from '../session/effects/file-errors.ts';
import type { Runbook } from '../steps/model.ts';
import { builtInFile, builtInIds, matchBuiltIn } from './built-in-runbooks.ts';
import { readDocument } from './read-document.ts';
import { UserError } from './user-error.ts';

/** Larger than any runbook; a disk image opened by mistake should not fill the memory. */
const largest = 64 * 1024 * 1024;

/** A runbook with the bytes it was read from. */
export interface OpenedRunbook {
  readonly runbook: Runbook;
  readonly bytes: Buffer;
}

/**
 * Opens a built-in runbook by its id (all of it, or what stands before one of its dashes: `phase-02`) or a Markdown
 * file by its path; throws a UserError that says what is wrong.
 */
export function openRunbook(idOrFile: string): OpenedRunbook {
  const id = builtInNamed(idOrFile);
  const file = (id === undefined ? undefined : builtInFile(id)) ?? idOrFile;
  const bytes = readBytes(file);
  const runbook = readDocument(bytes, file);
  // A built-in keeps its id wherever the program is installed.
  return { runbook: id === undefined ? runbook : { ...runbook, id }, bytes };
}

/** The id of the built-in that is meant; undefined when a file is. What could be two things is never guessed. */
function builtInNamed(name: string): string | undefined {
  const match = matchBuiltIn(name);
  switch (match.type) {
    case 'none':
      return undefined;
    case 'several':
      throw new UserError(
        `${name} is the beginning of several built-in runbooks, ${listed(match.ids)}; name the one you mean.`,
      );
    case 'one':
      if (match.id !== name && isFile(name))
        throw new UserError(
          `${name} is a file here, and begins the built-in ${match.id}; name ./${name} or ${match.id}.`,
        );
      return match.id;
  }
}

/** `a, b and c` */
function listed(words: readonly string[]): string {
  return words.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

/** A folder of that name is no runbook, so it stands in nobody's way. */
function isFile(name: string): boolean {
  try {
    return statSync(name, { throwIfNoEntry: false })?.isDirectory() === false;
  } catch {
    // Something of that name is here, a link that leads nowhere, say.
    return true;
  }
}

/** The bytes of a Markdown file; throws a UserError that says what is wrong with it. */
export function readBytes(file: string): Buffer {
  if (file.trim() === '') throw new UserError(`A runbook has to be named. ${builtInSentence()}`);
  let descriptor: number;
  try {
    // Not blocking: to open a pipe that nobody writes to would wait for ever.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new UserError(openSentence(file, error));
  }
  try {
    const facts = fstatSync(descriptor);
    if (facts.isDirectory())
      throw new UserError(`${file} is a folder; name a Markdown file in it.`);
    if (!facts.isFile()) throw new UserError(notRegular(file));
    if (facts.size > largest)
      throw new UserError(
        `${file} is larger than ${largest / 1024 / 1024} MiB; that is no runbook.`,
      );
    return checkedBytes(readFileSync(descriptor), file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file} can not be read: ${fileErrorInWords(error)}.`);
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes, when they can be Markdown at all; else throws a UserError that says why not. */
export function checkedBytes(bytes: Buffer, file: string): Buffer {
  if (bytes.length === 0) throw new UserError(`${file} is empty; there is nothing to walk.`);
  if (/^(?:fffe|feff)/.test(bytes.toString('hex', 0, 2)))
    throw new UserError(`${file} is written in UTF-16; save it as UTF-8 and open it again.`);
  if (bytes.subarray(0, 8192).includes(0))
    throw new UserError(`${file} holds binary data; name a Markdown file.`);
  if (!bytes.some((byte) => byte > 0x20))
    throw new UserError(`${file} holds nothing but blanks; there is nothing to walk.`);
  return bytes;
}

function openSentence(file: string, error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `No such file or built-in runbook: ${file}. ${builtInSentence()}`;
    case 'EACCES':
    case 'EPERM':
      return `${file} can not be read: permission is denied. Ask its owner, or open a copy.`;
    case 'ENXIO':
      return notRegular(file);
    default:
      return `${file} can not be opened: ${fileErrorInWords(error)}.`;
  }
}

function notRegular(file: string): string {
  return `${file} is no regular file; name a Markdown file.`;
}

function builtInSentence(): string {
  const ids = builtInIds();
  return ids.length === 0 ? 'None is built in.' : `Built in: ${ids.join(', ')}.`;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
