import { closeSync, fsyncSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileErrorInWords } from '../session/effects/file-errors.ts';
import type { OpenedRunbook } from './runbook-files.ts';
import { UserError } from './user-error.ts';
import { makePrivateFolder, writePrivate } from '../session/effects/private-file.ts';

/** The documents as they were when the walk began: a runbook that is edited meanwhile changes no finished walk. */
export function keepDocuments(folder: string, runbooks: readonly OpenedRunbook[]): void {
  try {
    makePrivateFolder(join(folder, 'runbooks'));
    for (const [index, { runbook, bytes }] of runbooks.entries())
      writePrivate(keptDocument(folder, index, runbook.id), bytes);
  } catch (error) {
    throw new UserError(
      `The runbook can not be kept in ${folder}: ${fileErrorInWords(error)}; put that right or give another folder with --state-dir.`,
    );
  }
}

/** The site file as it was when the walk began, for the same reason. */
export function keepSite(folder: string, bytes: Buffer): void {
  try {
    writePrivate(keptSite(folder), bytes);
  } catch (error) {
    throw new UserError(
      `The site file can not be kept in ${folder}: ${fileErrorInWords(error)}; put that right or give another folder with --state-dir.`,
    );
  }
}

/** Where a session keeps its copy of its site file. */
export function keptSite(folder: string): string {
  return join(folder, 'site.yaml');
}

/** Where a session keeps its copy of a document. */
export function keptDocument(folder: string, index: number, id: string): string {
  return join(folder, 'runbooks', `${index + 1}-${id.replace(/[^\w.-]+/g, '_').slice(0, 80)}.md`);
}

/** Where a session keeps a later text of a document, by its number: 2 is the first after the one it began with. */
export function keptRevision(folder: string, index: number, id: string, revision: number): string {
  return keptDocument(folder, index, id).replace(/\.md$/, `.r${revision}.md`);
}

/**
 * Keeps a later text of a document, durably: the event that takes it up comes behind it. What an earlier try has left
 * under this number no event names, and is replaced.
 */
export function keepRevision(file: string, bytes: Uint8Array): void {
  try {
    const half = `${file}.new`;
    writePrivate(half, bytes);
    sync(half);
    renameSync(half, file);
    sync(dirname(file));
  } catch (error) {
    throw new UserError(
      `The new text of the runbook can not be kept as ${file}: ${fileErrorInWords(error)}; the walk goes on with the text it has.`,
    );
  }
}

/** A file, or the names in a folder. */
function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads a kept copy back. */
export function readKept(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(
      `The session's copy of its runbook, ${file}, can not be read: ${fileErrorInWords(error)}. The walk can not go on without it; start a new one.`,
    );
  }
}
