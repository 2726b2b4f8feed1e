import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import {
  firstNeed,
  lastValueOf,
  literalRows,
  literalValues,
  needOf,
  valueOf,
  type LiteralRow,
} from '../session/literal-rows.ts';
import type { Session } from '../session/session.ts';
import { unconfirmedLiterals, wantsLiterals } from '../session/unconfirmed-literals.ts';
import { watchingRefusal } from '../session/watching.ts';
import type { ScreenContext, ScreenPart, UiAction } from './contract.ts';
import { screenAfterLiterals } from './entry.ts';
import { wrapWords } from './layout.ts';
import { oneRow } from './one-row.ts';
import { literalTable } from './parts/literal-table.ts';
import { literalSentences } from './parts/literal-words.ts';
import { Paragraph } from './parts/paragraph.tsx';
import { Rows } from './parts/rows.tsx';
import type { Screen } from './stack.ts';

type LiteralsScreen = Extract<Screen, { type: 'literals' }>;

/** The literals of all runbooks of the walk, to be looked at before anything uses them, and whenever one is asked. */
export const literalsScreen: ScreenPart<LiteralsScreen> = {
  title: () => 'Literals',
  view: LiteralsView,
  takesText: false,
  act(binding, _screen, context) {
    const { ui, view } = context;
    if (view === undefined) return undefined;
    const { session } = view;
    const count = literalRows(session).length + 1;
    const at = rowAt(session, ui.choice);
    switch (binding) {
      case 'main':
        return mainAction(context, session);
      case 'up':
        return choose(session, (at + count - 1) % count);
      case 'down':
        return choose(session, (at + 1) % count);
      case 'page-up':
        return choose(session, Math.max(0, at - pageOf(context)));
      case 'page-down':
        return choose(session, Math.min(count - 1, at + pageOf(context)));
      case 'other-pane':
        return nextNeed(context, session, at);
      case 'values':
        return takeLast(context, session, at);
      case 'back':
        return ui.stack.length > 1 ? undefined : [{ type: 'go', screen: { type: 'home' } }];
      default:
        return undefined;
    }
  },
  hints(_screen, context) {
    const { ui, view } = context;
    const back = { binding: 'back', says: ui.stack.length > 1 ? 'back' : 'home' };
    if (view === undefined) return [back];
    const { session } = view;
    const row = literalRows(session)[rowAt(session, ui.choice)];
    const isOpen = firstNeed(session, ui.drafts) !== undefined;
    const isKnown = row !== undefined && lastValueOf(row, context.earlier) !== undefined;
    return [
      { binding: 'main', says: row === undefined ? 'go on' : `edit ${oneRow(row.name)}` },
      { binding: 'other-pane', says: isOpen ? 'next that needs you' : 'to the end' },
      ...(isKnown ? [{ binding: 'values', says: "last walk's value" }] : []),
      { binding: 'down', says: 'move' },
      back,
      { binding: 'quit', says: 'quit' },
    ];
  },
};

/**
 * The list ends with the row that goes on. It opens at the first row that needs a person, else at that last one: who
 * has read the values presses Enter once. What is typed moves nothing.
 */
function rowAt(session: Session, choice: number): number {
  return (choice + opensAt(session)) % (literalRows(session).length + 1);
}

function choose(session: Session, row: number): readonly UiAction[] {
  const count = literalRows(session).length + 1;
  return [{ type: 'ui', change: { choice: (row + count - opensAt(session)) % count } }];
}

function opensAt(session: Session): number {
  const rows = literalRows(session);
  const first = firstNeed(session)?.row;
  return first === undefined ? rows.length : rows.indexOf(first);
}

function mainAction(context: ScreenContext, session: Session): ReturnType<ScreenPart['act']> {
  const { ui, view } = context;
  if (view?.watching !== undefined) return watchingRefusal(view.watching, session);
  const row = literalRows(session)[rowAt(session, ui.choice)];
  if (row !== undefined)
    return [
      { type: 'push', screen: { type: 'literal', name: row.name } },
      { type: 'ui', change: { text: valueOf(session, row, ui.drafts) } },
    ];
  const values = literalValues(session, ui.drafts);
  const isFirst = session.literals === undefined || wantsLiterals(session);
  const after: UiAction =
    isFirst || ui.stack.length < 2
      ? { type: 'go', screen: screenAfterLiterals(session, undefined) }
      : { type: 'back' };
  const isSame = Object.entries(values).every(
    ([name, value]) => session.literals?.[name] === value,
  );
  if (!isFirst && isSame) return [after];
  const open = firstNeed(session, ui.drafts);
  // Later on one that is needed further down may stay open.
  if (open !== undefined && isFirst) return `${open.says} Tab goes to it.`;
  return [
    {
      type: 'send',
      intent: { type: 'confirm-literals', values },
      then: [{ type: 'ui', change: { drafts: {} } }, after],
    },
  ];
}

function nextNeed({ ui }: ScreenContext, session: Session, at: number): readonly UiAction[] {
  const rows = literalRows(session);
  const needs = (row: LiteralRow): boolean =>
    needOf(session, row, valueOf(session, row, ui.drafts)) !== 'nothing';
  const below = rows.findIndex((row, index) => index > at && needs(row));
  const next = below < 0 ? rows.findIndex(needs) : below;
  return choose(session, next < 0 ? rows.length : next);
}

/** One that changes with every rebuild is put to the operator first, as a text that Enter takes. */
function takeLast(
  { ui, view, earlier }: ScreenContext,
  session: Session,
  at: number,
): ReturnType<ScreenPart['act']> {
  if (view?.watching !== undefined) return watchingRefusal(view.watching, session);
  const row = literalRows(session)[at];
  if (row === undefined) return 'Go up to a literal first.';
  const last = lastValueOf(row, earlier);
  if (last === undefined)
    return `No earlier walk of these runbooks tells a value of ENV(${row.name}).`;
  if (row.perRebuild)
    return [
      { type: 'push', screen: { type: 'literal', name: row.name } },
      { type: 'ui', change: { text: last.value } },
      {
        type: 'message',
        text: 'It changes with every rebuild: Enter takes the value of the last walk all the same, Esc leaves it.',
      },
    ];
  return [{ type: 'ui', change: { drafts: { ...ui.drafts, [row.name]: last.value } } }];
}

function LiteralsView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { view, ui, columns, rows, earlier } = context;
  if (view === undefined) return null;
  const { session } = view;
  const literals = literalRows(session);
  const at = rowAt(session, ui.choice);
  const row = literals[at];
  const table = literalTable(session, literals, ui.drafts, earlier, columns);
  const about = wrapWords(aboutWords(session, ui.drafts), columns - 1);
  const value = row === undefined ? '' : valueOf(session, row, ui.drafts);
  const details =
    row === undefined
      ? []
      : [
          ...literalSentences(session, row, value, earlier),
          ...(value.length > table.room ? [`All of it: ${oneRow(value)}`] : []),
        ];
  const room = detailRows(context);
  return (
    <Box flexDirection="column" width={columns}>
      <Paragraph text={about.join('\n')} columns={columns} />
      <Text wrap="truncate">{`  ${table.head}`}</Text>
      <Rows
        count={table.lines.length + 1}
        lineOf={(at) =>
          table.lines[at] ??
          (session.literals === undefined || wantsLiterals(session)
            ? 'All confirmed: go on'
            : 'Go on')
        }
        choice={at}
        rows={rows - about.length - 1 - room}
      />
      <Box flexGrow={1} />
      <Box height={room} flexShrink={0} overflow="hidden">
        <Paragraph text={details.join(columns < 100 ? ' ' : '\n')} columns={columns} rows={room} />
      </Box>
    </Box>
  );
}

function aboutWords(
  session: Session,
  drafts: Readonly<Record<string, string>> | undefined,
): string {
  const { site } = session;
  const rows = literalRows(session);
  const open = rows.filter(
    (row) => needOf(session, row, valueOf(session, row, drafts)) !== 'nothing',
  ).length;
  const anew = unconfirmedLiterals(session);
  const news =
    anew.length === 0 ? '' : ` New, or with another value since: ${anew.map(oneRow).join(', ')}.`;
  const needs =
    open === 0
      ? 'Check them against this cloud.'
      : `${open} ${open === 1 ? 'needs' : 'need'} you (?): Tab goes to the next.`;
  const named = site?.name === undefined ? '' : ` (${oneRow(site.name)})`;
  const from = site === undefined ? '' : ` Site file: ${oneRow(site.path)}${named}.`;
  return `Values the blocks read. ${needs}${news}${from}`;
}

/** What stands below the list: enough for the sentences that matter, and never more than a third. */
function detailRows({ rows }: ScreenContext): number {
  return Math.max(2, Math.min(7, Math.floor(rows / 4)));
}

function pageOf(context: ScreenContext): number {
  return Math.max(1, context.rows - detailRows(context) - 4);
}
