import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { MASK, redact } from '../../secrets/redact.ts';
import { isSecretValue } from '../../secrets/secret-value.ts';
import type { Hide } from '../report/hide.ts';
import type { AttemptOutput, KeptFile, OutputEnd } from '../report/model.ts';
import type { Attempt } from '../session.ts';
import { endOf } from './attempt-output.ts';
import { attemptFiles } from './attempt-files.ts';
import { fileErrorInWords } from './file-errors.ts';
import { toldOfOutput } from './kept-nowhere.ts';
import { tailFile } from './output-file.ts';
import { cutStreams } from './output-limit.ts';
import { isRedacted, looksOf } from './redact-attempt.ts';
import { attemptFolder } from './session-folder.ts';
import { isUnsearched } from './unsearched-output.ts';

/** Masks whatever has the shape of a secret. */
export const hideShapes: Hide = {
  text: (text) => redact(text),
  value: (name, value) =>
    isSecretValue(name, value) ? { value: MASK, masked: true } : { value, masked: false },
};

/** So much of an output's end is read for its last lines, and so much ahead of it: a secret that begins there is seen whole. */
const tailBytes = 96 * 1024;
/** A line is cut to this many characters. */
const lineLength = 2000;
/** Hashed in pieces: memory stays flat whatever the size. Bytes. */
const pieceBytes = 1024 * 1024;

/**
 * What is kept of an attempt's output, for a report: the last `lines` lines of each stream, safe to print, and the
 * size and hash of each file. Of a poll, or of a block that was given secrets, the lines are those of its last run.
 * Changes nothing. Never throws: what can not be read is said.
 *
 * @param sessionFolder of the session; files are named below it
 */
export function reportOutput(
  sessionFolder: string,
  attempt: Attempt,
  lines: number,
): AttemptOutput {
  const folder = attemptFolder(sessionFolder, attempt.number);
  try {
    return read(sessionFolder, folder, attempt, lines);
  } catch (error) {
    return {
      said: `its files can not be read: ${fileErrorInWords(error)}`,
      tails: [],
      files: [],
    };
  }
}

function read(
  sessionFolder: string,
  folder: string,
  { command, outcome }: Attempt,
  lines: number,
): AttemptOutput {
  const nothing: AttemptOutput = { said: undefined, tails: [], files: [] };
  if (outcome?.type === 'not-started') return nothing;
  const runs = [folder, ...looksOf(folder).toSorted()];
  // What still runs may write more, and what is not masked yet is still written: no hash of it would stay right.
  const files =
    outcome === undefined
      ? []
      : runs.flatMap((own) => filesOf(sessionFolder, own, command.sensitive));
  const shown = runs.findLast((own) => isThere(attemptFiles(own).stdout)) ?? folder;
  const told = toldOfOutput(shown);
  if (told !== undefined) return { ...nothing, files, said: told.text };
  const gone = streams.filter((name) => !isThere(join(shown, name)));
  if (gone.length > 0) {
    const what =
      gone.length === 2
        ? 'the files of its output are gone'
        : `the file of its ${gone.join()} is gone`;
    return { ...nothing, files, said: what };
  }
  if (isUnsearched(command, shown))
    return {
      ...nothing,
      said: 'its output was not searched yet for what it was given, so it is not shown',
    };
  const isFinal = outcome !== undefined && runs.every(isRedacted);
  return {
    said: saidOf(shown, { isFinal, hasEnded: outcome !== undefined }),
    tails: streams.flatMap((stream) => endsOf(shown, stream, lines, isFinal)),
    files,
  };
}

const streams = ['stdout', 'stderr'] as const;

function saidOf(
  folder: string,
  { isFinal, hasEnded }: { readonly isFinal: boolean; readonly hasEnded: boolean },
): string | undefined {
  const cut = cutStreams(folder).length > 0 ? ['it grew past the limit and was cut'] : [];
  const open = hasEnded
    ? ['what is secret in its files was not masked yet, so they are not hashed']
    : ['it had not ended, so its files are not hashed'];
  const all = [...cut, ...(isFinal ? [] : open)];
  return all.length === 0 ? undefined : `of its output: ${all.join('; ')}`;
}

function endsOf(
  folder: string,
  stream: OutputEnd['stream'],
  wanted: number,
  isFinal: boolean,
): readonly OutputEnd[] {
  const tail = tailFile(join(folder, stream), tailBytes);
  if (tail.size === 0) return [];
  const all = endOf(tail, [], isFinal ? 'closed' : 'growing')
    .replace(/\n$/, '')
    .split('\n');
  const lines = all.slice(Math.max(0, all.length - wanted)).map(cutLine);
  const more = tail.truncatedStart || lines.length < all.length;
  return [{ stream, bytes: tail.size, lines, more }];
}

function cutLine(line: string): string {
  const characters = Array.from(line.slice(0, lineLength * 2));
  return characters.length <= lineLength
    ? line
    : `${characters.slice(0, lineLength - 1).join('')}…`;
}

/** The script, what was printed and the exit status; of a sensitive block no output stands there. */
function filesOf(
  sessionFolder: string,
  folder: string,
  sensitive: true | undefined,
): readonly KeptFile[] {
  const { script, stdout, stderr, exit } = attemptFiles(folder);
  const isKept = sensitive !== true && isRedacted(folder);
  const wanted = isKept ? [script, stdout, stderr, exit] : [script, exit];
  return wanted.filter(isThere).map((file) => ({
    file: relative(sessionFolder, file),
    ...hashFile(file),
  }));
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * Size and hex sha256 of a file, read piece by piece.
 *
 * @throws the file system's error
 */
export function hashFile(file: string): { readonly bytes: number; readonly sha256: string } {
  const descriptor = openSync(file, 'r');
  try {
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(pieceBytes);
    let bytes = 0;
    for (;;) {
      const count = readSync(descriptor, piece, 0, piece.length, null);
      if (count === 0) return { bytes, sha256: hash.digest('hex') };
      hash.update(piece.subarray(0, count));
      bytes += count;
    }
  } finally {
    closeSync(descriptor);
  }
}
