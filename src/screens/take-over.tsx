import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { unheld, watchingRefusal } from '../session/watching.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { readItFirst } from './guard.ts';
import { oneRow } from './one-row.ts';
import { Paragraph } from './parts/paragraph.tsx';
import type { Screen } from './stack.ts';
import { canTakeOver } from './watch-act.ts';

type TakeOverScreen = Extract<Screen, { type: 'take-over' }>;

/** Taking up here what somebody else walked before: from watching to walking. */
export const takeOverScreen: ScreenPart<TakeOverScreen> = {
  title: () => 'Take over',
  view: TakeOverView,
  takesText: false,
  act(binding, _screen, { view }) {
    if (binding !== 'main' || view === undefined) return undefined;
    if (canTakeOver(view)) return [{ type: 'resume', session: view.session.id }];
    return view.watching === undefined
      ? 'This walk is yours already; Esc goes back.'
      : watchingRefusal(view.watching, view.session);
  },
  hints: () => [
    { binding: 'main', says: 'walk it here' },
    { binding: 'back', says: 'watch on' },
  ],
};

function TakeOverView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { view, columns, rows, fresh } = context;
  if (view === undefined) return null;
  const [why] = unheld(view.session).split(' Enter ');
  const sentences = canTakeOver(view)
    ? [
        why ?? '',
        'From then on the keys here walk it, and whoever had it before can only watch. What still runs is found again; nothing is run twice by itself.',
        fresh === true ? `${readItFirst} Esc watches on.` : 'Enter walks it here; Esc watches on.',
      ]
    : ['Somebody walks it again. Esc watches on.'];
  return (
    <Box flexDirection="column" width={columns - 1} gap={rows >= 14 ? 1 : 0}>
      <Text bold wrap="truncate">
        Take over {oneRow(view.session.id)}?
      </Text>
      {sentences.map((sentence) => (
        <Paragraph key={sentence} text={sentence} columns={columns} />
      ))}
    </Box>
  );
}
