import type { ReactNode } from 'react';
import { allowed } from '../session/allowed.ts';
import { ledgerOf, openDeferrals, type Deferral } from '../session/deferrals.ts';
import type { OwnerRef } from '../session/events.ts';
import { blockRef, stepRef } from '../session/refs.ts';
import { stopAt } from './parts/focus.ts';
import type { Session } from '../session/session.ts';
import { isSettled, standingByRef } from '../session/standing.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { looksAt } from './looks-at.ts';
import { deferralWord } from './parts/deferral-lines.ts';
import { moreSign } from './parts/fold.ts';
import { itemWindow } from './parts/item-window.ts';
import { Lines } from './parts/lines.tsx';
import { clean, cleanRow, span, type Line } from './parts/span.ts';
import { anyReason } from './parts/ways-on.ts';
import { plural } from './parts/words.ts';
import { flowing, hanging } from './parts/wrap.ts';
import type { Screen } from './stack.ts';
import { useTheme, type Marks } from './theme.ts';
import type { Act } from './walk-act.ts';

type DeferralsScreen = Extract<Screen, { type: 'deferrals' }>;

/** The ledger: what was put off, from where, to where, and what closed it. Enter goes to the place that makes up for it. */
export const deferralsScreen: ScreenPart<DeferralsScreen> = {
  title: () => 'Deferrals',
  view: ({ context }) => <DeferralsView context={context} />,
  takesText: false,
  act(binding, _screen, context) {
    const { view, ui, rows } = context;
    if (view === undefined) return undefined;
    const { session } = view;
    const { entries } = ledgerOf(session);
    const choice = choiceOf(ui.choice, entries.length);
    const entry = entries[choice];
    switch (binding) {
      case 'main':
        return entry === undefined
          ? 'Nothing was deferred; Esc goes back.'
          : [
              { type: 'back' },
              { type: 'ui', change: looksAt(placeOf(session, entry)) },
              { type: 'message', text: goesWhere(entry) },
            ];
      case 'up':
        return choice === 0 ? 'This is the first.' : select(choice - 1);
      case 'down':
        return choice >= entries.length - 1 ? 'This is the last.' : select(choice + 1);
      case 'page-up':
        return select(Math.max(0, choice - pageOf(rows)));
      case 'page-down':
        return select(Math.min(Math.max(0, entries.length - 1), choice + pageOf(rows)));
      case 'override':
        return entry === undefined ? 'Nothing was deferred.' : passOver(session, entry);
      case 'output':
      case 'whole-output': {
        const attempt = entry?.evidence.findLast((each) => each.attempt !== undefined)?.attempt;
        return attempt === undefined
          ? 'Nothing has closed it, so there is no output to read.'
          : [{ type: 'pager', attempt }];
      }
      default:
        return undefined;
    }
  },
  hints(_screen, { view, ui }) {
    if (view === undefined) return [];
    const { entries } = ledgerOf(view.session);
    const entry = entries[choiceOf(ui.choice, entries.length)];
    const isOpen = entry !== undefined && typeof passOver(view.session, entry) !== 'string';
    return [
      { binding: 'main', says: mainSays(entry) },
      ...(entry?.state === 'closed' ? [{ binding: 'output', says: 'its output' }] : []),
      ...(isOpen ? [{ binding: 'override', says: 'pass over it' }] : []),
      { binding: 'down', says: 'move' },
      { binding: 'back', says: 'back' },
      { binding: 'quit', says: 'quit' },
    ];
  },
};

function mainSays(entry: Deferral | undefined): string {
  if (entry === undefined) return 'say what is here';
  return entry.state === 'closed' ? 'to what closed it' : 'go there';
}

function DeferralsView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { marks } = useTheme();
  const { view, ui, columns, rows } = context;
  if (view === undefined) return null;
  const { entries } = ledgerOf(view.session);
  const head = headLines(view.session, columns);
  const choice = choiceOf(ui.choice, entries.length);
  const window = itemWindow(
    entries.length,
    choice,
    Math.max(1, rows - head.length - 2),
    (index) => {
      const entry = entries[index];
      return entry === undefined ? [] : entryLines(entry, index === choice, marks, columns);
    },
  );
  const lines = [
    ...head,
    ...(window.above > 0 ? [moreSign(`${window.above} more above`)] : []),
    ...window.lines,
    ...(window.below > 0 ? [moreSign(`${window.below} more below`)] : []),
  ];
  return <Lines lines={lines.slice(0, rows)} columns={columns} rows={rows} />;
}

function headLines(session: Session, columns: number): readonly Line[] {
  const { entries } = ledgerOf(session);
  if (entries.length === 0)
    return hanging([], 'Nothing was deferred in this walk.', columns, { bold: true });
  const closed = entries.filter(({ state }) => state === 'closed').length;
  const open = openDeferrals(session).length;
  const elsewhere = entries.length - closed - open;
  const parts = [
    `${closed} of ${entries.length} closed`,
    ...(open > 0 ? [`${open} open`] : []),
    ...(elsewhere > 0 ? [`${elsewhere} left to others than this walk`] : []),
  ];
  return hanging([], `${plural(entries.length, 'deferral')}: ${parts.join(', ')}`, columns, {
    bold: true,
  });
}

function entryLines(
  entry: Deferral,
  isChosen: boolean,
  marks: Marks,
  columns: number,
): readonly Line[] {
  const { word, tone } = deferralWord(entry);
  const head: Line = [
    span(isChosen ? `${marks.pointer} ` : '  ', { bold: true, tone: 'accent' }),
    span(`${word.toUpperCase()} `, { tone, bold: true }),
  ];
  const where = `${cleanRow(entry.id)} of ${cleanRow(entry.runbook.id)}, to ${cleanRow(entry.to)}`;
  return [
    ...flowing(head, where, columns),
    ...hanging([span('    ')], clean(entry.why), columns, { tone: 'quiet' }),
  ];
}

/** What closed it, else what has not passed yet of what it is left to, else what was deferred itself. */
function placeOf(session: Session, entry: Deferral): OwnerRef {
  const { evidence, target, step, runbook } = entry;
  const last = evidence.at(-1)?.owner;
  if (last !== undefined) return stopAt(session, last);
  const own = entry.block ?? step.blocks[0];
  const fallback = own === undefined ? stepRef(runbook, step) : blockRef(runbook, own);
  if (target === undefined) return fallback;
  const stops = target.places.flatMap((place) => {
    const blocks = place.step.blocks.filter(({ id }) => [undefined, id].includes(place.block));
    return blocks.length === 0
      ? [stepRef(target.runbook, place.step)]
      : blocks.map((block) => blockRef(target.runbook, block));
  });
  return stops.find((ref) => !isSettled(standingByRef(session, ref))) ?? stops[0] ?? fallback;
}

function goesWhere({ id, runbook, to, state }: Deferral): string {
  const what = `${id} of ${runbook.id}`;
  switch (state) {
    case 'closed':
      return `This closed ${what}.`;
    case 'open':
      return `${to} makes up for ${what}.`;
    case 'broken':
    case 'elsewhere':
      return `${what} was deferred to ${to}; this is what was deferred.`;
  }
}

function passOver(session: Session, { owner, state }: Deferral): Act {
  if (state === 'closed') return 'It is closed; there is nothing to pass over.';
  if (state === 'elsewhere') return 'It is left to others than this walk, and holds nothing up.';
  const refused = allowed(session, { type: 'override', owner, reason: anyReason });
  return (
    refused ?? [{ type: 'push', screen: { type: 'reason', about: { type: 'override', owner } } }]
  );
}

function select(choice: number): Act {
  return [{ type: 'ui', change: { choice } }];
}

/** An item takes two rows or more. */
function pageOf(rows: number): number {
  return Math.max(1, Math.floor((rows - 3) / 2));
}

function choiceOf(choice: number, count: number): number {
  return Math.max(0, Math.min(choice, count - 1));
}
