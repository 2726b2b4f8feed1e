import { sanitise } from '../session/sanitise.ts';

/** Text of a document or a machine, safe to draw on one row. */
export function oneRow(text: string): string {
  return sanitise(text).replace(/\s+/g, ' ').trim();
}
