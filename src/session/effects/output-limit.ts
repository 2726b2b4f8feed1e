import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptFolder } from '../runner.ts';
import { outputFolder } from './output-place.ts';

/** How large an output file may grow, in bytes, when nothing else is said: 1 GiB. */
export const OUTPUT_LIMIT = 1024 ** 3;

/** No more than this in memory, bytes: more could not be judged either. */
export const MEMORY_LIMIT = 64 * 1024 ** 2;

/** What `readOutputLimit` makes of the environment. */
export type OutputLimit =
  | { readonly type: 'limit'; readonly bytes: number }
  /** `problem` is one sentence with the way on. */
  | { readonly type: 'refused'; readonly problem: string };

/** Reads HANDRAIL_OUTPUT_LIMIT: bytes, or a number with K, M or G behind it (powers of 1024). */
export function readOutputLimit(env: Readonly<Record<string, string | undefined>>): OutputLimit {
  const said = env['HANDRAIL_OUTPUT_LIMIT']?.trim() ?? '';
  if (said === '') return { type: 'limit', bytes: OUTPUT_LIMIT };
  const read = /^(\d+)([KMG]?)$/i.exec(said);
  const power = ['', 'K', 'M', 'G'].indexOf(read?.[2]?.toUpperCase() ?? '');
  const bytes = Number(read?.[1]) * 1024 ** power;
  if (Number.isSafeInteger(bytes) && bytes > 0) return { type: 'limit', bytes };
  return {
    type: 'refused',
    problem: `HANDRAIL_OUTPUT_LIMIT is ${JSON.stringify(said)}, which is no size; give a number of bytes, or one with K, M or G behind it, such as 512M.`,
  };
}

/** The line that stands in an output file where it was cut. ASCII, so that its characters are its bytes. */
export function cutNote(limit: number): string {
  return `-- handrail cut the output here: it had grown past ${sizeText(limit)}; the block went on --`;
}

/** The outputs of an attempt that were cut: the wrapper left a file beside each. */
export function cutStreams(folder: AttemptFolder): readonly ('stdout' | 'stderr')[] {
  const place = outputFolder(folder);
  return (['stdout', 'stderr'] as const).filter((name) => existsSync(join(place, `${name}.cut`)));
}

/** `1 GiB`, `512 MiB`, `1000 bytes`: the largest unit that says it exactly. */
function sizeText(bytes: number): string {
  const units = ['GiB', 'MiB', 'KiB'].map((name, index) => [name, 1024 ** (3 - index)] as const);
  const fitting = units.find(([, size]) => bytes % size === 0);
  return fitting === undefined ? `${bytes} bytes` : `${bytes / fitting[1]} ${fitting[0]}`;
}
