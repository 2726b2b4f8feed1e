import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { locatedBlocks, type Located } from '../session/refs.ts';
import type { Session } from '../session/session.ts';
import { standingOf } from '../session/standing.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { oneRow } from './one-row.ts';
import { Rows } from './parts/rows.tsx';
import { standingWord } from './parts/standing-mark.ts';
import { TextEntry } from './parts/text-entry.tsx';
import type { Screen } from './stack.ts';

type FindScreen = Extract<Screen, { type: 'find' }>;

/** Finds a step by a few letters of its number, its title or its commands. */
export const findScreen: ScreenPart<FindScreen> = {
  title: () => 'Find',
  view: FindView,
  takesText: true,
  act(binding, _screen, { ui, view }) {
    if (view === undefined) return undefined;
    const found = findBlocks(view.session, ui.text);
    const at = Math.min(ui.choice, found.length - 1);
    switch (binding) {
      case 'main': {
        const located = found[at];
        if (located === undefined) return `No step holds "${ui.text}".`;
        return [{ type: 'back' }, { type: 'ui', change: { cursor: located.ref, pane: 'block' } }];
      }
      case 'up':
        return [{ type: 'ui', change: { choice: Math.max(0, at - 1) } }];
      case 'down':
        return [
          { type: 'ui', change: { choice: Math.max(0, Math.min(at + 1, found.length - 1)) } },
        ];
      case 'page-up':
        return [{ type: 'ui', change: { choice: 0 } }];
      case 'page-down':
        return [{ type: 'ui', change: { choice: Math.max(0, found.length - 1) } }];
      default:
        return undefined;
    }
  },
  hints: () => [
    { binding: 'main', says: 'go there' },
    { binding: 'down', says: 'move' },
    { binding: 'back', says: 'back' },
  ],
};

/** Blocks that hold every word typed, in the order of the documents; a match in the id or title comes first. */
export function findBlocks(session: Session, text: string): readonly Located[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const blocks = locatedBlocks(session);
  const inTitle = blocks.filter(({ block, step }) => holdsAll(`${block.id} ${step.title}`, words));
  const inText = blocks.filter(
    (located) =>
      !inTitle.includes(located) &&
      holdsAll(
        `${located.block.id} ${located.step.title} ${located.block.location} ${located.block.text}`,
        words,
      ),
  );
  return [...inTitle, ...inText];
}

function holdsAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

function FindView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { ui, view, columns, rows } = context;
  if (view === undefined) return null;
  const { session } = view;
  const found = findBlocks(session, ui.text);
  const lines = found.map(
    (located) =>
      `${located.block.id}  ${oneRow(located.step.title)} (${located.block.kind}, ${standingWord(standingOf(session, located))})`,
  );
  return (
    <Box flexDirection="column" width={columns}>
      <TextEntry label="Find" text={ui.text} columns={columns} rows={1} />
      {found.length === 0 ? (
        <Text>No step holds that.</Text>
      ) : (
        <Rows lines={lines} choice={Math.min(ui.choice, found.length - 1)} rows={rows - 1} />
      )}
    </Box>
  );
}
