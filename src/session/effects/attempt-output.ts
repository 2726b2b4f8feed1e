import { appendFileSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import { collapseReturns, lastLines } from '../output-lines.ts';
import { sanitise } from '../sanitise.ts';
import type { OutputTail } from '../walker.ts';
import { eachPiece, tailFile } from './output-file.ts';
import { cutStreams } from './output-limit.ts';

/** How much of a file's end is looked at for the screen: rows are short, memory stays flat. */
const tailBytes = 64 * 1024;
/** An output is made presentable in pieces of this size: whatever its length, memory stays flat. */
const pieceBytes = 1024 * 1024;

const errorHead = '-- error output --';

/**
 * The last rows of an attempt's output as they are drawn: standard output, then standard error. `secrets` are those
 * that the run was given and that may still stand in its files.
 */
export function readOutputTail(
  folder: string,
  size: { readonly rows: number; readonly columns: number; readonly offset: number },
  secrets: readonly Secret[] = [],
): OutputTail {
  const stdout = tailFile(join(folder, 'stdout'), tailBytes);
  const stderr = tailFile(join(folder, 'stderr'), tailBytes);
  const rows = size.rows + size.offset + 1;
  const told = (text: string): readonly string[] =>
    text === '' ? [] : lastLines(presentable(text, secrets), { rows, columns: size.columns });
  const [out, err] = [told(stdout.text), told(stderr.text)];
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
    const isEmpty = streams.every(([, stream]) => tailFile(join(folder, stream), 1).size === 0);
    if (isEmpty) appendFileSync(descriptor, '-- no output --\n');
    for (const [name, stream] of isEmpty ? [] : streams) {
      appendFileSync(descriptor, `-- ${name} --\n`);
      // Pieces end with a line, as escapes and secrets do: none is cut in two.
      eachPiece(join(folder, stream), pieceBytes, (text) =>
        appendFileSync(descriptor, presentable(text, secrets)),
      );
      appendFileSync(descriptor, '\n');
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

/** Escapes inside a secret would hide it from the redaction, so they go first. */
function presentable(text: string, secrets: readonly Secret[]): string {
  return redact(sanitise(collapseReturns(text), { colour: false }), secrets);
}
