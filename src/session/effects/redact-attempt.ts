import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { maskFile } from '../../secrets/mask-file.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { AttemptFolder } from '../runner.ts';
import { eachPiece } from './output-file.ts';
import { writePrivate } from './private-file.ts';

/** What a block printed, and what was made of that for the pager. The script is the author's. */
const printed = ['stdout', 'stderr', 'output.txt'];

/**
 * Masks in place what an attempt has printed, and each look of a poll. For an attempt that was judged: what is masked
 * can not be judged any more. It may be done twice, and costs nothing where nothing was added since.
 *
 * @param secrets those that the run was given, beside whatever has the shape of one
 * @throws the file system's error; what is not masked yet is found by the next one who asks
 */
export async function redactAttempt(
  folder: AttemptFolder,
  secrets: readonly Secret[] = [],
): Promise<void> {
  for (const own of [folder, ...looksOf(folder)])
    if (!isRedacted(own)) await redactFolder(own, secrets);
}

/** Names each file that was masked, and how many bytes it had then. */
const DONE = 'redacted';

async function redactFolder(folder: string, secrets: readonly Secret[]): Promise<void> {
  const sizes: Record<string, number> = {};
  for (const name of printed) {
    const size = await maskFile(join(folder, name), secrets);
    if (size !== undefined) sizes[name] = size;
  }
  try {
    writePrivate(join(folder, DONE), `${JSON.stringify(sizes)}\n`);
  } catch {
    // It is masked all the same; the next one who asks looks once more.
  }
}

/** Whether it was masked, and something that masking leaves behind stands in it. False where it was not masked yet. */
export function mayBeMasked(folder: string): boolean {
  if (!existsSync(join(folder, DONE))) return false;
  return ['stdout', 'stderr'].some((name) => {
    let isFound = false;
    eachPiece(join(folder, name), PIECE, (text) => {
      isFound ||= MASKED.test(text);
    });
    return isFound;
  });
}

const PIECE = 1024 * 1024;
const MASKED = /\*{4}/;

/** Whether what stands there was searched, all of it: a process that the block left running may have written more since. */
export function isRedacted(folder: string): boolean {
  try {
    const sizes = JSON.parse(readFileSync(join(folder, DONE), 'utf8')) as Record<string, number>;
    return printed.every((name) => {
      const stats = statSync(join(folder, name), { throwIfNoEntry: false });
      return stats?.size === sizes[name];
    });
  } catch {
    return false;
  }
}

/** The folders of the looks of a poll, or of the runs of a block that is given secrets. */
export function looksOf(folder: string): readonly string[] {
  const looks = join(folder, 'looks');
  try {
    return readdirSync(looks).map((name) => join(looks, name));
  } catch {
    return [];
  }
}
