import type { Command } from '../../steps/command.ts';
import { noMemory } from './not-started.ts';
import type { RuntimeFolder } from './runtime-folder.ts';

/** The folder in memory for what a block prints, none when it prints into its attempt; or why it may not start. */
export function memoryFor(
  command: Command,
  ask: (() => RuntimeFolder) | undefined,
):
  | { readonly type: 'place'; readonly folder: string | undefined }
  | { readonly type: 'refused'; readonly why: string } {
  if (command.sensitive !== true) return { type: 'place', folder: undefined };
  const place = ask?.() ?? { type: 'none', why: 'this walk has no memory of its own' };
  return place.type === 'memory'
    ? { type: 'place', folder: place.folder }
    : { type: 'refused', why: noMemory(place.why) };
}
