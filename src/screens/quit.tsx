import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { leftPolls } from '../session/left-polls.ts';
import type { View } from '../session/walker.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { oneRow } from './one-row.ts';
import { Paragraph } from './parts/paragraph.tsx';
import type { Screen } from './stack.ts';

type QuitScreen = Extract<Screen, { type: 'quit' }>;

/** Says exactly what happens next before anything is left. */
export const quitScreen: ScreenPart<QuitScreen> = {
  title: () => 'Quit',
  view: QuitView,
  takesText: false,
  act(binding, _screen, { view }) {
    switch (binding) {
      case 'main':
        return view === undefined || view.watching !== undefined
          ? [{ type: 'leave' }]
          : [{ type: 'send', intent: { type: 'quit' }, then: [{ type: 'leave' }] }];
      case 'yes':
        return view !== undefined && view.unwritten.length > 0 ? [{ type: 'leave' }] : undefined;
      case 'quit':
        return 'Enter quits, Esc stays.';
      default:
        return undefined;
    }
  },
  hints: (_screen, { view }) => [
    { binding: 'main', says: 'quit' },
    { binding: 'back', says: 'stay' },
    ...(view !== undefined && view.unwritten.length > 0
      ? [{ binding: 'yes' as const, says: 'leave all the same' }]
      : []),
  ],
};

/** What quitting does to this walk, in sentences. */
export function whatHappensNext(
  view: Pick<View, 'session' | 'live' | 'unwritten'>,
  resumeWith = '',
): readonly string[] {
  const { session, unwritten } = view;
  const way = `handrail resume ${oneRow(session.id)}${resumeWith}`;
  if (unwritten.length > 0)
    return [
      ...runningSentences(view),
      `Not on the disk yet: ${oneRow(unwritten.join('; '))}. Enter tries to write it and quits.`,
      `y leaves all the same and loses it; ${way} then finds in the files of the blocks how they ended, where it can.`,
    ];
  return [
    ...runningSentences(view),
    session.state === 'finished'
      ? 'The walk is finished; its record stays.'
      : `Everything so far is on disk. Come back with: ${way}`,
  ];
}

function runningSentences({ session, live }: Pick<View, 'session' | 'live'>): readonly string[] {
  const waited = live !== undefined && live.poll === undefined ? liveSentences(session, live) : [];
  const polls = [
    ...leftPolls(session).map(({ ref }) => idOf(ref)),
    ...(live?.poll === undefined ? [] : [idOf(live.block)]),
  ];
  const all = [...waited, ...(polls.length === 0 ? [] : [pollSentence(session, polls)])];
  return all.length === 0 ? ['Nothing is running.'] : all;
}

/** A look is taken by handrail itself, so polls end with it and are taken up with the walk. */
function pollSentence({ mode }: View['session'], ids: readonly string[]): string {
  const who = new Intl.ListFormat('en-GB').format(ids);
  const [is, its] = ids.length === 1 ? ['is a poll', 'its'] : ['are polls', 'their'];
  const time = mode === 'training' ? 'time stands still' : `${its} time goes on`;
  return `${who} ${is}: handrail stops looking, and looks again when the walk is taken up; ${time} meanwhile.`;
}

function idOf(block: string): string {
  return oneRow(block.slice(block.indexOf(':') + 1));
}

function liveSentences(
  { mode, attempts }: View['session'],
  live: NonNullable<View['live']>,
): readonly string[] {
  const id = idOf(live.block);
  if (attempts.some(({ number, recheck }) => number === live.attempt && recheck))
    return [`${id} is being looked at again: handrail stops looking. Nothing is undone by that.`];
  if (mode === 'training')
    return [`${id} is running in the simulated cloud: it is stopped, and recorded as stopped.`];
  return [
    `${id} is running: it goes on by itself, and resume finds it again.`,
    'To stop it instead: Esc, then x.',
  ];
}

function QuitView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { view, columns, rows } = context;
  const sentences =
    view === undefined
      ? ['No walk is open.']
      : view.watching === undefined
        ? whatHappensNext(view, context.home.resumeWith)
        : ['You are watching: leaving changes nothing.'];
  return (
    <Box flexDirection="column" width={columns - 1} gap={rows >= 14 ? 1 : 0}>
      <Text bold>Quit handrail?</Text>
      {sentences.map((sentence) => (
        <Paragraph key={sentence} text={sentence} columns={columns} />
      ))}
      <Paragraph text="Enter quits, Esc stays." columns={columns} />
    </Box>
  );
}
