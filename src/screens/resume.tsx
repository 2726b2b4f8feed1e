import type { ReactNode } from 'react';
import { allowed } from '../session/allowed.ts';
import type { ResumeFacts } from '../session/resume-facts.ts';
import type { View } from '../session/walker.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { entryScreen } from './entry.ts';
import type { Section } from './parts/fold.ts';
import { Lines } from './parts/lines.tsx';
import { pageDown, pageOf, pageUp } from './parts/page.ts';
import { resumeSections } from './parts/resume-sections.ts';
import { resumeWays, type ResumeWay } from './parts/resume-ways.ts';
import type { Screen } from './stack.ts';
import { makeTheme, useTheme, type Marks } from './theme.ts';
import { looksAt } from './looks-at.ts';
import { textActions } from './text-actions.ts';
import type { Act } from './walk-act.ts';

type ResumeScreen = Extract<Screen, { type: 'resume' }>;

/** A walk taken up again: where it stands, what happened meanwhile, and whether what had passed still holds. */
export const resumeScreen: ScreenPart<ResumeScreen> = {
  title: () => 'Resume',
  view: ({ context }) => <ResumeView context={context} />,
  takesText: false,
  act(binding, _screen, context) {
    const { view, ui } = context;
    if (view === undefined) return undefined;
    const ways = resumeWays(view);
    const choice = Math.min(ui.choice, ways.length - 1);
    switch (binding) {
      case 'main':
        return isLooking(view) ? stillLooking(view) : goOn(view, ways[choice]);
      case 'back':
      case 'stop':
        return skip(view);
      case 'run-again':
        return isLooking(view)
          ? stillLooking(view)
          : (allowed(view.session, { type: 'recheck' }) ?? [
              { type: 'send', intent: { type: 'recheck' } },
            ]);
      case 'up':
        return [{ type: 'ui', change: { choice: Math.max(0, choice - 1), scroll: 0 } }];
      case 'down':
        return [
          { type: 'ui', change: { choice: Math.min(ways.length - 1, choice + 1), scroll: 0 } },
        ];
      case 'page-up':
      case 'page-down':
        return page(binding, view, context);
      case 'note':
        return [{ type: 'push', screen: { type: 'note', block: undefined } }];
      default:
        return undefined;
    }
  },
  hints(_screen, { view, ui }) {
    if (view === undefined) return [];
    if (isLooking(view))
      return [
        { binding: 'back', says: 'skip the checks' },
        { binding: 'main', says: 'not yet' },
        { binding: 'page-down', says: 'scroll' },
        { binding: 'quit', says: 'quit' },
      ];
    const ways = resumeWays(view);
    const again = allowed(view.session, { type: 'recheck' }) === undefined;
    return [
      { binding: 'main', says: ways[Math.min(ui.choice, ways.length - 1)]?.shortly ?? 'go on' },
      ...(ways.length > 1 ? [{ binding: 'down', says: 'choose' }] : []),
      ...(again ? [{ binding: 'run-again', says: 'look at the checks' }] : []),
      { binding: 'page-down', says: 'scroll' },
      { binding: 'quit', says: 'quit' },
    ];
  },
};

function ResumeView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { marks } = useTheme();
  const { view, columns, rows, ui } = context;
  if (view === undefined) return null;
  const sections = sectionsOf(view, context, marks);
  return (
    <Lines lines={pageOf(sections, { rows, columns }, ui.scroll)} columns={columns} rows={rows} />
  );
}

/** Drawn with nothing known where a walk was not taken up: then nothing was found either. */
const nothing: ResumeFacts = { after: 'quit', away: 0, tornBytes: 0, open: [], documents: [] };

function sectionsOf(view: View, context: ScreenContext, marks: Marks): readonly Section[] {
  const { columns, resumed = nothing, ui, walker } = context;
  return resumeSections({
    view,
    facts: resumed,
    marks,
    columns,
    now: walker?.now() ?? 0,
    choice: ui.choice,
  });
}

function page(binding: 'page-up' | 'page-down', view: View, context: ScreenContext): Act {
  const { marks } = makeTheme({ colour: false, unicode: false });
  const turn = binding === 'page-up' ? pageUp : pageDown;
  const result = turn(sectionsOf(view, context, marks), context.rows, context.ui);
  return typeof result === 'string' ? result : [{ type: 'ui', change: result }];
}

function isLooking({ rechecks }: View): boolean {
  return rechecks?.state === 'on' || rechecks?.state === 'stopping';
}

/** A sentence that is still true when it stands there a moment too long. */
function stillLooking({ rechecks }: View): string {
  return rechecks?.state === 'stopping'
    ? 'The check under way is being stopped; then Enter goes on.'
    : 'Enter goes on when the checks were looked at; Esc skips the rest of them.';
}

function skip(view: View): Act {
  if (view.rechecks?.state === 'stopping') return 'It was asked to stop already.';
  if (view.session.running === undefined && !isLooking(view))
    return 'Enter goes on with the walk; q quits.';
  if (!isLooking(view)) return 'A block is running; Enter goes there, and x stops it there.';
  return [{ type: 'send', intent: { type: 'cancel' } }];
}

/** The walk opens at what was chosen, else at the block that wants something; with the new text or with its own. */
function goOn(view: View, way: ResumeWay | undefined): Act {
  if (way?.login === true) return [{ type: 'push', screen: { type: 'login' } }];
  if (way?.text !== undefined) return [...textActions(view, way.text, [{ type: 'enter' }])];
  return [
    { type: 'go', screen: entryScreen(view.session) },
    { type: 'ui', change: way?.block === undefined ? { cursor: undefined } : looksAt(way.block) },
  ];
}
