import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { HomeFacts, ScreenContext, ScreenPart, UiAction } from './contract.ts';
import { oneRow } from './one-row.ts';
import { Paragraph, paragraphRows } from './parts/paragraph.tsx';
import { SelectList } from './parts/select-list.tsx';
import type { Screen } from './stack.ts';

type HomeScreen = Extract<Screen, { type: 'home' }>;

/** The first screen: what handrail is, and what there is to do. */
export const homeScreen: ScreenPart<HomeScreen> = {
  title: () => 'Home',
  view: HomeView,
  takesText: false,
  act(binding, _screen, context) {
    const choices = choicesOf(context.home);
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
  hints: (_screen, { ui, home }) => [
    { binding: 'main', says: choicesOf(home)[ui.choice]?.verb ?? 'open' },
    { binding: 'down', says: 'move' },
    { binding: 'quit', says: 'quit' },
  ],
};

interface Choice {
  readonly label: string;
  /** What Enter does on this line, in a word or two, for the footer. */
  readonly verb: string;
  readonly does: readonly UiAction[] | string;
}

function HomeView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { home, ui, columns, rows } = context;
  const isRoomy = rows >= 14;
  const about = isRoomy ? longAbout : shortAbout;
  const choices = choicesOf(home);
  const chrome = paragraphRows(about, columns) + (isRoomy ? 2 : 0);
  return (
    <Box flexDirection="column" width={columns}>
      <Box marginBottom={isRoomy ? 1 : 0} flexShrink={0}>
        <Paragraph text={about} columns={columns} />
      </Box>
      <SelectList
        labels={choices.map(({ label }) => label)}
        choice={ui.choice}
        rows={rows - chrome}
        columns={columns}
      />
      <Box flexGrow={1} />
      {isRoomy && <Text wrap="truncate">handrail {home.version}</Text>}
    </Box>
  );
}

const longAbout =
  'handrail walks you through a Markdown runbook: it shows exactly what will run and where, runs it when you say so, and checks the result before it goes on. Everything is written down, so you can stop at any moment and resume; training does the same walk on a simulated cloud.';

const shortAbout =
  'Walks you through Markdown runbooks and remembers. Training uses a simulated cloud.';

function choicesOf(home: HomeFacts): readonly Choice[] {
  return [
    ...home.sessions.filter(({ state }) => state !== 'finished').map(resumeChoice),
    ...home.runbooks.map(({ id, title }): Choice => ({
      label: `Train  ${nameOf(id, title)}`,
      verb: 'train (simulated)',
      does: [{ type: 'open', how: 'train', file: id }],
    })),
    ...home.runbooks.map(({ id, title }): Choice => ({
      label: `Walk for real  ${nameOf(id, title)}`,
      verb: 'walk for real',
      does: [{ type: 'open', how: 'walk', file: id }],
    })),
    {
      label: 'Open a Markdown file of your own',
      verb: 'type a path',
      does: [{ type: 'push', screen: { type: 'open-file' } }],
    },
    { label: 'Quit', verb: 'quit', does: [{ type: 'leave' }] },
  ];
}

function resumeChoice(session: HomeFacts['sessions'][number]): Choice {
  const { id, runbooks, mode, where, age, state } = session;
  const isTraining = mode === 'training' ? ' TRAINING' : '';
  // Where it stands comes first: a narrow screen cuts the end, and the title is in every other line, too.
  const label = oneRow(
    `${state === 'held' ? 'Watch' : 'Resume'}${isTraining}  ${where}, ${age}${stateWord(state)}: ${runbooks}`,
  );
  switch (state) {
    case 'held':
      return { label, verb: 'watch it', does: [{ type: 'watch', session: id }] };
    case 'unreadable':
      return {
        label,
        verb: 'unreadable',
        does: `The journal of ${id} can not be read to its end; nothing was changed. Leave with q, and handrail resume ${id} says what is wrong.`,
      };
    case 'walking':
    case 'quit':
    case 'finished':
      return { label, verb: 'resume', does: [{ type: 'resume', session: id }] };
  }
}

function stateWord(state: HomeFacts['sessions'][number]['state']): string {
  switch (state) {
    case 'held':
      return ' (open in another handrail)';
    case 'unreadable':
      return ' (can not be read)';
    case 'walking':
      return ' (broken off)';
    case 'quit':
    case 'finished':
      return '';
  }
}

function nameOf(id: string, title: string): string {
  return oneRow(title.startsWith(id) ? title : `${id}: ${title}`);
}
