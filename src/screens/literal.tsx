import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { literalsOf } from './entry.ts';
import { neededBy, readBy } from './needed-literals.ts';
import { oneRow } from './one-row.ts';
import { Paragraph } from './parts/paragraph.tsx';
import { TextEntry } from './parts/text-entry.tsx';
import type { Screen } from './stack.ts';

type LiteralScreen = Extract<Screen, { type: 'literal' }>;

/** One literal being typed. Nothing is recorded until all are confirmed. */
export const literalScreen: ScreenPart<LiteralScreen> = {
  title: (screen) => `ENV(${screen.name})`,
  view: LiteralView,
  takesText: true,
  act(binding, screen, { ui }) {
    if (binding !== 'main') return undefined;
    return [
      { type: 'ui', change: { drafts: { ...ui.drafts, [screen.name]: ui.text.trim() } } },
      { type: 'back' },
    ];
  },
  hints: () => [
    { binding: 'main', says: 'take this value' },
    { binding: 'clear', says: 'clear' },
    { binding: 'back', says: 'leave as it was' },
  ],
};

function LiteralView(props: {
  readonly screen: LiteralScreen;
  readonly context: ScreenContext;
}): ReactNode {
  const { screen, context } = props;
  const { view, ui, columns, rows } = context;
  if (view === undefined) return null;
  const literal = literalsOf(view.session).find(({ name }) => name === screen.name);
  const needed = neededBy(view.session, screen.name);
  const reader = readBy(view.session, screen.name);
  const changes = literal?.perRebuild === true ? ' (changes with every rebuild)' : '';
  const about = oneRow(literal?.note ?? '') + changes;
  return (
    <Box flexDirection="column" width={columns}>
      <Paragraph text={about} columns={columns} rows={3} />
      <Box marginY={1}>
        <TextEntry
          label={oneRow(screen.name)}
          text={ui.text}
          columns={columns}
          rows={Math.max(1, rows - 6)}
        />
      </Box>
      <Paragraph
        text={
          needed !== undefined
            ? `${oneRow(needed)} reads it: it must not be empty.`
            : reader === undefined
              ? 'No block reads it: it may stay empty.'
              : `Only ${oneRow(reader)} reads it, if it is ever needed: it may stay empty until then.`
        }
        columns={columns}
      />
      {literal !== undefined && literal.value !== '' && (
        <Text wrap="truncate">In the document: {oneRow(literal.value)}</Text>
      )}
    </Box>
  );
}
