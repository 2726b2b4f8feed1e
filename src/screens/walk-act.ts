import { takeable } from '../session/change-rows.ts';
import { allowed } from '../session/allowed.ts';
import { pollBehind } from '../session/diagnosis.ts';
import { fallbackBelow, rollbackBlocks } from '../session/outline.ts';
import { literalRows } from '../session/literal-rows.ts';
import { askedPlaceholders, openPlaceholders } from '../session/placeholders.ts';
import type { Located } from '../session/refs.ts';
import { newestAttempt, standingOf } from '../session/standing.ts';
import type { View } from '../session/walker.ts';
import type { ScreenContext, UiAction } from './contract.ts';
import { focusOf, type Focus } from './parts/focus.ts';
import { mainAct, startAct, type MainAct } from './parts/main-act.ts';
import { anyReason } from './parts/ways-on.ts';
import { besideFolded, foldAct } from './outline-folds.ts';
import { looksAt } from './looks-at.ts';
import { pollAct } from './poll-act.ts';
import type { Screen } from './stack.ts';
import { walkPage } from './walk-page.ts';

/** What a key makes happen: actions, or the sentence that says why nothing does. */
export type Act = readonly UiAction[] | string;

/** The keys of the walk. Undefined for a key that the walk does not have. */
export function walkAct(binding: string, context: ScreenContext): Act | undefined {
  const { view, ui } = context;
  if (view === undefined) return undefined;
  const focus = focusOf(view.session, ui.cursor);
  const located = focus?.type === 'block' ? focus.located : undefined;
  switch (binding) {
    case 'main':
      return perform(mainAct(view.session, focus, view.asked));
    case 'up':
      return move(context, view, focus, -1);
    case 'down':
      return move(context, view, focus, 1);
    case 'fold':
    case 'unfold':
    case 'fold-all':
      return foldAct(binding, view.session, focus, ui);
    case 'page-up':
      return walkPage('up', context, view, focus);
    case 'page-down':
      return walkPage('down', context, view, focus);
    case 'other-pane':
      return [change({ pane: ui.pane === 'block' ? 'outline' : 'block' })];
    case 'find':
      return push({ type: 'find' });
    case 'run-again':
    case 'again':
      return again(view, located);
    case 'skip':
      return skip(view, located);
    case 'override':
      return override(view, focus);
    case 'fallback':
      return fallback(view, located);
    case 'rollback':
      return rollbackBlocks(view.session).length === 0
        ? 'The runbooks of this walk have no rollback blocks.'
        : push({ type: 'rollback' });
    case 'environment':
      return push({ type: 'environment' });
    case 'values':
      return literalRows(view.session).length === 0
        ? 'The runbooks of this walk have no literals.'
        : push({ type: 'literals' });
    case 'revised':
      return takeable(view.documents).length === 0
        ? 'The files of this walk say what it goes by.'
        : push({ type: 'revised' });
    case 'fill-in':
      return fillIn(view, located);
    case 'deferrals':
      return push({ type: 'deferrals' });
    case 'note':
      return push({ type: 'note', block: located?.ref });
    case 'output':
    case 'whole-output':
      return wholeOutput(view, focus);
    case 'poll-now':
    case 'pause':
    case 'stop':
    case 'next-poll':
    case 'extend':
    case 'diagnose':
      return pollAct(binding, view, ui, located);
    case 'terminal':
      return view.live?.terminal === true
        ? [{ type: 'take-terminal' }]
        : 'Nothing that runs has a terminal of its own.';
    case 'back':
      return back(context, located);
    default:
      return undefined;
  }
}

/** Does what Enter stands for. The cursor stays on a block that runs, so that its end is seen. */
export function perform(act: MainAct): Act {
  switch (act.type) {
    case 'literals':
      return push({ type: 'literals' });
    case 'question':
      return push({ type: 'question', question: act.question });
    case 'placeholder':
      return [
        change({ cursor: act.block }),
        ...push({ type: 'placeholder', block: act.block, text: act.text }),
      ];
    case 'run':
      return [
        send({ type: 'run', block: act.block }, [
          change(looksAt(act.block)),
          ...(act.terminal ? ([{ type: 'take-terminal', soon: true }] as const) : []),
        ]),
      ];
    case 'confirm':
    case 'caution':
      return [
        change({ cursor: act.block }),
        ...push({ type: act.type, block: act.block }),
        send({ type: 'prepare', block: act.block }),
      ];
    case 'login':
      return push({ type: 'login' });
    case 'asked':
      return [{ type: 'asked', anew: true }];
    case 'attest':
      return [
        change({ cursor: act.gate.slice(0, act.gate.lastIndexOf('#')) }),
        ...push({ type: 'attest', gate: act.gate }),
      ];
    case 'unknown':
      return [change({ cursor: act.block }), ...push({ type: 'unknown', block: act.block })];
    case 'leave':
      return [send({ type: 'leave-poll', block: act.block }, [change(looksAt(act.next))])];
    case 'next':
      return [change(looksAt(act.block))];
    case 'exit-gate':
      return push({ type: 'exit-gate' });
    case 'say':
      return act.text;
  }
}

function move({ ui }: ScreenContext, { session }: View, focus: Focus | undefined, by: 1 | -1): Act {
  const to = besideFolded(session, focus, ui.folds, by);
  if (to === undefined) return by === 1 ? 'This is the last step.' : 'This is the first step.';
  return [change({ cursor: to.ref, scroll: 0, outputOffset: 0 })];
}

function again({ session }: View, located: Located | undefined): Act {
  if (located === undefined) return 'Nothing runs in this step.';
  switch (standingOf(session, located)) {
    case 'waiting':
    case 'optional':
      return newestAttempt(session, located.ref) === undefined
        ? `${located.block.id} has not run yet; Enter runs it.`
        : perform(startAct(session, located));
    case 'unknown':
      return perform({ type: 'unknown', block: located.ref });
    case 'running':
    case 'attest':
    case 'passed':
    case 'failed':
    case 'skipped':
    case 'deferred':
    case 'overridden':
      return perform(startAct(session, located));
  }
}

function fillIn({ session }: View, located: Located | undefined): Act {
  const all = located === undefined ? [] : askedPlaceholders(located);
  const first =
    located === undefined ? undefined : (openPlaceholders(session, located)[0] ?? all[0]);
  if (located === undefined || first === undefined)
    return 'No placeholder of this block can be filled in.';
  return perform({ type: 'placeholder', block: located.ref, text: first.text });
}

function skip({ session }: View, located: Located | undefined): Act {
  if (located === undefined) return 'This step has no block to skip.';
  const { ref } = located;
  const refused = allowed(session, { type: 'skip', block: ref, reason: anyReason });
  return refused ?? push({ type: 'reason', about: { type: 'skip', block: ref } });
}

function override({ session }: View, focus: Focus | undefined): Act {
  if (focus?.type !== 'block') return 'Gates of a step are overridden on the exit gate: Enter.';
  const refused = allowed(session, { type: 'override', owner: focus.ref, reason: anyReason });
  return refused ?? push({ type: 'reason', about: { type: 'override', owner: focus.ref } });
}

/** Goes to the fallback and no further: it is read before Enter asks about it. */
function fallback({ session }: View, located: Located | undefined): Act {
  if (located === undefined) return 'Nothing runs in this step.';
  if (located.block.kind === 'fallback') return 'This is the fallback; Enter starts it.';
  const below = fallbackBelow(session, located);
  if (below === undefined) return `No fallback stands below ${located.block.id}.`;
  const refused = allowed(session, { type: 'run', block: below.ref });
  return refused ?? [change(looksAt(below.ref))];
}

function wholeOutput({ session }: View, focus: Focus | undefined): Act {
  const attempt = focus === undefined ? undefined : newestAttempt(session, focus.ref);
  return attempt === undefined
    ? 'Nothing has run here, so there is no output.'
    : [{ type: 'pager', attempt: attempt.number }];
}

/** One thing back at a time: the scroll, the other pane, the poll that is being looked into, then the block that wants something. */
function back({ ui, view }: ScreenContext, located: Located | undefined): Act {
  if (ui.scroll > 0 || ui.outputOffset > 0) return [change({ scroll: 0, outputOffset: 0 })];
  if (ui.pane === 'outline') return [change({ pane: 'block' })];
  const poll =
    view === undefined || located === undefined ? undefined : pollBehind(view.session, located);
  if (view !== undefined && poll !== undefined && standingOf(view.session, poll) === 'failed')
    return [change(looksAt(poll.ref))];
  if (ui.cursor !== undefined) return [change({ cursor: undefined })];
  return 'This is the walk itself; q quits, after saying what happens next.';
}

function change(to: Partial<ScreenContext['ui']>): UiAction {
  return { type: 'ui', change: to };
}

function push(screen: Screen): readonly UiAction[] {
  return [{ type: 'push', screen }];
}

function send(intent: Parameters<typeof allowed>[1], then?: readonly UiAction[]): UiAction {
  return then === undefined ? { type: 'send', intent } : { type: 'send', intent, then };
}
