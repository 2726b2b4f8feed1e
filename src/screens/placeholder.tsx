import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { allowed } from '../session/allowed.ts';
import {
  askedPlaceholders,
  givenFor,
  openPlaceholders,
  proposalFor,
  type Proposal,
} from '../session/placeholders.ts';
import { locate, type Located } from '../session/refs.ts';
import type { Session } from '../session/session.ts';
import { watchingRefusal } from '../session/watching.ts';
import type { Placeholder } from '../steps/model.ts';
import { placeholderWants } from '../steps/placeholder-value.ts';
import type { ScreenContext, ScreenPart, UiAction } from './contract.ts';
import { readItFirst } from './guard.ts';
import { wrapWords } from './layout.ts';
import { oneRow } from './one-row.ts';
import { Paragraph } from './parts/paragraph.tsx';
import { placeholderRows } from './parts/placeholder-rows.ts';
import { TextEntry } from './parts/text-entry.tsx';
import type { Screen } from './stack.ts';

type PlaceholderScreen = Extract<Screen, { type: 'placeholder' }>;

/**
 * Asks what stands for a placeholder of a block, one after the other. Each answer is in the record as soon as it is
 * given, and nothing runs by it: the walk shows the command with it first.
 */
export const placeholderScreen: ScreenPart<PlaceholderScreen> = {
  title: (screen) => oneRow(screen.text),
  view: PlaceholderView,
  takesText: true,
  act(binding, screen, context) {
    const { view } = context;
    const asked = view === undefined ? undefined : askedFor(view.session, screen);
    if (view === undefined || asked === undefined) return undefined;
    switch (binding) {
      case 'main':
        if (view.watching !== undefined) return watchingRefusal(view.watching, view.session);
        return take(view.session, asked, context);
      case 'up':
        return to(asked, -1);
      case 'down':
        return to(asked, 1);
      default:
        return undefined;
    }
  },
  hints(screen, context) {
    const { view, ui } = context;
    const asked = view === undefined ? undefined : askedFor(view.session, screen);
    const takes = asked?.proposal !== undefined && ui.text === '';
    return [
      { binding: 'main', says: takes ? `take ${oneRow(asked.proposal.value)}` : 'take this value' },
      ...(asked !== undefined && asked.all.length > 1
        ? [{ binding: 'down', says: 'the next one' }]
        : []),
      { binding: 'clear', says: 'clear' },
      { binding: 'back', says: 'leave it' },
    ];
  },
};

interface Asked {
  readonly located: Located;
  readonly placeholder: Placeholder;
  readonly all: readonly Placeholder[];
  readonly proposal: Proposal | undefined;
}

function askedFor(session: Session, { block, text }: PlaceholderScreen): Asked | undefined {
  const located = locate(session, block);
  const all = located === undefined ? [] : askedPlaceholders(located);
  const placeholder = all.find((one) => one.text === text);
  if (located === undefined || placeholder === undefined) return undefined;
  return { located, placeholder, all, proposal: proposalFor(session, located, placeholder) };
}

function take(session: Session, asked: Asked, { ui }: ScreenContext): readonly UiAction[] | string {
  const { located, placeholder, proposal } = asked;
  const { ref, block } = located;
  const { text } = placeholder;
  const typed = ui.text.trim();
  const value = typed === '' ? (proposal?.value ?? '') : typed;
  const after = next(session, asked);
  if (value !== '' && value === givenFor(session, ref, text)) return after;
  const intent = { type: 'give-values', block: ref, values: { [text]: value } } as const;
  const refused = allowed(session, intent);
  const said: UiAction = {
    type: 'message',
    text: `${oneRow(text)} of ${block.id} is ${value}; nothing has run.`,
  };
  return refused ?? [{ type: 'send', intent, then: [...after, said] }];
}

/** To the next one that is open, else back to where the command can be read with all its values. */
function next(session: Session, { located, placeholder }: Asked): readonly UiAction[] {
  const open = openPlaceholders(session, located).filter(({ text }) => text !== placeholder.text);
  const [first] = open;
  return [
    { type: 'back' },
    ...(first === undefined
      ? []
      : ([
          { type: 'push', screen: { type: 'placeholder', block: located.ref, text: first.text } },
        ] as const)),
  ];
}

function to({ located, placeholder, all }: Asked, by: 1 | -1): readonly UiAction[] | string {
  if (all.length < 2) return 'The block leaves nothing else open.';
  const at = all.indexOf(placeholder);
  const { text } = all[(at + by + all.length) % all.length] ?? placeholder;
  return [
    { type: 'back' },
    { type: 'push', screen: { type: 'placeholder', block: located.ref, text } },
  ];
}

function PlaceholderView(props: {
  readonly screen: PlaceholderScreen;
  readonly context: ScreenContext;
}): ReactNode {
  const { screen, context } = props;
  const { view, ui, columns, rows, fresh } = context;
  const asked = view === undefined ? undefined : askedFor(view.session, screen);
  if (asked === undefined)
    return <Paragraph text="The document does not ask for this any more." columns={columns} />;
  const { located, placeholder, all, proposal } = asked;
  const of = all.length > 1 ? ` (${all.indexOf(placeholder) + 1} of ${all.length})` : '';
  const what = `${located.block.id} does not say what ${oneRow(placeholder.text)} is${of}. It has to be ${placeholderWants(placeholder)}.`;
  const offer =
    fresh === true
      ? readItFirst
      : proposal === undefined
        ? 'Type it. Nothing runs yet: the command is shown with it first.'
        : `Enter alone takes ${oneRow(proposal.value)} (${oneRow(proposal.by)}).`;
  const about = wrapWords(what, columns - 1).slice(0, 4);
  const offered = wrapWords(offer, columns - 1).slice(0, 3);
  const entryRows = rows >= 16 ? 3 : 2;
  const isTight = rows < 14;
  const room = Math.max(1, rows - about.length - offered.length - entryRows - (isTight ? 0 : 3));
  return (
    <Box flexDirection="column" width={columns}>
      <Paragraph text={about.join('\n')} columns={columns} />
      <Box flexDirection="column" flexShrink={0} marginTop={isTight ? 0 : 1}>
        {placeholderRows(located.block.text, placeholder, { columns, rows: room }).map(
          (line, index) => (
            <Text key={index} wrap="truncate">
              {line.map(({ text, inverse = false }, at) => (
                <Text key={at} inverse={inverse} bold={inverse}>
                  {text}
                </Text>
              ))}
            </Text>
          ),
        )}
      </Box>
      <Box marginY={isTight ? 0 : 1} flexShrink={0}>
        <TextEntry
          label={oneRow(placeholder.text)}
          text={ui.text}
          columns={columns}
          rows={entryRows}
        />
      </Box>
      <Paragraph text={offered.join('\n')} columns={columns} />
    </Box>
  );
}
