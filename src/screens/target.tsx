import type { ReactNode } from 'react';
import { targetWords } from '../session/target.ts';
import type { TargetCheck } from '../session/walker.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { Lines } from './parts/lines.tsx';
import { cleanRow, span, type Line } from './parts/span.ts';
import { hanging } from './parts/wrap.ts';
import type { Screen } from './stack.ts';
import { useTheme } from './theme.ts';

type TargetScreen = Extract<Screen, { type: 'target' }>;

/** A block would meet another target than the one pinned: nothing starts until they agree. */
export const targetScreen: ScreenPart<TargetScreen> = {
  title: () => 'Another target',
  view: ({ screen, context }) => <TargetView screen={screen} context={context} />,
  takesText: true,
  act(binding, { block }, context) {
    if (binding !== 'main') return undefined;
    const differs = differenceOf(context);
    if (differs === undefined) return [{ type: 'back' }];
    if (context.ui.text.trim() === '')
      return [{ type: 'send', intent: { type: 'prepare', block } }];
    return [
      {
        type: 'send',
        intent: { type: 'pin-target', typed: context.ui.text },
        then: [
          { type: 'back' },
          { type: 'send', intent: { type: 'prepare', block } },
          { type: 'message', text: `Pinned now: ${targetWords(differs.live)}.` },
        ],
      },
    ];
  },
  hints(_screen, context) {
    const differs = differenceOf(context) !== undefined;
    const typed = context.ui.text.trim() !== '';
    return [
      { binding: 'main', says: !differs ? 'back' : typed ? 'pin it' : 'ask again' },
      { binding: 'clear', says: 'clear' },
      { binding: 'back', says: 'leave it' },
    ];
  },
};

interface Difference {
  readonly pinned: NonNullable<TargetCheck['pinned']>;
  readonly live: NonNullable<TargetCheck['live']>;
}

function differenceOf({ view }: ScreenContext): Difference | undefined {
  const { state, pinned, live } = view?.check ?? {};
  return state === 'differs' && pinned !== undefined && live !== undefined
    ? { pinned, live }
    : undefined;
}

function TargetView(props: {
  readonly screen: TargetScreen;
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

function linesOf({ block }: TargetScreen, context: ScreenContext, cursor: string): readonly Line[] {
  const { columns, view, ui } = context;
  const differs = differenceOf(context);
  const id = cleanRow(block.slice(block.indexOf(':') + 1));
  if (differs === undefined)
    return hanging(
      [],
      view?.check?.state === 'asking'
        ? 'Asking once more ...'
        : `Nothing differs any more. Enter goes back to ${id}, which has not started.`,
      columns,
    );
  const live = cleanRow(targetWords(differs.live));
  const back =
    differs.live.type === 'juju'
      ? 'Switch back in another pane (juju switch, juju login) and press Enter: it is asked again.'
      : 'Run the block that sets the scope again (Esc, then go there), or press Enter: it is asked again.';
  return [
    ...hanging([], `${id} would meet another target. It has not started.`, columns, {
      bold: true,
      tone: 'warning',
    }),
    ...hanging(
      [span('pinned  ', { tone: 'quiet' })],
      cleanRow(targetWords(differs.pinned)),
      columns,
    ),
    ...hanging([span('now     ', { tone: 'quiet' })], live, columns, { bold: true }),
    [],
    ...hanging([], back, columns),
    ...hanging(
      [],
      `To change the target for the rest of this walk instead, type ${live} and press Enter; that stays in the record.`,
      columns,
    ),
    [],
    [span('Name: ', { bold: true }), span(cleanRow(ui.text)), span(cursor, { tone: 'accent' })],
  ];
}
