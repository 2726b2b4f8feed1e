import type { Ui } from '../stack.ts';
import { foldSections, moreSign, unfolded, type Room, type Section } from './fold.ts';
import type { Line } from './span.ts';

/**
 * A pane that shows everything that matters at once (`scroll` 0), and all there is when it is paged: from
 * there on `scroll` is the first row shown, counted from 1.
 */
export function pageOf(
  sections: readonly Section[],
  { rows, columns }: Room,
  scroll: number,
): readonly Line[] {
  if (scroll <= 0) return foldSections(sections, { rows, columns }).lines;
  const all = unfolded(sections);
  const room = Math.max(1, rows - 2);
  const first = Math.min(scroll - 1, lastFirst(all.length, room));
  const below = all.length - first - room;
  return [
    moreSign(first === 0 ? 'from the top; PgUp folds it' : `${first} more above, PgUp`),
    ...all.slice(first, first + room),
    below > 0 ? moreSign(`${below} more, PgDn`) : moreSign('end'),
  ];
}

/** Where PgDn goes from here; a sentence when there is nothing more. */
export function pageDown(sections: readonly Section[], rows: number, ui: Ui): Partial<Ui> | string {
  if (ui.scroll <= 0) {
    // What is left out depends on the rows alone.
    const { firstHidden } = foldSections(sections, { rows, columns: 80 });
    if (firstHidden === undefined) return 'Everything is shown.';
    return { scroll: Math.min(firstHidden, lastFirst(unfolded(sections).length, rows - 2)) + 1 };
  }
  const room = Math.max(1, rows - 2);
  const last = lastFirst(unfolded(sections).length, room);
  if (ui.scroll - 1 >= last) return 'This is the end.';
  return { scroll: Math.min(ui.scroll - 1 + room, last) + 1 };
}

/** Where PgUp goes from here; a sentence at the top. */
export function pageUp(sections: readonly Section[], rows: number, ui: Ui): Partial<Ui> | string {
  if (ui.scroll <= 0) return 'This is the top.';
  const room = Math.max(1, rows - 2);
  const at = Math.min(ui.scroll - 1, lastFirst(unfolded(sections).length, room));
  // One step before the top everything folds again, so that no row between is passed over.
  return { scroll: at === 0 ? 0 : Math.max(0, at - room) + 1 };
}

function lastFirst(total: number, room: number): number {
  return Math.max(0, total - Math.max(1, room));
}
