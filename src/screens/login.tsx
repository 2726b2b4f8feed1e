import type { ReactNode } from 'react';
import { loginWords, type LostLogin } from '../session/login.ts';
import { loginAdvice, loginWays, type LoginWay } from '../session/login-ways.ts';
import { locate } from '../session/refs.ts';
import type { Session } from '../session/session.ts';
import type { ScreenContext, ScreenPart, UiAction } from './contract.ts';
import { chosenOf, type Section } from './parts/fold.ts';
import { Lines } from './parts/lines.tsx';
import { pageDown, pageOf, pageUp } from './parts/page.ts';
import { cleanRow, span, type Line } from './parts/span.ts';
import { instantText } from './parts/words.ts';
import { hanging } from './parts/wrap.ts';
import type { Screen } from './stack.ts';
import { useTheme, type Marks } from './theme.ts';
import { looksAt } from './looks-at.ts';

type LoginScreen = Extract<Screen, { type: 'login' }>;

/** A login is gone: what it met, and the ways back. The walk goes on where it was. */
export const loginScreen: ScreenPart<LoginScreen> = {
  title: () => 'Login',
  view: ({ context }) => <LoginView context={context} />,
  takesText: false,
  act(binding, _screen, context) {
    const session = context.view?.session;
    const lost = session?.login;
    if (session === undefined) return undefined;
    if (lost === undefined)
      return binding === 'main' ? [{ type: 'go', screen: { type: 'walk' } }] : undefined;
    const ways = loginWays(session, lost, context.view?.password);
    const choice = Math.min(context.ui.choice, ways.length - 1);
    switch (binding) {
      case 'main':
        return take(session, lost, ways[choice], context);
      case 'up':
        return choose(Math.max(0, choice - 1));
      case 'down':
        return choose(Math.min(ways.length - 1, choice + 1));
      case 'page-up':
      case 'page-down': {
        const page = binding === 'page-up' ? pageUp : pageDown;
        const sections = sectionsOf(session, lost, context, plainMarks);
        const result = page(sections, context.rows, context.ui);
        return typeof result === 'string' ? result : [{ type: 'ui', change: result }];
      }
      default:
        return undefined;
    }
  },
  hints(_screen, { view, ui }) {
    const session = view?.session;
    const lost = session?.login;
    const ways =
      session === undefined || lost === undefined ? [] : loginWays(session, lost, view?.password);
    const way = ways[Math.min(ui.choice, ways.length - 1)];
    return [
      { binding: 'main', says: way === undefined ? 'back to the walk' : shortly(way) },
      ...(ways.length > 1 ? [{ binding: 'down', says: 'choose' }] : []),
      { binding: 'back', says: 'later' },
      { binding: 'quit', says: 'quit' },
    ];
  },
};

/** Marks are one column wide, all of them: they change no row. */
const plainMarks = { pointer: '>' } as const;

const loginIsBack = 'The login is back.';

function choose(choice: number): readonly UiAction[] {
  return [{ type: 'ui', change: { choice, scroll: 0 } }];
}

function take(
  session: Session,
  lost: LostLogin,
  way: LoginWay | undefined,
  context: ScreenContext,
): readonly UiAction[] | string {
  if (way === undefined) return 'Choose a way first.';
  switch (way.type) {
    case 'hand-over':
      return [{ type: 'lend', program: way.program }, ask(session, lost, context)];
    case 'typed':
      return [
        {
          type: 'send',
          intent: { type: 'ask-password' },
          then: [{ type: 'push', screen: { type: 'password' } }],
        },
      ];
    case 'remembered':
      return [
        {
          type: 'send',
          intent: { type: 'log-in-remembered' },
          then: [ask(session, lost, context)],
        },
      ];
    case 'look':
      return [ask(session, lost, context)];
    case 'go':
      return [
        { type: 'go', screen: { type: 'walk' } },
        { type: 'ui', change: looksAt(way.block) },
      ];
  }
}

/** Asks whether it is back; then on where the walk was, with the confirmation of a block that did not start. */
function ask(session: Session, lost: LostLogin, { ui }: ScreenContext): UiAction {
  return askWhetherBack(session, lost, ui.stack);
}

/** The same from a screen above this one; `stack` is that of the login screen. */
export function askWhetherBack(
  session: Session,
  lost: LostLogin,
  stack: readonly Screen[],
): UiAction {
  // A walk that is taken up looks at all that had passed once more.
  const isTakingUp = stack.some(({ type }) => type === 'resume');
  const then: readonly UiAction[] = isTakingUp
    ? [
        { type: 'back' },
        { type: 'send', intent: { type: 'recheck' } },
        { type: 'message', text: loginIsBack },
      ]
    : afterwards(session, lost);
  return { type: 'send', intent: { type: 'check-login' }, then };
}

function afterwards(session: Session, lost: LostLogin): readonly UiAction[] {
  const walk = { type: 'go', screen: { type: 'walk' } } as const;
  const said = { type: 'message', text: loginIsBack } as const;
  const located = lost.block === undefined ? undefined : locate(session, lost.block);
  if (located === undefined) return [walk, said];
  const { block, ref } = located;
  const there = { type: 'ui', change: looksAt(ref) } as const;
  if (!block.mutates || hasRun(session, lost)) return [walk, there, said];
  const type = block.cautions.length > 0 ? 'caution' : 'confirm';
  return [
    walk,
    there,
    { type: 'push', screen: { type, block: ref } },
    { type: 'send', intent: { type: 'prepare', block: ref } },
    said,
  ];
}

/** Whether the block that met it may have done a part before. */
function hasRun({ attempts }: Session, lost: LostLogin): boolean {
  const outcome = attempts.find(({ number }) => number === lost.attempt)?.outcome;
  return lost.attempt !== undefined && outcome?.type !== 'not-started';
}

function shortly(way: LoginWay): string {
  switch (way.type) {
    case 'hand-over':
    case 'remembered':
      return 'log in';
    case 'typed':
      return 'type it';
    case 'look':
      return 'look again';
    case 'go':
      return 'go there';
  }
}

function LoginView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { marks } = useTheme();
  const { view, columns, rows, ui } = context;
  if (view === undefined) return null;
  const { session } = view;
  const sections =
    session.login === undefined
      ? [section('it', hanging([], 'The login is back. Enter goes to the walk.', columns), 1, 1)]
      : sectionsOf(session, session.login, context, marks);
  return (
    <Lines lines={pageOf(sections, { rows, columns }, ui.scroll)} columns={columns} rows={rows} />
  );
}

function sectionsOf(
  session: Session,
  lost: LostLogin,
  { columns, ui, view }: ScreenContext,
  marks: Pick<Marks, 'pointer'>,
): readonly Section[] {
  const ways = loginWays(session, lost, view?.password);
  const head = hanging([], loginWords(lost.kind).gone, columns, { bold: true, tone: 'warning' });
  return [
    section('what is gone', [...head, ...hanging([], metWords(session, lost), columns)], 2, 1),
    {
      ...section('the ways back', [], 4, 2),
      ...chosenOf(
        ways.map((way, index) => wayLines(way, index === ui.choice, marks, columns)),
        ui.choice,
      ),
    },
    section('what to know', hanging([], loginAdvice(session, lost), columns), 1, 4),
    {
      ...section('what was said', hanging([span('| ')], cleanRow(lost.said), columns), 1, 3),
      heading: [span('it said', { tone: 'quiet' })],
    },
  ];
}

/** What was under way when it was seen, and what is known of it. */
function metWords(session: Session, lost: LostLogin): string {
  const when = instantText(lost.at);
  const located = lost.block === undefined ? undefined : locate(session, lost.block);
  if (located === undefined) return `Seen at ${when}.`;
  const id = cleanRow(located.block.id);
  if (located.block.kind === 'poll')
    return `${id} met it at ${when}. The poll waits, and looks again when the login is back.`;
  if (!located.block.mutates)
    return `${id} met it at ${when}. It only reads, and is run again when the login is back.`;
  if (!hasRun(session, lost))
    return `${id} met it at ${when} and is known not to have run. You are asked about it again.`;
  return `${id} met it at ${when}, after it was started: a part of it may be done. Look before you run it again.`;
}

function wayLines(
  { says }: LoginWay,
  isChosen: boolean,
  marks: Pick<Marks, 'pointer'>,
  columns: number,
): readonly Line[] {
  const head = span(isChosen ? `${marks.pointer} ` : '  ', { bold: true, tone: 'accent' });
  return hanging([head], cleanRow(says), columns, { bold: isChosen, inverse: isChosen });
}

function section(name: string, lines: readonly Line[], least: number, rank: number): Section {
  return { name, lines, keep: 'first', least, rank };
}
