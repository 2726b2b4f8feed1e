import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoreKind } from './keyring-store.ts';

/** What handrail knows of a remembered secret besides its value, which stands in the keyring alone. */
export interface IndexEntry {
  /** As `nameText` writes it. */
  readonly name: string;
  readonly store: StoreKind;
  /** When it was remembered, ISO 8601. */
  readonly at: string;
  /** Of an unseal share: how many the vault was said to need. */
  readonly needs: number | undefined;
}

/**
 * The names that were remembered, from a file of ours. A keyring can not be relied on to list them: a locked one
 * does not, and the kernel's does so for no service. What is missing or damaged reads as nothing: names that the
 * keyring tells of itself are added by whoever asks.
 */
export function readIndex(file: string): readonly IndexEntry[] {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const entries = (read as { readonly names?: unknown }).names;
    return Array.isArray(entries) ? entries.flatMap(entryOf) : [];
  } catch {
    return [];
  }
}

/** Writes the file anew, 0600 whatever the umask: a reader finds the old names or the new ones. Throws file errors. */
export function writeIndex(file: string, entries: readonly IndexEntry[]): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}`;
  try {
    writeFileSync(beside, `${JSON.stringify({ names: entries }, null, 2)}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function entryOf(read: unknown): readonly IndexEntry[] {
  const { name, store, at, needs } = (read ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || typeof at !== 'string') return [];
  if (store !== 'secret-service' && store !== 'kernel') return [];
  return [{ name, store, at, needs: typeof needs === 'number' ? needs : undefined }];
}
