import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes the names in a folder durable: after a file is created or renamed, its entry is in the folder only. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
