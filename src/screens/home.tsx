import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { choicesOf } from './home-choices.ts';
import { Lines } from './parts/lines.tsx';
import { Paragraph, paragraphRows } from './parts/paragraph.tsx';
import { rebuildLines, rebuildRows } from './parts/rebuild-lines.ts';
import { SelectList } from './parts/select-list.tsx';
import { fit } from './parts/wrap.ts';
import type { Screen } from './stack.ts';
import { useTheme } from './theme.ts';

type HomeScreen = Extract<Screen, { type: 'home' }>;

/** The first screen: what handrail is, and what there is to do. */
export const homeScreen: ScreenPart<HomeScreen> = {
  title: () => 'Home',
  view: HomeView,
  takesText: false,
  act(binding, _screen, context) {
    const choices = choicesOf(context);
    const { choice } = context.ui;
    switch (binding) {
      case 'main':
        return choices[choice]?.does ?? 'Choose one of the lines first.';
      case 'up':
        return [{ type: 'ui', change: { choice: (choice + choices.length - 1) % choices.length } }];
      case 'down':
        return [{ type: 'ui', change: { choice: (choice + 1) % choices.length } }];
      case 'quit':
        return [{ type: 'leave' }];
      case 'back':
        return 'This is the first screen: q quits.';
      default:
        return undefined;
    }
  },
  hints: (_screen, context) => [
    { binding: 'main', says: choicesOf(context)[context.ui.choice]?.verb ?? 'open' },
    { binding: 'down', says: 'move' },
    { binding: 'quit', says: 'quit' },
  ],
};

function HomeView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { home, later, ui, columns, rows } = context;
  const { marks } = useTheme();
  const isRoomy = rows >= 14;
  const about = isRoomy ? longAbout : shortAbout;
  const choices = choicesOf(context);
  const chrome = paragraphRows(about, columns) + (isRoomy ? 2 : 0);
  // The same room whichever line is chosen: the list must not move under the cursor.
  const outlined = rows >= 18 ? rebuildRows(home.sessions, Math.floor(rows / 3)) : 0;
  const { session } = choices[ui.choice] ?? {};
  return (
    <Box flexDirection="column" width={columns}>
      <Box marginBottom={isRoomy ? 1 : 0} flexShrink={0}>
        <Paragraph text={about} columns={columns} />
      </Box>
      <SelectList
        labels={choices.map(({ label }) => fit(label, columns - 2, marks.more))}
        choice={ui.choice}
        rows={rows - chrome - (outlined === 0 ? 0 : outlined + 2)}
        columns={columns}
      />
      {outlined > 0 && session !== undefined && (
        <Box marginY={1} flexShrink={0}>
          <Lines
            lines={rebuildLines({
              session,
              outline: later.outlines[session.id],
              ...{ marks, columns, rows: outlined },
            })}
            columns={columns}
            rows={outlined}
          />
        </Box>
      )}
      <Box flexGrow={1} />
      {isRoomy && <Text wrap="truncate">handrail {home.version}</Text>}
    </Box>
  );
}

const longAbout =
  'handrail walks you through a Markdown runbook: it shows exactly what will run and where, runs it when you say so, and checks the result before it goes on. Everything is written down, so you can stop at any moment and resume; training does the same walk on a simulated cloud.';

const shortAbout =
  'Walks you through Markdown runbooks and remembers. Training uses a simulated cloud.';
