import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { Paragraph } from './parts/paragraph.tsx';
import { TextEntry } from './parts/text-entry.tsx';
import { useTheme } from './theme.ts';
import type { Screen } from './stack.ts';

type OpenFileScreen = Extract<Screen, { type: 'open-file' }>;

/** Types the path of a Markdown file, and whether it is walked in training or for real. */
export const openFileScreen: ScreenPart<OpenFileScreen> = {
  title: () => 'Open a file',
  view: OpenFileView,
  takesText: true,
  act(binding, _screen, { ui }) {
    switch (binding) {
      case 'main': {
        const file = ui.text.trim();
        if (file === '') return 'Type the path of a Markdown file first.';
        return [{ type: 'open', how: howOf(ui.choice), runbooks: [file] }];
      }
      case 'other-pane':
      case 'up':
      case 'down':
        return [{ type: 'ui', change: { choice: ui.choice === 0 ? 1 : 0 } }];
      default:
        return undefined;
    }
  },
  hints: (_screen, { ui }) => [
    { binding: 'main', says: howOf(ui.choice) === 'train' ? 'train it' : 'walk it for real' },
    { binding: 'other-pane', says: howOf(ui.choice) === 'train' ? 'for real' : 'in training' },
    { binding: 'back', says: 'back' },
  ],
};

function howOf(choice: number): 'walk' | 'train' {
  return choice === 0 ? 'train' : 'walk';
}

const about =
  'Path of a Markdown runbook; ~ is your home. Every shell block in it is offered as it stands. handrail new FILE.md writes a small one to start from.';

function OpenFileView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { ui, columns, rows } = context;
  const { marks } = useTheme();
  const mark = (choice: number) => (ui.choice === choice ? marks.pointer : ' ');
  return (
    <Box flexDirection="column" width={columns}>
      <Paragraph text={about} columns={columns} />
      <Box marginY={1}>
        <TextEntry label="File" text={ui.text} columns={columns} rows={Math.max(1, rows - 6)} />
      </Box>
      <Text bold={ui.choice === 0} wrap="truncate">
        {mark(0)} in training, on the simulated cloud
      </Text>
      <Text bold={ui.choice === 1} wrap="truncate">
        {mark(1)} for real, on this machine
      </Text>
    </Box>
  );
}
