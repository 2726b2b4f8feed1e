import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize } from 'node:v8';
import type { Runbook } from '../steps/model.ts';
import { readRunbook } from '../steps/read-runbook.ts';

/**
 * A document as a runbook. One that came with the program was read when the program was built, under the
 * hash of its bytes, and is taken from there: cold, the parser costs more than the first frame.
 */
export function readDocument(bytes: Uint8Array, file: string): Runbook {
  return builtWith(bytes, file) ?? readRunbook(bytes, file);
}

/** Undefined for every other document, and in a checkout, where the reader itself may be newer than the build. */
function builtWith(bytes: Uint8Array, file: string): Runbook | undefined {
  const here = dirname(fileURLToPath(import.meta.url));
  if (basename(here) === 'cli') return undefined;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    const read: unknown = deserialize(readFileSync(join(here, 'read', `${sha256}.v8`)));
    if (!isRunbook(read) || read.sha256 !== sha256) return undefined;
    // The build names no file: an id of the document's own stays, another is the file's.
    const id = read.id === 'by-file' ? basename(file).replace(/\.[^.]+$/, '') : read.id;
    return { ...read, file, id };
  } catch {
    // Not built in, or written by a Node that this one does not understand: it is read as ever.
    return undefined;
  }
}

function isRunbook(read: unknown): read is Runbook {
  return typeof read === 'object' && read !== null && 'sha256' in read && 'steps' in read;
}
