import type { ScreenContext, ScreenPart } from './contract.ts';
import { readItFirst } from './guard.ts';
import { fitting } from './parts/fitting.ts';
import { Lines } from './parts/lines.tsx';
import { cleanRow, type Line, type Style } from './parts/span.ts';
import { hanging } from './parts/wrap.ts';
import type { Screen } from './stack.ts';

type RememberScreen = Extract<Screen, { type: 'remember' }>;

/** Whether a secret that was accepted is to be remembered. Without a clear yes it is not. */
export const rememberScreen: ScreenPart<RememberScreen> = {
  title: () => 'Remember it?',
  view: ({ context }) => (
    <Lines lines={linesOf(context)} columns={context.columns} rows={context.rows} />
  ),
  takesText: false,
  act(binding, _screen, { view }) {
    if (view?.remember === undefined)
      return binding === 'main' || binding === 'back' ? [{ type: 'back' }] : undefined;
    switch (binding) {
      case 'yes':
        return [{ type: 'send', intent: { type: 'remember', answer: 'yes' } }];
      // On this screen n is no; the binding is named after what it does elsewhere.
      case 'note':
      case 'main':
      case 'back':
        return [{ type: 'send', intent: { type: 'remember', answer: 'no' } }];
      default:
        return undefined;
    }
  },
  hints: () => [
    { binding: 'yes', says: 'yes, remember it' },
    { binding: 'note', says: 'no' },
    { binding: 'main', says: 'no' },
    { binding: 'back', says: 'no' },
  ],
};

function linesOf({ view, columns, rows, fresh }: ScreenContext): readonly Line[] {
  const say = (text: string, style: Style = {}) => hanging([], text, columns, style);
  const asked = view?.remember;
  if (asked === undefined) return say('Nothing is asked about any more. Enter goes back.');
  const answers = asked.isTaking
    ? 'It is being put into the keyring.'
    : fresh === true
      ? readItFirst
      : 'y remembers it. Enter, n and Esc do not.';
  return fitting(
    [
      {
        rank: 1,
        lines: say(`Remember ${cleanRow(asked.what)}?`, { bold: true, tone: 'warning' }),
      },
      { rank: 3, lines: say(cleanRow(asked.where)) },
      { rank: 4, lines: asked.note === undefined ? [] : say(cleanRow(asked.note)) },
      { rank: 5, lines: say('handrail secrets lists what is remembered, and forgets it.') },
      { rank: 2, lines: say(answers, { bold: true, tone: 'accent' }) },
    ],
    rows,
  );
}
