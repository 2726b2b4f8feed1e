import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { allowed } from '../session/allowed.ts';
import { locate } from '../session/refs.ts';
import type { Intent } from '../session/intents.ts';
import type { Session } from '../session/session.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { oneRow } from './one-row.ts';
import { Paragraph } from './parts/paragraph.tsx';
import { TextEntry } from './parts/text-entry.tsx';
import type { ReasonAbout, Screen } from './stack.ts';

type ReasonScreen = Extract<Screen, { type: 'reason' }>;

/** Types the reason for passing something over. It stays in the record beside what it was for. */
export const reasonScreen: ScreenPart<ReasonScreen> = {
  title: ({ about }) => wordsFor(about).title,
  view: ReasonView,
  takesText: true,
  act(binding, { about }, { ui, view }) {
    if (binding !== 'main' || view === undefined) return undefined;
    const intent = intentFor(about, ui.text.trim());
    const refused = allowed(view.session, intent);
    if (refused !== undefined) return refused;
    return [
      {
        type: 'send',
        intent,
        then:
          about.type === 'take-outcome'
            ? [{ type: 'go', screen: { type: 'walk' } }, said(about)]
            : [{ type: 'back' }, said(about)],
      },
    ];
  },
  hints: (screen) => [
    { binding: 'main', says: wordsFor(screen.about).verb },
    { binding: 'clear', says: 'clear' },
    { binding: 'back', says: 'leave it' },
  ],
};

function intentFor(about: ReasonAbout, reason: string): Intent {
  switch (about.type) {
    case 'skip':
      return { type: 'skip', block: about.block, reason };
    case 'override':
      return { type: 'override', owner: about.owner, reason };
    case 'take-outcome':
      return { type: 'take-outcome', block: about.block, as: about.as, reason };
  }
}

function said(about: ReasonAbout) {
  return { type: 'message', text: wordsFor(about).done } as const;
}

function wordsFor(about: ReasonAbout) {
  switch (about.type) {
    case 'skip':
      return {
        title: 'Skip',
        verb: 'skip it',
        done: 'Skipped; the reason is in the record.',
        asks: 'Why is this block skipped?',
        means: 'It will not run, and stands as skipped for ever, with your reason beside it.',
      };
    case 'override':
      return {
        title: 'Override',
        verb: 'pass over the gate',
        done: 'Overridden; it stays visible as overridden.',
        asks: 'Why is this gate passed over?',
        means: 'It did not hold. It stays visible as overridden for ever, never as passed.',
      };
    case 'take-outcome':
      return {
        title: about.as === 'done' ? 'It was done' : 'It failed',
        verb: about.as === 'done' ? 'take it as done' : 'take it as failed',
        done: 'Your word is in the record.',
        asks:
          about.as === 'done'
            ? 'How do you know that it was done?'
            : 'How do you know that it failed?',
        means:
          'Nobody saw its end, so your word stands in for it, with this reason, in the record.',
      };
  }
}

function ReasonView(props: {
  readonly screen: ReasonScreen;
  readonly context: ScreenContext;
}): ReactNode {
  const { about } = props.screen;
  const { ui, view, columns, rows } = props.context;
  const words = wordsFor(about);
  return (
    <Box flexDirection="column" width={columns}>
      <Text bold wrap="truncate">
        {view === undefined ? '' : oneRow(subjectOf(view.session, about))}
      </Text>
      <Box marginY={rows >= 12 ? 1 : 0} flexShrink={0}>
        <Paragraph text={`${words.asks} ${words.means}`} columns={columns} />
      </Box>
      <TextEntry label="Reason" text={ui.text} columns={columns} rows={Math.max(1, rows - 7)} />
    </Box>
  );
}

function subjectOf(session: Session, about: ReasonAbout): string {
  const ref = about.type === 'override' ? about.owner : about.block;
  const located = locate(session, ref);
  if (located === undefined) return ref.slice(ref.indexOf(':') + 1);
  return `${located.block.id}  ${located.step.title}`;
}
