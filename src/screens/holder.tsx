import type { ReactNode } from 'react';
import { nameAnew, noPastedName, whyNoName } from '../session/holder-name.ts';
import { locate } from '../session/refs.ts';
import type { View } from '../session/walker.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { readItFirst } from './guard.ts';
import { askedName, holderName, roundLines } from './parts/asked-words.ts';
import { fitting } from './parts/fitting.ts';
import { Lines } from './parts/lines.tsx';
import { cleanRow, span, type Line } from './parts/span.ts';
import { stepName } from './parts/words.ts';
import { displayWidth, hanging } from './parts/wrap.ts';
import type { Screen } from './stack.ts';
import { useTheme } from './theme.ts';
import { isPromptOf } from './to-prompt.ts';
import { looksAt } from './looks-at.ts';

type HolderScreen = Extract<Screen, { type: 'holder' }>;

/** Several people bring a share each: whose turn it is, before the prompt that shows nothing. */
export const holderScreen: ScreenPart<HolderScreen> = {
  title: () => 'Who brings it',
  view: ({ screen, context }) => <HolderView screen={screen} context={context} />,
  takesText: true,
  refusesText(text, isPasted) {
    if (isPasted) return `${noPastedName} ${behindEnter}`;
    const why = whyNoName(text);
    return why === undefined ? undefined : `${why} ${nameAnew}`;
  },
  act(binding, screen, { view, ui }) {
    if (view === undefined) return undefined;
    const walk = { type: 'go', screen: { type: 'walk' } } as const;
    switch (binding) {
      case 'main': {
        if (!isAskedHere(screen, view)) return [walk];
        if (ui.isSpoilt) return nameAnew;
        const { block, index, number } = screen;
        const holder = ui.text.trim() === '' ? holderName(number) : cleanRow(ui.text.trim());
        return [
          walk,
          { type: 'ui', change: looksAt(block) },
          { type: 'push', screen: { type: 'secret', block, index, number, holder } },
        ];
      }
      case 'other-pane':
        if (!isAskedHere(screen, view)) return [walk];
        return view.offered?.block === screen.block && view.offered.left > 0
          ? [
              walk,
              { type: 'ui', change: looksAt(screen.block) },
              { type: 'send', intent: { type: 'give-remembered' } },
            ]
          : 'The keyring has none for this.';
      case 'back':
        return [
          walk,
          { type: 'ui', change: looksAt(screen.block) },
          ...(isAskedHere(screen, view)
            ? ([{ type: 'send', intent: { type: 'leave-secret' } }] as const)
            : []),
        ];
      default:
        return undefined;
    }
  },
  hints: (screen, { view }) => [
    { binding: 'main', says: 'ask for it' },
    ...(view?.offered?.block === screen.block && view.offered.left > 0
      ? [{ binding: 'other-pane', says: 'give a remembered one' }]
      : []),
    { binding: 'back', says: 'leave it' },
    { binding: 'clear', says: 'clear' },
  ],
};

const behindEnter = 'The prompt for the secret itself comes behind Enter.';

function isAskedHere(screen: HolderScreen, { asked }: View): boolean {
  return asked?.state === 'asked' && isPromptOf(screen, asked);
}

function HolderView(props: {
  readonly screen: HolderScreen;
  readonly context: ScreenContext;
}): ReactNode {
  const { marks } = useTheme();
  const { columns, rows } = props.context;
  return (
    <Lines
      lines={linesOf(props.screen, props.context, marks.cursor)}
      columns={columns}
      rows={rows}
    />
  );
}

function linesOf(screen: HolderScreen, context: ScreenContext, cursor: string): readonly Line[] {
  const { view, ui, columns, rows, fresh } = context;
  const asked = view?.asked;
  const located = view === undefined ? undefined : locate(view.session, screen.block);
  if (asked === undefined || located === undefined || !isPromptOf(screen, asked))
    return hanging([], 'Nothing is asked for any more. Enter goes to the walk.', columns);
  const attempt = view?.session.attempts.find(({ number }) => number === asked.attempt);
  const label = 'Name: ';
  const room = Math.max(1, columns - label.length - displayWidth(cursor));
  const shown = ui.text === '' ? '' : cleanRow(ui.text).slice(-room);
  const enter =
    fresh === true
      ? readItFirst
      : ui.isSpoilt
        ? nameAnew
        : 'Enter goes to the prompt, which shows nothing.';
  return fitting(
    [
      {
        rank: 1,
        lines: hanging([], `Who brings the ${askedName(asked)}?`, columns, {
          bold: true,
          tone: 'warning',
        }),
      },
      {
        rank: 6,
        lines: hanging([], `For ${stepName(located.step)}.`, columns),
      },
      { rank: 4, lines: roundLines(attempt?.rounds ?? [], columns) },
      {
        rank: 5,
        lines: hanging(
          [],
          `The name stays in the record; without one it is ${holderName(screen.number)}. Nothing secret belongs here.`,
          columns,
        ),
      },
      { rank: 7, lines: offeredLines(context, screen) },
      {
        rank: 2,
        lines: ui.isSpoilt
          ? hanging(
              [span(label, { bold: true })],
              'nothing; what was typed is not kept.',
              columns,
              {
                tone: 'bad',
              },
            )
          : [[span(label, { bold: true }), span(shown), span(cursor, { tone: 'accent' })]],
      },
      {
        rank: 3,
        lines: hanging([], `${enter} Esc leaves it.`, columns, { bold: true, tone: 'accent' }),
      },
    ],
    rows,
  );
}

/** What the keyring has for this, or why it can not be asked. */
function offeredLines({ view, columns }: ScreenContext, { block }: HolderScreen): readonly Line[] {
  const offered = view?.offered;
  if (offered?.block !== block) return [];
  const left = offered.left === 0 ? '' : `Tab gives one that is remembered; ${offered.left} left.`;
  const words = [left, cleanRow(offered.note ?? '')].filter((text) => text !== '').join(' ');
  return words === '' ? [] : hanging([], words, columns);
}
