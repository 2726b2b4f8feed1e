import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { openBinding, type Binding } from './keyring-binding.ts';
import { frameBytes, readFrame, type Frame } from './keyring-frame.ts';
import type { KeyringFault, StoreKind } from './keyring-store.ts';

/** What the process that talks to a keyring is asked for. */
export interface KeyringRequest {
  readonly store: StoreKind;
  /** `look`: whether that keyring is there at all. */
  readonly act: 'look' | 'has' | 'get' | 'set' | 'delete' | 'names';
  readonly name: string;
}

/** What it answers; the secret itself stands in the bytes behind. */
export type KeyringAnswer =
  | { readonly type: 'done'; readonly found: boolean; readonly names: readonly string[] }
  | { readonly type: 'failed'; readonly fault: KeyringFault; readonly said: string };

/** Reads one request, does it, answers, and wipes what it held. Never throws for what a keyring does. */
export async function serve(
  input: Readable,
  output: Writable,
  open: (kind: StoreKind) => Promise<Binding> = openBinding,
): Promise<void> {
  const pieces: Uint8Array[] = [];
  for await (const piece of input) pieces.push(piece as Uint8Array);
  const asked = readFrame(pieces);
  const answer = await answerTo(asked, open).catch(failure);
  asked?.bytes.fill(0);
  const bytes = frameBytes(answer);
  answer.bytes.fill(0);
  output.end(bytes);
  await once(output, 'finish');
  bytes.fill(0);
}

/** What an error of the library means. Its own words change with its version; these are the stable parts. */
export function faultOf(message: string): KeyringFault {
  if (/KeyRevoked|KeyExpired/.test(message)) return 'revoked';
  if (/prompt|locked/i.test(message)) return 'locked';
  if (/QuotaExceeded/.test(message)) return 'full';
  if (/AccessDenied|PermissionDenied|Operation not permitted/.test(message)) return 'denied';
  if (/d-?bus|zbus|Platform failure|not (?:implemented|supported)/i.test(message))
    return 'unreachable';
  return 'other';
}

async function answerTo(
  asked: Frame | undefined,
  open: (kind: StoreKind) => Promise<Binding>,
): Promise<Frame> {
  if (asked === undefined) throw new Error('the request was cut off');
  const { store, act, name } = asked.head as KeyringRequest;
  const binding = await open(store);
  const done = (
    found: boolean,
    names: readonly string[] = [],
    bytes = new Uint8Array(),
  ): Frame => ({
    head: { type: 'done', found, names } satisfies KeyringAnswer,
    bytes,
  });
  switch (act) {
    case 'look':
      binding.get(name)?.fill(0);
      return done(true);
    case 'has': {
      const bytes = binding.get(name);
      bytes?.fill(0);
      return done(bytes !== undefined);
    }
    case 'get': {
      const bytes = binding.get(name);
      return done(bytes !== undefined, [], bytes);
    }
    case 'set':
      binding.set(name, asked.bytes);
      return done(true);
    case 'delete':
      return done(binding.delete(name));
    case 'names':
      return done(true, binding.names());
  }
}

function failure(error: unknown): Frame {
  const message = error instanceof Error ? error.message : String(error);
  const head: KeyringAnswer = { type: 'failed', fault: faultOf(message), said: message };
  return { head, bytes: new Uint8Array() };
}
