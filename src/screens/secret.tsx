import { locate } from '../session/refs.ts';
import type { Attempt } from '../session/session.ts';
import type { SecretAsked, View } from '../session/walker.ts';
import type { ScreenContext, ScreenPart, UiAction } from './contract.ts';
import { readItFirst } from './guard.ts';
import {
  afterWords,
  askedName,
  goesWords,
  roundLines,
  shapeSentence,
} from './parts/asked-words.ts';
import { fitting } from './parts/fitting.ts';
import { Lines } from './parts/lines.tsx';
import { clean, cleanRow, span, type Line, type Style } from './parts/span.ts';
import { stepName } from './parts/words.ts';
import { hanging } from './parts/wrap.ts';
import type { Screen } from './stack.ts';
import { isPromptOf } from './to-prompt.ts';
import { looksAt } from './looks-at.ts';
import type { Act } from './walk-act.ts';

type SecretScreen = Extract<Screen, { type: 'secret' }>;

/** The hidden prompt: says what is asked for and where it goes, and shows nothing of what is typed. */
export const secretScreen: ScreenPart<SecretScreen> = {
  title: () => 'Hidden prompt',
  view: ({ screen, context }) => (
    <Lines lines={linesOf(screen, context)} columns={context.columns} rows={context.rows} />
  ),
  takesText: true,
  refusesText: () => 'That came before this prompt was on the screen, and was not kept.',
  act(binding, screen, context) {
    const { view } = context;
    if (view === undefined) return undefined;
    switch (binding) {
      case 'main':
        return main(screen, view, context);
      case 'back':
        return leave(screen, view);
      default:
        return undefined;
    }
  },
  hints(screen, context) {
    const asked = askedHere(screen, context.view);
    const isAsked = asked?.state === 'asked';
    const back = { binding: 'back', says: isAsked ? 'leave it' : 'to the walk' };
    if (asked === undefined) return [{ binding: 'main', says: 'to the walk' }, back];
    if (!isAsked) return [{ binding: 'main', says: 'wait' }, back];
    return [
      { binding: 'main', says: enterDoes(context) },
      back,
      { binding: 'clear', says: 'clear' },
    ];
  },
};

/** What is asked for, when it is still what this prompt is about. */
function askedHere(screen: SecretScreen, view: View | undefined): SecretAsked | undefined {
  const asked = view?.asked;
  return asked !== undefined && isPromptOf(screen, asked) ? asked : undefined;
}

function main(screen: SecretScreen, view: View, { unseen }: ScreenContext): Act {
  const asked = askedHere(screen, view);
  if (asked === undefined) return [{ type: 'go', screen: { type: 'walk' } }];
  if (asked.state === 'given') return 'It was given; what comes of it is not known yet.';
  if (unseen === 'spoilt') return 'Press Ctrl-U first, then enter it from its beginning.';
  if (unseen !== 'something' && view.session.mode !== 'training')
    return 'Nothing was entered: type it or paste it, then press Enter.';
  return [{ type: 'give', holder: screen.holder }];
}

/** To the walk; what was entered is wiped with the prompt. What runs already goes on. */
function leave(screen: SecretScreen, view: View): readonly UiAction[] {
  const walk: readonly UiAction[] = [
    { type: 'go', screen: { type: 'walk' } },
    { type: 'ui', change: looksAt(screen.block) },
  ];
  return view.asked?.state === 'asked'
    ? [...walk, { type: 'send', intent: { type: 'leave-secret' } }]
    : walk;
}

function enterDoes({ unseen, view }: ScreenContext): string {
  if (unseen === 'something') return 'give it';
  if (unseen === 'spoilt') return 'say what lacks';
  return view?.session.mode === 'training' ? 'simulate it' : 'say what lacks';
}

function linesOf(screen: SecretScreen, context: ScreenContext): readonly Line[] {
  const { view, columns, rows } = context;
  const asked = askedHere(screen, view);
  const located = view === undefined ? undefined : locate(view.session, screen.block);
  const say = (text: string, style: Style = {}) => hanging([], text, columns, style);
  if (view === undefined || asked === undefined || located === undefined)
    return say('Nothing is asked for any more. Enter goes to the walk.');
  const label = (word: string, text: string) =>
    hanging([span(`${word} `, { tone: 'quiet' })], text, columns);
  const { block } = located;
  const attempt = view.session.attempts.find(({ number }) => number === asked.attempt);
  const isAsked = asked.state === 'asked';
  const verb = isAsked ? 'Type' : 'Given:';
  const title = `${verb} the ${askedName(asked)}${isAsked ? `, unseen.${shapeSentence(asked)}` : '.'}`;
  const said = isAsked ? context.notTaken : view.live?.unproven;
  return fitting(
    [
      { rank: 1, lines: say(title, { bold: true, tone: 'warning' }) },
      { rank: 5, lines: screen.holder === undefined ? [] : label('from', cleanRow(screen.holder)) },
      { rank: 9, lines: label('for', stepName(located.step)) },
      { rank: 6, lines: label('goes', goesWords(block, asked)) },
      { rank: 4, lines: roundsSoFar(attempt, columns) },
      {
        rank: 3,
        lines: said === undefined ? [] : say(clean(said), { tone: isAsked ? 'bad' : 'warning' }),
      },
      { rank: 2, lines: say(...stateWords(asked, context)) },
      { rank: 7, lines: isAsked ? label('after Enter', afterWords(block, asked)) : [] },
      { rank: 8, lines: isAsked ? say(ADVICE, { tone: 'quiet' }) : [] },
      { rank: 0, lines: say(footWords(asked, context), { bold: true, tone: 'accent' }) },
    ],
    rows,
  );
}

const ADVICE =
  'Nothing of it is shown, its length neither, and it is kept nowhere. Backspace and Ctrl-U work; a paste has to be one line.';

function roundsSoFar(attempt: Attempt | undefined, columns: number): readonly Line[] {
  return roundLines(attempt?.rounds ?? [], columns);
}

function stateWords(
  asked: SecretAsked,
  { unseen }: ScreenContext,
): readonly [text: string, style: Style] {
  if (asked.state === 'given') return ['given; waiting for the program', { bold: true }];
  switch (unseen) {
    case undefined:
    case 'nothing':
      return ['nothing entered yet', { bold: true }];
    case 'something':
      return ['something was entered', { bold: true, tone: 'good' }];
    case 'spoilt':
      return [
        'nothing entered: what came was not kept. Ctrl-U, then type it from its beginning; a paste needs no Ctrl-U.',
        { bold: true, tone: 'bad' },
      ];
  }
}

function footWords(asked: SecretAsked, { fresh, unseen, view }: ScreenContext): string {
  if (asked.state === 'given')
    return 'What comes of it stands here as soon as it is known. Esc goes to the walk meanwhile.';
  const waits =
    asked.attempt === undefined
      ? 'Esc leaves it: nothing has run.'
      : 'Esc leaves it: the block waits, and Enter on the walk asks again.';
  if (fresh === true) return `${readItFirst} ${waits}`;
  if (unseen === 'something') return `Enter gives it. ${waits}`;
  return view?.session.mode === 'training' && unseen !== 'spoilt'
    ? `Enter alone gives what the simulated holder would type. ${waits}`
    : `Type or paste it, then Enter. ${waits}`;
}
