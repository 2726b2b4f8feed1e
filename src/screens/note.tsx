import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { allowed } from '../session/allowed.ts';
import { locate } from '../session/refs.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { oneRow } from './one-row.ts';
import { Paragraph } from './parts/paragraph.tsx';
import { TextEntry } from './parts/text-entry.tsx';
import type { Screen } from './stack.ts';

type NoteScreen = Extract<Screen, { type: 'note' }>;

/** Types a note for whoever reads the record later. */
export const noteScreen: ScreenPart<NoteScreen> = {
  title: () => 'Note',
  view: NoteView,
  takesText: true,
  act(binding, screen, { ui, view }) {
    if (binding !== 'main' || view === undefined) return undefined;
    const intent = { type: 'note', text: ui.text.trim(), block: screen.block } as const;
    return (
      allowed(view.session, intent) ?? [
        {
          type: 'send',
          intent,
          then: [{ type: 'back' }, { type: 'message', text: 'The note is in the record.' }],
        },
      ]
    );
  },
  hints: () => [
    { binding: 'main', says: 'write it down' },
    { binding: 'clear', says: 'clear' },
    { binding: 'back', says: 'leave it' },
  ],
};

function NoteView(props: {
  readonly screen: NoteScreen;
  readonly context: ScreenContext;
}): ReactNode {
  const { screen, context } = props;
  const { ui, view, columns, rows } = context;
  const located =
    view === undefined || screen.block === undefined
      ? undefined
      : locate(view.session, screen.block);
  const about = located === undefined ? 'the walk' : `${located.block.id}  ${located.step.title}`;
  return (
    <Box flexDirection="column" width={columns}>
      <Text bold wrap="truncate">
        A note about {oneRow(about)}
      </Text>
      <Box marginY={rows >= 12 ? 1 : 0} flexShrink={0}>
        <Paragraph
          text="It stays in the record of this walk. Never write a secret here."
          columns={columns}
        />
      </Box>
      <TextEntry label="Note" text={ui.text} columns={columns} rows={Math.max(1, rows - 6)} />
    </Box>
  );
}
