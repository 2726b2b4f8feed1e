import { Box } from 'ink';
import type { ReactNode } from 'react';
import { environmentRows, type EnvironmentRow } from '../session/environment-rows.ts';
import { locate } from '../session/refs.ts';
import type { Session } from '../session/session.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { oneRow } from './one-row.ts';
import { Paragraph, paragraphRows } from './parts/paragraph.tsx';
import { Rows } from './parts/rows.tsx';
import type { Screen } from './stack.ts';

type EnvironmentScreen = Extract<Screen, { type: 'environment' }>;

/** What blocks on the jumphost carry on to each other: names only. Choosing one goes to its block; nothing runs from here. */
export const environmentScreen: ScreenPart<EnvironmentScreen> = {
  title: () => 'Environment',
  view: EnvironmentView,
  takesText: false,
  act(binding, _screen, { ui, view }) {
    if (view === undefined) return undefined;
    const rows = environmentRows(view.session);
    const last = Math.max(0, rows.length - 1);
    const choose = (choice: number) => [{ type: 'ui', change: { choice } }] as const;
    switch (binding) {
      case 'main': {
        const row = rows[ui.choice];
        if (row === undefined) return 'Nothing is carried; Esc goes back.';
        if (locate(view.session, row.block) === undefined)
          return `The block ${row.block} is not in these runbooks.`;
        return [{ type: 'back' }, { type: 'ui', change: { cursor: row.block, pane: 'block' } }];
      }
      case 'up':
        return choose(Math.max(0, ui.choice - 1));
      case 'down':
        return choose(Math.min(last, ui.choice + 1));
      case 'page-up':
        return choose(0);
      case 'page-down':
        return choose(last);
      default:
        return undefined;
    }
  },
  hints: (_screen, { ui, view }) => [
    {
      binding: 'main',
      says:
        view !== undefined && environmentRows(view.session)[ui.choice]?.type === 'missing'
          ? 'go to the block that sets it'
          : 'go to its block',
    },
    { binding: 'down', says: 'move' },
    { binding: 'back', says: 'back' },
    { binding: 'quit', says: 'quit' },
  ],
};

function EnvironmentView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { ui, view, columns, rows } = context;
  if (view === undefined) return null;
  const all = environmentRows(view.session);
  const about = aboutOf(all);
  return (
    <Box flexDirection="column" width={columns}>
      <Paragraph text={about} columns={columns} />
      <Rows
        count={all.length}
        lineOf={(at) => (all[at] === undefined ? '' : lineOf(all[at], view.session))}
        choice={ui.choice}
        rows={rows - paragraphRows(about, columns)}
      />
    </Box>
  );
}

function aboutOf(rows: readonly EnvironmentRow[]): string {
  if (rows.length === 0)
    return 'No block has set anything for the next one. Values are never shown here, only names.';
  return rows.some(({ type }) => type === 'missing')
    ? 'What is MISSING was set before and is gone from memory: Enter goes to the block that sets it, to be run again. Names only.'
    : 'What the next block on the jumphost starts with, and the block it came from. Names only, never a value.';
}

function lineOf({ type, name, block }: EnvironmentRow, { runbooks }: Session): string {
  const own = runbooks.length > 1 ? block : block.slice(block.indexOf(':') + 1);
  const word = type === 'name' ? '' : `${type === 'missing' ? 'MISSING' : type} `;
  return oneRow(`${word}${name} from ${own}`);
}
