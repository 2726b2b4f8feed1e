import { appendFileSync, closeSync, fchmodSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { redactPieces } from '../../secrets/redact-pieces.ts';
import { MASK, redact } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import { collapseReturns, lastLines } from '../output-lines.ts';
import { sanitise } from '../sanitise.ts';
import type { OutputTail } from '../walker.ts';
import { eachPiece, tailFile, type Tail } from './output-file.ts';
import { toldOfOutput } from './kept-nowhere.ts';
import { cutStreams } from './output-limit.ts';
import { streamFile } from './output-place.ts';

/** How much of a file's end is looked at for the screen: rows are short, memory stays flat. */
const tailBytes = 64 * 1024;
/** Looked at in front of that, so that a secret which begins there is seen whole. Bytes. */
const leadBytes = 32 * 1024;
/** An output is made presentable in pieces of this size: whatever its length, memory stays flat. */
const pieceBytes = 1024 * 1024;

const errorHead = '-- error output --';

/**
 * The last rows of an attempt's output as they are drawn: standard output, then standard error. Nothing of `secrets`
 * is in them, nor of what has the shape of one, at no moment of an output that still grows. Of one that is kept nowhere
 * a single row tells how much it is.
 */
export function readOutputTail(
  folder: string,
  size: { readonly rows: number; readonly columns: number; readonly offset: number },
  secrets: readonly Secret[] = [],
): OutputTail {
  const told = toldOfOutput(folder);
  if (told !== undefined) return { lines: [told.text], bytes: told.bytes, more: false };
  const stdout = tailFile(streamFile(folder, 'stdout'), tailBytes + leadBytes);
  const stderr = tailFile(streamFile(folder, 'stderr'), tailBytes + leadBytes);
  const rows = size.rows + size.offset + 1;
  const linesOf = (tail: Tail): readonly string[] =>
    tail.text === '' ? [] : lastLines(endOf(tail, secrets), { rows, columns: size.columns });
  const [out, err] = [linesOf(stdout), linesOf(stderr)];
  // Which stream a line came from matters only where there are both.
  const lines = out.length > 0 && err.length > 0 ? [...out, errorHead, ...err] : [...out, ...err];
  const end = Math.max(0, lines.length - size.offset);
  const start = Math.max(0, end - size.rows);
  return {
    lines: lines.slice(start, end),
    bytes: stdout.size + stderr.size,
    more: start > 0 || stdout.truncatedStart || stderr.truncatedStart,
    ...(cutStreams(folder).length > 0 ? { cut: true } : {}),
  };
}

/** Writes the whole output, safe to page through, beside the attempt or where it is told; answers with its path. */
export function exportOutput(
  folder: string,
  {
    file = join(folder, 'output.txt'),
    secrets = [],
  }: { readonly file?: string; readonly secrets?: readonly Secret[] } = {},
): string {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    fchmodSync(descriptor, 0o600);
    const told = toldOfOutput(folder);
    if (told !== undefined) {
      appendFileSync(descriptor, `-- ${told.text} --\n`);
      return file;
    }
    const isEmpty = streams.every(
      ([, stream]) => tailFile(streamFile(folder, stream), 1).size === 0,
    );
    if (isEmpty) appendFileSync(descriptor, '-- no output --\n');
    for (const [name, stream] of isEmpty ? [] : streams) {
      appendFileSync(descriptor, `-- ${name} --\n`);
      const pieces = redactPieces(secrets);
      // Pieces end with a line, as escapes do: none is cut in two.
      eachPiece(streamFile(folder, stream), pieceBytes, (text) =>
        appendFileSync(descriptor, pieces.take(plain(text))),
      );
      appendFileSync(descriptor, `${pieces.end()}\n`);
    }
  } finally {
    closeSync(descriptor);
  }
  return file;
}

const streams = [
  ['standard output', 'stdout'],
  ['standard error', 'stderr'],
] as const;

/**
 * What is drawn of an output's end. Its first line is left out where it was cut, as it may be the rest of a secret;
 * where there is no other, the first word of it.
 */
export function endOf(
  { text, truncatedStart }: Tail,
  secrets: readonly Secret[],
  end: 'growing' | 'closed' = 'growing',
): string {
  const safe = redact(plain(text), secrets, end);
  if (!truncatedStart) return safe;
  const feed = safe.indexOf('\n');
  return feed === -1 || feed === safe.length - 1
    ? safe.replace(/^\S+/, MASK)
    : safe.slice(feed + 1);
}

function plain(text: string): string {
  return sanitise(collapseReturns(text), { colour: false });
}
