import { distance } from '../../steps/nearest.ts';

/** The name that was probably meant: a slip or two away. */
export function nearestOf(name: string, names: readonly string[]): string | undefined {
  return names.find((known) => distance(name.toLowerCase(), known.toLowerCase()) <= 2);
}
