import { Box } from 'ink';
import type { ReactNode } from 'react';
import { rollbackBlocks } from '../session/outline.ts';
import type { Located } from '../session/refs.ts';
import { standingOf } from '../session/standing.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { oneRow } from './one-row.ts';
import { Paragraph, paragraphRows } from './parts/paragraph.tsx';
import { Rows } from './parts/rows.tsx';
import type { Screen } from './stack.ts';

type RollbackScreen = Extract<Screen, { type: 'rollback' }>;

/** The blocks that undo. Choosing one only goes to it; nothing runs from here. */
export const rollbackScreen: ScreenPart<RollbackScreen> = {
  title: () => 'Rollback',
  view: RollbackView,
  takesText: false,
  act(binding, _screen, { ui, view }) {
    if (view === undefined) return undefined;
    const blocks = rollbackBlocks(view.session);
    const last = Math.max(0, blocks.length - 1);
    switch (binding) {
      case 'main': {
        const located = blocks[ui.choice];
        if (located === undefined) return 'This runbook has no rollback block; Esc goes back.';
        return [{ type: 'back' }, { type: 'ui', change: { cursor: located.ref, pane: 'block' } }];
      }
      case 'up':
        return [{ type: 'ui', change: { choice: Math.max(0, ui.choice - 1) } }];
      case 'down':
        return [{ type: 'ui', change: { choice: Math.min(last, ui.choice + 1) } }];
      case 'page-up':
        return [{ type: 'ui', change: { choice: 0 } }];
      case 'page-down':
        return [{ type: 'ui', change: { choice: last } }];
      default:
        return undefined;
    }
  },
  hints: () => [
    { binding: 'main', says: 'go to this block' },
    { binding: 'down', says: 'move' },
    { binding: 'back', says: 'back' },
    { binding: 'quit', says: 'quit' },
  ],
};

function RollbackView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { ui, view, columns, rows } = context;
  if (view === undefined) return null;
  const blocks = rollbackBlocks(view.session);
  const several = view.session.runbooks.length > 1;
  const about =
    blocks.length === 0
      ? 'This runbook has no rollback block.'
      : 'Blocks that undo. Enter goes to one; it is shown and asked about before it runs.';
  return (
    <Box flexDirection="column" width={columns}>
      <Paragraph text={about} columns={columns} />
      <Rows
        count={blocks.length}
        lineOf={(at) => {
          const located = blocks[at];
          return located === undefined
            ? ''
            : lineOf(located, standingOf(view.session, located), several);
        }}
        choice={ui.choice}
        rows={rows - paragraphRows(about, columns)}
      />
    </Box>
  );
}

/** Id, title and the first line that does something: that is what tells two rollback blocks apart. */
function lineOf({ block, step, runbook }: Located, standing: string, several: boolean): string {
  const command =
    block.text.split('\n').find((line) => line.trim() !== '' && !line.trim().startsWith('#')) ?? '';
  const state = standing === 'optional' ? '' : ` (${standing})`;
  const whose = several ? `${runbook.id} ` : '';
  return oneRow(`${whose}${block.id}${state}  ${step.title}: ${command}`);
}
