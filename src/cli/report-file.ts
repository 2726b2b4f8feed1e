import { closeSync, fchmodSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { fileErrorInWords } from '../session/effects/file-errors.ts';
import { UserError } from './user-error.ts';

/** Writes a new file that only we can read, durably. Throws a UserError when it is there already, or can not be written. */
export function writeNewFile(file: string, text: string): void {
  if (file === '') throw new UserError('--output names no file; give it one, or leave it out.');
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new UserError(
      isThere
        ? `${file} is there already and was left as it is; name another file, or delete it first.`
        : `${file} can not be written: ${fileErrorInWords(error)}; name another file.`,
    );
  }
  try {
    fchmodSync(descriptor, 0o600);
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } catch (error) {
    // Half a report would be taken for a whole one.
    rmSync(file, { force: true });
    throw new UserError(`${file} can not be written: ${fileErrorInWords(error)}.`);
  } finally {
    closeSync(descriptor);
  }
}
