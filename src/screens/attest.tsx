import { Box } from 'ink';
import type { ReactNode } from 'react';
import { allowed } from '../session/allowed.ts';
import type { GateRef } from '../session/events.ts';
import { putOffTo } from '../session/put-off.ts';
import { gatesOf } from '../session/as-run.ts';
import { gateRef, locate } from '../session/refs.ts';
import { gateStandings, newestAttempt } from '../session/standing.ts';
import type { Session } from '../session/session.ts';
import type { ScreenContext, ScreenPart, UiAction } from './contract.ts';
import type { AttestAnswer } from '../steps/model.ts';
import { attestLayout, gateAloneSections } from './parts/attest-layout.ts';
import { Lines } from './parts/lines.tsx';
import { outputDown, outputUp } from './parts/output.ts';
import { pageDown, pageUp } from './parts/page.ts';
import type { Screen } from './stack.ts';
import { useTheme } from './theme.ts';
import type { Act } from './walk-act.ts';

type AttestScreen = Extract<Screen, { type: 'attest' }>;

/** A gate that only a person can judge, with the output beside it. Without a clear yes the answer is no. */
export const attestScreen: ScreenPart<AttestScreen> = {
  title: () => 'Your judgement',
  view: ({ screen, context }) => <AttestView screen={screen} context={context} />,
  takesText: false,
  act(binding, { gate }, context) {
    const session = context.view?.session;
    if (session === undefined) return undefined;
    switch (binding) {
      case 'yes':
        return answer(session, gate, 'yes');
      // On this screen n is no; the binding is named after what it does elsewhere.
      case 'no':
      case 'note':
      case 'main':
        return answer(session, gate, 'no');
      case 'deferrals':
        return answer(session, gate, 'later');
      case 'up':
      case 'page-up':
        return scroll('up', session, gate, context);
      case 'down':
      case 'page-down':
        return scroll('down', session, gate, context);
      case 'other-pane':
        return [{ type: 'ui', change: { scroll: context.ui.scroll > 0 ? 0 : 1 } }];
      case 'output':
      case 'whole-output':
        return wholeOutput(session, gate);
      default:
        return undefined;
    }
  },
  hints: ({ gate }, { view }) => [
    { binding: 'yes', says: 'yes, it holds' },
    { binding: 'note', says: 'no' },
    { binding: 'main', says: 'no' },
    ...(view === undefined || putOffTo(view.session, gate) === undefined
      ? []
      : [{ binding: 'deferrals', says: 'put it off' }]),
    { binding: 'page-up', says: 'output' },
    { binding: 'output', says: 'all of it' },
    { binding: 'other-pane', says: 'the gate' },
    { binding: 'back', says: 'not now' },
  ],
};

function AttestView(props: {
  readonly screen: AttestScreen;
  readonly context: ScreenContext;
}): ReactNode {
  const { screen, context } = props;
  const { marks } = useTheme();
  const { view, columns, rows } = context;
  if (view === undefined) return null;
  const { gate, output, isBeside } = attestLayout(view.session, screen.gate, context);
  const rail = Array.from({ length: rows }, () => [{ text: marks.rail, tone: 'quiet' as const }]);
  return (
    <Box
      flexDirection={isBeside ? 'row' : 'column'}
      width={columns}
      height={rows}
      overflow="hidden"
    >
      <Lines {...gate} />
      {isBeside && <Lines lines={rail} columns={2} rows={rows} />}
      {output.rows > 0 && <Lines {...output} />}
    </Box>
  );
}

function answer(session: Session, gate: GateRef, said: AttestAnswer): Act {
  const intent = { type: 'attest', gate, answer: said } as const;
  const refused = allowed(session, intent);
  if (refused !== undefined) return refused;
  const next = said === 'no' ? undefined : nextOpen(session, gate);
  const then: readonly UiAction[] = [
    { type: 'back' },
    ...(next === undefined
      ? [
          {
            type: 'message',
            text: takenDown[said],
          } as const,
        ]
      : [{ type: 'push', screen: { type: 'attest', gate: next } } as const]),
  ];
  return [{ type: 'send', intent, then }];
}

const takenDown: Readonly<Record<AttestAnswer, string>> = {
  yes: 'Taken down: it holds.',
  no: 'Taken down: it does not hold. Enter asks again, should that have been a slip.',
  later: 'Taken down: it is put off, and stands as deferred; w lists what is.',
};

/** Another gate of the same block that still waits for a person. */
function nextOpen(session: Session, gate: GateRef): GateRef | undefined {
  const owner = gate.slice(0, gate.lastIndexOf('#'));
  const located = locate(session, owner);
  if (located === undefined) return undefined;
  const open = gateStandings(session, located).find(
    (each) =>
      each.gate.type === 'attested' && each.holds === 'open' && gateRef(owner, each.index) !== gate,
  );
  return open === undefined ? undefined : gateRef(owner, open.index);
}

function scroll(to: 'up' | 'down', session: Session, gate: GateRef, context: ScreenContext): Act {
  if (context.ui.scroll > 0) return scrollGate(to, session, gate, context);
  const owner = gate.slice(0, gate.lastIndexOf('#'));
  const attempt = newestAttempt(session, owner);
  if (attempt === undefined) return 'No output stands beside this gate.';
  const { outputSize } = attestLayout(session, gate, context);
  const size = { ...outputSize, offset: context.ui.outputOffset };
  const next =
    to === 'up'
      ? outputUp(context, attempt.number, size)
      : outputDown(context, attempt.number, size);
  return typeof next === 'string' ? next : [{ type: 'ui', change: { outputOffset: next } }];
}

function scrollGate(
  to: 'up' | 'down',
  session: Session,
  gate: GateRef,
  { ui, columns, rows }: ScreenContext,
): Act {
  const sections = gateAloneSections(session, gate, columns);
  const result = to === 'up' ? pageUp(sections, rows, ui) : pageDown(sections, rows, ui);
  return typeof result === 'string' ? result : [{ type: 'ui', change: result }];
}

function wholeOutput(session: Session, gate: GateRef): Act {
  const owner = gate.slice(0, gate.lastIndexOf('#'));
  const attempt = newestAttempt(session, owner);
  return attempt === undefined || gatesOf(session, owner).length === 0
    ? 'No output stands beside this gate.'
    : [{ type: 'pager', attempt: attempt.number }];
}
