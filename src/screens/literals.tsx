import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Session } from '../session/session.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { literalsOf, screenAfterLiterals } from './entry.ts';
import { neededBy, readBy } from './needed-literals.ts';
import { oneRow } from './one-row.ts';
import { Paragraph, paragraphRows } from './parts/paragraph.tsx';
import { Rows } from './parts/rows.tsx';
import type { Screen } from './stack.ts';

type LiteralsScreen = Extract<Screen, { type: 'literals' }>;

/** The values the runbook was written with, to be looked at before anything uses them. */
export const literalsScreen: ScreenPart<LiteralsScreen> = {
  title: () => 'Literals',
  view: LiteralsView,
  takesText: false,
  act(binding, _screen, { ui, view }) {
    if (view === undefined) return undefined;
    const { session } = view;
    const count = literalsOf(session).length + 1;
    switch (binding) {
      case 'main':
        return mainAction(session, ui);
      case 'up':
        return choose((ui.choice + count - 1) % count);
      case 'down':
        return choose((ui.choice + 1) % count);
      case 'page-up':
        return choose(1 % count);
      case 'page-down':
        return choose(0);
      case 'back':
        return ui.stack.length > 1 ? undefined : [{ type: 'go', screen: { type: 'home' } }];
      default:
        return undefined;
    }
  },
  hints(_screen, { ui, view }) {
    const literal = view === undefined ? undefined : chosenLiteral(view.session, ui.choice);
    return [
      { binding: 'main', says: literal === undefined ? 'go on' : `edit ${oneRow(literal.name)}` },
      { binding: 'down', says: 'move' },
      ...(literal === undefined ? [] : [{ binding: 'page-down', says: 'to the end' }]),
      { binding: 'back', says: ui.stack.length > 1 ? 'back' : 'home' },
      { binding: 'quit', says: 'quit' },
    ];
  },
};

/** The value of each literal as it would be confirmed: typed over, confirmed before, else as the document has it. */
export function literalValues(
  session: Session,
  drafts: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    literalsOf(session).map(({ name, value }) => [
      name,
      drafts?.[name] ?? session.literals?.[name] ?? value,
    ]),
  );
}

/**
 * The list ends with the row that goes on, and choice 0 is that row: who has read the values presses
 * Enter once, and who wants to change one goes up to it.
 */
function rowOf(session: Session, choice: number): number {
  const count = literalsOf(session).length + 1;
  return (choice + count - 1) % count;
}

function chosenLiteral(session: Session, choice: number) {
  return literalsOf(session)[rowOf(session, choice)];
}

function choose(choice: number) {
  return [{ type: 'ui', change: { choice } }] as const;
}

function mainAction(session: Session, ui: ScreenContext['ui']): ReturnType<ScreenPart['act']> {
  const values = literalValues(session, ui.drafts);
  const literal = chosenLiteral(session, ui.choice);
  if (literal !== undefined)
    return [
      { type: 'push', screen: { type: 'literal', name: literal.name } },
      { type: 'ui', change: { text: values[literal.name] ?? '' } },
    ];
  for (const { name } of literalsOf(session)) {
    const block = values[name] === '' ? neededBy(session, name) : undefined;
    if (block !== undefined)
      return `ENV(${name}) has no value and ${block} reads it: go up to it, Enter, and type one.`;
  }
  return [
    {
      type: 'send',
      intent: { type: 'confirm-literals', values },
      then: [
        { type: 'ui', change: { drafts: {} } },
        { type: 'go', screen: screenAfterLiterals(session, undefined) },
      ],
    },
  ];
}

function LiteralsView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { view, ui, columns, rows } = context;
  if (view === undefined) return null;
  const { session } = view;
  const literals = literalsOf(session);
  const values = literalValues(session, ui.drafts);
  const chosen = chosenLiteral(session, ui.choice);
  const nameWidth = Math.min(
    Math.max(...literals.map(({ name }) => name.length), 4),
    Math.floor(columns / 3),
  );
  const lines = literals.map(({ name, perRebuild }) => {
    const value = values[name] ?? '';
    const shown = value === '' ? emptyWord(session, name) : oneRow(value);
    return `${oneRow(name).padEnd(nameWidth)}  ${shown}${perRebuild ? '  (per rebuild)' : ''}`;
  });
  const about =
    'Values the blocks read. Check them against this cloud; per-rebuild ones change every time.';
  const noteRows = 2;
  const note = chosen === undefined ? '' : oneRow(noteOf(session, chosen));
  return (
    <Box flexDirection="column" width={columns}>
      <Paragraph text={about} columns={columns} />
      <Rows
        lines={[...lines, 'All confirmed: go on']}
        choice={rowOf(session, ui.choice)}
        rows={rows - paragraphRows(about, columns) - noteRows}
      />
      <Box flexGrow={1} />
      <Box height={noteRows} flexShrink={0}>
        <Paragraph text={note} columns={columns} rows={noteRows} />
      </Box>
    </Box>
  );
}

function noteOf(
  session: Session,
  { name, note }: { readonly name: string; readonly note: string },
) {
  const block = readBy(session, name);
  const reader = block === undefined ? 'No block reads it.' : `First read by ${block}.`;
  return note === '' ? reader : `${note}. ${reader}`;
}

function emptyWord(session: Session, name: string): string {
  if (neededBy(session, name) !== undefined) return '(empty; needed)';
  const reader = readBy(session, name);
  return reader === undefined ? '(empty; nothing needs it)' : `(empty; only ${reader} asks for it)`;
}
