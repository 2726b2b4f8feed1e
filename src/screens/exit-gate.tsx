import type { ReactNode } from 'react';
import { allowed } from '../session/allowed.ts';
import type { AcceptanceRow } from '../session/acceptance.ts';
import { ledgerOf } from '../session/deferrals.ts';
import type { ExitItem } from '../session/exit-gate.ts';
import { rollbackBlocks } from '../session/outline.ts';
import { proofOfId, type Proof } from '../session/proof.ts';
import { blockRef, stepRef } from '../session/refs.ts';
import { isSettled, standingByRef } from '../session/standing.ts';
import type { Session } from '../session/session.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import {
  exitList,
  exitRows,
  exitTotals,
  firstGate,
  type ExitList,
  type ExitRow,
} from './parts/exit-list.ts';
import { stopAt } from './parts/focus.ts';
import { firstMissing } from './parts/first-missing.ts';
import { readItFirst } from './guard.ts';
import { moreSign } from './parts/fold.ts';
import { Lines } from './parts/lines.tsx';
import { clean, type Line } from './parts/span.ts';
import { anyReason } from './parts/ways-on.ts';
import { hanging } from './parts/wrap.ts';
import type { Screen } from './stack.ts';
import { makeTheme, useTheme, type Marks } from './theme.ts';
import { looksAt } from './looks-at.ts';
import type { Act } from './walk-act.ts';

type ExitGateScreen = Extract<Screen, { type: 'exit-gate' }>;

/** Every gate the runbook ends with, and the end of the walk. Nothing deferred or overridden reads as passed. */
export const exitGateScreen: ScreenPart<ExitGateScreen> = {
  title: () => 'Exit gate',
  view: ({ context }) => <ExitGateView context={context} />,
  takesText: false,
  act(binding, _screen, context) {
    const { view, ui } = context;
    if (view === undefined) return undefined;
    const { session } = view;
    const rows = exitRows(session);
    const chosen = chosenOf(session, ui.choice);
    const row = rows[chosen];
    switch (binding) {
      case 'main':
        return row?.type === 'accepts' ? goTo(session, row.row) : mainThing(session);
      case 'up':
        return chosen === 0 ? 'This is the first.' : select(session, chosen - 1);
      case 'down':
        return chosen >= rows.length - 1
          ? 'This is the last; PgDn shows more.'
          : select(session, chosen + 1);
      case 'output':
      case 'whole-output':
        return outputOf(session, row);
      case 'deferrals':
        return [{ type: 'push', screen: { type: 'deferrals' } }];
      case 'page-up':
      case 'page-down':
        return scroll(binding, session, context);
      case 'override': {
        if (row?.type === 'accepts')
          return 'Gates are overridden where they stand: Enter goes there.';
        const item = row?.item;
        if (item === undefined) return 'There is no gate to override.';
        const intent = { type: 'override', owner: item.ref, reason: anyReason } as const;
        const about = { type: 'override', owner: item.ref } as const;
        return allowed(session, intent) ?? [{ type: 'push', screen: { type: 'reason', about } }];
      }
      case 'note':
        return [{ type: 'push', screen: { type: 'note', block: undefined } }];
      case 'rollback':
        return rollbackBlocks(session).length === 0
          ? 'The runbooks of this walk have no rollback blocks.'
          : [{ type: 'push', screen: { type: 'rollback' } }];
      default:
        return undefined;
    }
  },
  hints: (_screen, { view, ui }) => {
    if (view === undefined) return [];
    const { session } = view;
    const row = exitRows(session)[chosenOf(session, ui.choice)];
    const item = row?.type === 'gate' ? row.item : undefined;
    const isOpen =
      item !== undefined &&
      allowed(session, { type: 'override', owner: item.ref, reason: anyReason }) === undefined;
    return [
      { binding: 'main', says: row?.type === 'accepts' ? 'go to its blocks' : mainSays(session) },
      ...(attemptOf(session, row) === undefined ? [] : [{ binding: 'output', says: 'its output' }]),
      ...(isOpen ? [{ binding: 'override', says: 'override it' }] : []),
      { binding: 'down', says: 'choose' },
      ...(ledgerOf(session).entries.length > 0
        ? [{ binding: 'deferrals', says: 'deferrals' }]
        : []),
      { binding: 'note', says: 'note' },
      { binding: 'back', says: 'back' },
      { binding: 'quit', says: 'quit' },
    ];
  },
};

function ExitGateView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { marks } = useTheme();
  const { view, columns, rows } = context;
  if (view === undefined) return null;
  const parts = layoutOf(view.session, context, marks);
  return <Lines lines={parts.lines} columns={columns} rows={rows} />;
}

function mainThing(session: Session): Act {
  if (session.state === 'finished') return 'This walk is finished; q leaves it.';
  if (allowed(session, { type: 'finish' }) === undefined)
    return [
      {
        type: 'send',
        intent: { type: 'finish' },
        then: [{ type: 'message', text: `Finished: ${exitTotals(session)}. q leaves.` }],
      },
    ];
  const missing = firstMissing(session);
  switch (missing.type) {
    case 'say':
      return missing.text;
    case 'attest':
      return [{ type: 'push', screen: { type: 'attest', gate: missing.gate } }];
    case 'block':
      return [
        { type: 'go', screen: { type: 'walk' } },
        { type: 'ui', change: looksAt(missing.block) },
        { type: 'message', text: missing.why },
      ];
  }
}

function mainSays(session: Session): string {
  if (session.state === 'finished') return 'nothing more';
  if (allowed(session, { type: 'finish' }) === undefined) return 'finish';
  const missing = firstMissing(session);
  switch (missing.type) {
    case 'say':
      return 'say why not';
    case 'attest':
      return 'judge a gate';
    case 'block':
      return `go to ${missing.id}`;
  }
}

interface ExitLayout {
  readonly lines: readonly Line[];
  readonly list: ExitList;
  /** Rows for the list, its two signs among them. */
  readonly room: number;
  readonly first: number;
}

/** Totals above, what Enter does below, and between them the list around the chosen item. */
function layoutOf(session: Session, context: ScreenContext, marks: Marks): ExitLayout {
  const { ui, columns, rows } = context;
  const head = headLines(session, columns);
  const foot = footLines(session, context);
  const chosen = chosenOf(session, ui.choice);
  const list = exitList(session, chosen, marks, columns);
  const room = Math.max(1, rows - head.length - foot.length);
  const first = firstRow(list, chosen, ui.scroll, room);
  const shown = Math.max(1, room - 2);
  const below = list.lines.length - first - shown;
  const middle =
    list.lines.length <= room
      ? list.lines
      : [
          moreSign(first === 0 ? 'from the top' : `${first} more above, PgUp`),
          ...list.lines.slice(first, first + shown),
          moreSign(below <= 0 ? 'end' : `${below} more, PgDn`),
        ];
  const filled = [...head, ...middle].slice(0, Math.max(0, rows - foot.length));
  return { lines: [...filled, ...foot].slice(0, rows), list, room, first };
}

function firstRow(list: ExitList, choice: number, scroll: number, room: number): number {
  const shown = Math.max(1, room - 2);
  const last = Math.max(0, list.lines.length - shown);
  const start = list.starts[choice] ?? 0;
  const end = list.starts[choice + 1] ?? start + 3;
  // The chosen item whole, with as much before it as there is room for.
  const around = Math.max(0, Math.min(start, end - shown));
  return Math.max(0, Math.min(last, around + scroll));
}

function scroll(binding: 'page-up' | 'page-down', session: Session, context: ScreenContext): Act {
  const { marks } = makeTheme({ colour: false, unicode: false });
  const { list, room, first } = layoutOf(session, context, marks);
  if (list.lines.length <= room) return 'Everything is shown.';
  const shown = Math.max(1, room - 2);
  const wanted = first + (binding === 'page-up' ? -shown : shown);
  const to = Math.max(0, Math.min(list.lines.length - shown, wanted));
  if (to === first) return binding === 'page-up' ? 'This is the top.' : 'This is the end.';
  return [{ type: 'ui', change: { scroll: context.ui.scroll + to - first } }];
}

function headLines(session: Session, columns: number): readonly Line[] {
  const state =
    session.state !== 'finished'
      ? ''
      : session.passed === true
        ? 'FINISHED, passed. '
        : 'FINISHED, not passed. ';
  return hanging([], `${state}${exitTotals(session)}`, columns, { bold: true });
}

function footLines(session: Session, { columns, fresh }: ScreenContext): readonly Line[] {
  if (session.state === 'finished') return hanging([], 'q leaves.', columns, { tone: 'accent' });
  const refused = allowed(session, { type: 'finish' });
  if (refused === undefined) {
    const words = fresh === true ? readItFirst : 'Enter finishes the walk.';
    return hanging([], words, columns, { bold: true, tone: 'good' });
  }
  const enter = fresh === true ? readItFirst : `Enter: ${mainSays(session)}.`;
  return hanging([], `${clean(refused)} ${enter}`, columns, { tone: 'warning' });
}

function select(session: Session, row: number): Act {
  return [{ type: 'ui', change: { choice: row - firstGate(session), scroll: 0 } }];
}

/** Which row is chosen. `choice` counts from the first gate; the acceptance bar stands above that. */
function chosenOf(session: Session, choice: number): number {
  const rows = exitRows(session).length;
  return Math.max(0, Math.min(choice + firstGate(session), rows - 1));
}

/** To what an item rests on, or to what is still to be done for it. */
function goTo(session: Session, { step, runbook, evidence, reason }: AcceptanceRow): Act {
  const open = step.blocks
    .map((block) => blockRef(runbook, block))
    .find((ref) => !isSettled(standingByRef(session, ref)));
  const owner = open ?? evidence.at(-1)?.owner ?? stepRef(runbook, step);
  return [
    { type: 'go', screen: { type: 'walk' } },
    { type: 'ui', change: looksAt(stopAt(session, owner)) },
    { type: 'message', text: `${clean(reason)}.` },
  ];
}

function attemptOf(session: Session, row: ExitRow | undefined): number | undefined {
  if (row === undefined) return undefined;
  const evidence =
    row.type === 'accepts'
      ? row.row.evidence
      : row.item.answer === 'yes'
        ? proofOfItem(session, row.item)
        : [];
  return evidence.findLast(({ attempt }) => attempt !== undefined)?.attempt;
}

function proofOfItem(session: Session, { runbook, gate }: ExitItem): readonly Proof[] {
  if (gate.type === 'attested') return [];
  return gate.conditions.flatMap((each) =>
    each.type === 'passed' ? each.refs.flatMap((id) => proofOfId(session, runbook, id)) : [],
  );
}

function outputOf(session: Session, row: ExitRow | undefined): Act {
  const attempt = attemptOf(session, row);
  return attempt === undefined
    ? 'No run stands behind it, so there is no output to read.'
    : [{ type: 'pager', attempt }];
}
