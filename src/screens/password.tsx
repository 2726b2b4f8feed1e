import type { PasswordLogin } from '../session/remembering.ts';
import { jujuLoginWords } from '../session/juju-prompt.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { readItFirst } from './guard.ts';
import { askWhetherBack } from './login.tsx';
import { fitting } from './parts/fitting.ts';
import { Lines } from './parts/lines.tsx';
import { clean, cleanRow, span, type Line, type Style } from './parts/span.ts';
import { hanging } from './parts/wrap.ts';
import type { Screen } from './stack.ts';
import type { Act } from './walk-act.ts';

type PasswordScreen = Extract<Screen, { type: 'password' }>;

/** The hidden prompt for the password of a juju login that is gone. */
export const passwordScreen: ScreenPart<PasswordScreen> = {
  title: () => 'Hidden prompt',
  view: ({ context }) => (
    <Lines lines={linesOf(context)} columns={context.columns} rows={context.rows} />
  ),
  takesText: true,
  refusesText: () => 'That came before this prompt was on the screen, and was not kept.',
  act(binding, _screen, context) {
    const password = context.view?.password;
    switch (binding) {
      case 'main':
        return main(password, context);
      case 'back':
        return password?.state === 'asked'
          ? [{ type: 'back' }, { type: 'send', intent: { type: 'leave-secret' } }]
          : [{ type: 'back' }];
      default:
        return undefined;
    }
  },
  hints: (_screen, { view }) => [
    { binding: 'main', says: view?.password?.state === 'asked' ? 'log in' : 'back' },
    { binding: 'back', says: 'leave it' },
    { binding: 'clear', says: 'clear' },
  ],
};

function main(password: PasswordLogin | undefined, context: ScreenContext): Act {
  const lost = context.view?.session.login;
  if (password?.state === 'given') return 'juju has it; what comes of it is not known yet.';
  if (password?.state !== 'asked' || context.view === undefined || lost === undefined)
    return [{ type: 'back' }];
  if (context.unseen === 'spoilt') return 'Press Ctrl-U first, then enter it from its beginning.';
  if (context.unseen !== 'something')
    return 'Nothing was entered: type it or paste it, then press Enter.';
  return [
    { type: 'give', holder: undefined },
    { type: 'back' },
    askWhetherBack(context.view.session, lost, context.ui.stack.slice(0, -1)),
  ];
}

function linesOf(context: ScreenContext): readonly Line[] {
  const { view, columns, rows, notTaken } = context;
  const say = (text: string, style: Style = {}) => hanging([], text, columns, style);
  const label = (word: string, text: string) =>
    hanging([span(`${word} `, { tone: 'quiet' })], text, columns);
  const password = view?.password;
  if (password === undefined) return say('The login is back. Enter goes on.');
  const { account, state } = password;
  const who = cleanRow(`${account.user} on ${account.controller}`);
  const isAsked = state === 'asked';
  return fitting(
    [
      {
        rank: 1,
        lines: say(
          isAsked ? `Type the Juju password of ${who}, unseen.` : `The Juju password of ${who}.`,
          { bold: true, tone: 'warning' },
        ),
      },
      {
        rank: 5,
        lines: label(
          'goes',
          `to ${cleanRow(jujuLoginWords(account).join(' '))}, at its own question`,
        ),
      },
      {
        rank: 3,
        lines: notTaken === undefined ? [] : say(clean(notTaken), { tone: 'bad' }),
      },
      { rank: 2, lines: say(stateWords(state, context), { bold: true }) },
      { rank: 6, lines: isAsked ? say(ADVICE, { tone: 'quiet' }) : [] },
      { rank: 0, lines: say(footWords(state, context), { bold: true, tone: 'accent' }) },
    ],
    rows,
  );
}

const ADVICE =
  'Nothing of it is shown, its length neither. Once juju has taken it you are asked whether it is to be remembered.';

function stateWords(state: PasswordLogin['state'], { unseen }: ScreenContext): string {
  if (state === 'given') return 'given; waiting for juju';
  if (state === 'offered') return 'not asked for now';
  if (unseen === 'spoilt') return 'nothing entered: what came was not kept; press Ctrl-U first.';
  return unseen === 'something' ? 'something was entered' : 'nothing entered yet';
}

function footWords(state: PasswordLogin['state'], { unseen, fresh }: ScreenContext): string {
  if (state === 'given') return 'What comes of it stands here as soon as it is known.';
  if (state === 'offered') return 'Enter and Esc go back.';
  if (fresh === true) return `${readItFirst} Esc leaves it.`;
  return unseen === 'something'
    ? 'Enter logs in. Esc leaves it.'
    : 'Type or paste it, then Enter. Esc leaves it.';
}
