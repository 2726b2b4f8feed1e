import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileErrorInWords } from '../session/effects/file-errors.ts';
import { UserError } from './user-error.ts';

/**
 * Writes a file that is not there yet, whole or not at all. Throws a UserError that says why it could not; `another` is
 * the command that writes one elsewhere.
 */
export function writeNewFile(file: string, text: string, another: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o644);
  } catch (error) {
    throw cannotOpen(file, error, another);
  }
  try {
    const bytes = Buffer.from(text);
    if (writeSync(descriptor, bytes) !== bytes.length)
      throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(file, { force: true });
    throw cannotWrite(file, error);
  } finally {
    closeSync(descriptor);
  }
}

function cannotOpen(file: string, error: unknown, another: string): UserError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST')
    return new UserError(
      `${file} is there already, and was left as it is; edit it, or write another: ${another}`,
    );
  if (code === 'ENOENT' && !existsSync(dirname(file)))
    return new UserError(
      `${file} can not be written: the folder ${dirname(file)} is not there; make it, or name another.`,
    );
  return cannotWrite(file, error);
}

function cannotWrite(file: string, error: unknown): UserError {
  return new UserError(`${file} can not be written: ${fileErrorInWords(error)}.`);
}
