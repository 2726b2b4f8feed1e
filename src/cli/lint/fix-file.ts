import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fixDocument } from '../../lint/fix.ts';
import type { AppliedFix } from '../../lint/fix.ts';
import { fileErrorInWords } from '../../session/effects/file-errors.ts';

/** What came of mending one file. */
export type FixedFile =
  | { readonly type: 'fixed'; readonly bytes: Buffer; readonly fixed: readonly AppliedFix[] }
  /** The file stands as it was. */
  | { readonly type: 'not-fixed'; readonly why: string };

/**
 * Mends what is safe to mend in a file. It is replaced whole or not at all, and keeps its mode, its owner, its byte order
 * mark and its line ends; a symbolic link keeps leading to it. What somebody saved meanwhile is not written over.
 *
 * @param bytes the file as it was read
 */
export function fixFile(file: string, bytes: Buffer): FixedFile {
  const source = decoded(bytes);
  if (source === undefined)
    return { type: 'not-fixed', why: `${file} is not UTF-8, so nothing in it was mended.` };
  const mark = bytes.subarray(0, 3).equals(MARK) ? MARK : Buffer.alloc(0);
  const { source: mended, fixed } = fixDocument(source, file);
  if (fixed.length === 0) return { type: 'fixed', bytes, fixed };
  const made = Buffer.concat([mark, Buffer.from(mended)]);
  try {
    const why = replace(realpathSync(file), bytes, made);
    if (why !== undefined) return { type: 'not-fixed', why: `${file} was not mended: ${why}.` };
  } catch (error) {
    const why = `${file} could not be mended and stands as it was: ${fileErrorInWords(error)}.`;
    return { type: 'not-fixed', why };
  }
  return { type: 'fixed', bytes: made, fixed };
}

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Writes beside the file and renames. Answers with the reason when the file may not be replaced. */
function replace(file: string, was: Buffer, made: Buffer): string | undefined {
  // A rename would replace a file that nobody may write.
  accessSync(file, constants.W_OK);
  const { mode, uid, gid, nlink } = statSync(file);
  if (nlink > 1) return 'it has several names (hard links), which a new file would not have';
  const beside = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}`);
  const descriptor = openSync(beside, 'wx', 0o600);
  try {
    try {
      writeFileSync(descriptor, made);
      const own = statSync(beside);
      if (own.uid !== uid || own.gid !== gid) fchownSync(descriptor, uid, gid);
      fchmodSync(descriptor, mode & 0o7777);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (!readFileSync(file).equals(was)) {
      rmSync(beside, { force: true });
      return 'somebody has saved it meanwhile; run it again';
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  return undefined;
}
