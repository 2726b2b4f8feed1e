import { writeSync } from 'node:fs';
import { maskStream } from '../../secrets/mask-stream.ts';
import type { Secret } from '../../secrets/secret.ts';

/** What a block says on its terminal: into the attempt's file as it comes, and to whoever looks. */
export interface TerminalOutput {
  take(bytes: Uint8Array): void;
  /** Nothing comes any more. */
  end(): void;
  /** Sends what the screen has so far, at once, and then what comes; answers with what ends that. */
  attach(show: (bytes: Uint8Array) => void): () => void;
  /** Whether a known secret was among it. */
  readonly hasSecret: boolean;
  /** Why the file does not hold all of it. */
  readonly failure: unknown;
}

/** So much is kept for whoever comes to look: more than a screen, with its colours. Bytes. */
const RECENT = 64 * 1024;
/** A person who types sees each character, though it may be the first of a secret. */
const SHOWN_OF_SECRET = 4;

/** Lines end with a line feed in the file, which is appended to; known secrets are masked on both ways. */
export function terminalOutput(file: number, secrets: readonly Secret[]): TerminalOutput {
  const toFile = maskStream(secrets);
  const toScreen = maskStream(secrets, SHOWN_OF_SECRET);
  const lookers = new Set<(bytes: Uint8Array) => void>();
  let recent = Buffer.alloc(0);
  let endsInReturn = false;
  let failure: unknown;

  const write = (bytes: Buffer, isLast: boolean): void => {
    const text = (endsInReturn ? '\r' : '') + bytes.toString('latin1');
    endsInReturn = !isLast && text.endsWith('\r');
    const whole = endsInReturn ? text.slice(0, -1) : text;
    if (failure !== undefined || whole === '') return;
    try {
      writeWhole(file, Buffer.from(whole.replace(/\r+\n/g, '\n'), 'latin1'));
    } catch (error) {
      failure = error;
    }
  };
  const show = (bytes: Buffer): void => {
    recent = lastOf(Buffer.concat([recent, bytes]));
    for (const looker of lookers) looker(bytes);
  };

  return {
    take(bytes) {
      write(toFile.take(bytes), false);
      show(toScreen.take(bytes));
    },
    end() {
      write(toFile.end(), true);
      show(toScreen.end());
      lookers.clear();
    },
    attach(looker) {
      looker(recent);
      lookers.add(looker);
      return () => void lookers.delete(looker);
    },
    get hasSecret() {
      return toFile.hasFound;
    },
    get failure() {
      return failure;
    },
  };
}

/** Begins with a line, so that no sequence is cut in two. */
function lastOf(bytes: Buffer): Buffer<ArrayBuffer> {
  if (bytes.length <= RECENT) return Buffer.from(bytes);
  const cut = bytes.subarray(bytes.length - RECENT);
  return Buffer.from(cut.subarray(cut.indexOf(0x0a) + 1));
}

function writeWhole(file: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}
