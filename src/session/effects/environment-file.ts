import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentChange } from '../environment.ts';
import type { AttemptFolder } from '../runner.ts';

/** More names than this are no environment of a runbook; memory and journal stay small. Bytes. */
const mostBytes = 1024 * 1024;

/**
 * What an attempt's wrapper says of the environment it left: names, never values. Undefined when it says
 * nothing: nothing was carried, or its end was not seen.
 */
export function readEnvironmentChange(
  folder: AttemptFolder,
): EnvironmentChange | 'not-left' | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, 'environment'), 'utf8');
  } catch {
    return undefined;
  }
  const [first, ...records] = text.split('\0');
  if (first === 'not-left' || text.length > mostBytes) return 'not-left';
  if (first !== 'left') return undefined;
  const told = (word: string): string[] =>
    records
      .filter((record) => record.startsWith(`${word} `))
      .map((record) => record.slice(word.length + 1))
      .sort();
  return {
    set: told('set'),
    changed: told('changed'),
    unset: told('unset'),
    folder: told('folder')[0],
    options: told('option'),
  };
}

/** Whether a block changed anything that the next one would see. */
export function changesNothing({
  set,
  changed,
  unset,
  folder,
  options,
}: EnvironmentChange): boolean {
  return folder === undefined && set.length + changed.length + unset.length + options.length === 0;
}
