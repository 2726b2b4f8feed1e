import { changeTotals, takeable } from '../session/change-rows.ts';
import type { View } from '../session/walker.ts';
import { oneRow } from './one-row.ts';
import type { Screen } from './stack.ts';

/** Where it is said by the screen itself, and where nothing is to move while something is typed unseen. */
const elsewhere: ReadonlySet<Screen['type']> = new Set([
  'home',
  'resume',
  'revised',
  'secret',
  'password',
]);

/** That the file of a runbook was saved, for as long as nobody has said what becomes of that. */
export function textNotice({ type }: Screen, view: View | undefined): string | undefined {
  const documents = takeable(view?.documents);
  const [first] = documents;
  if (first === undefined || elsewhere.has(type) || view?.session.state === 'finished')
    return undefined;
  const name = oneRow(first.file.slice(first.file.lastIndexOf('/') + 1));
  const others = documents.length === 1 ? '' : ` (and ${documents.length - 1} more)`;
  const way = type === 'walk' ? ' R shows it.' : '';
  return `${name} was saved: ${oneRow(changeTotals(first))}${others}.${way}`;
}
