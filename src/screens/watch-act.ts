import type { View, Watching } from '../session/walker.ts';
import { unheld, watchingRefusal } from '../session/watching.ts';
import type { ScreenContext } from './contract.ts';
import { walkAct, type Act } from './walk-act.ts';
import { walkHints, type Hint } from './walk-hints.ts';

/** Keys of the walk that only look. */
const looking: ReadonlySet<string> = new Set([
  'up',
  'down',
  'page-up',
  'page-down',
  'other-pane',
  'find',
  'output',
  'environment',
  'values',
  'deferrals',
  'fold',
  'unfold',
  'fold-all',
  'back',
]);

/** The keys of a walk that somebody else walks. Undefined for what every screen does by itself. */
export function watchAct(binding: string, view: View, context: ScreenContext): Act | undefined {
  const { watching, session } = view;
  if (watching === undefined || looking.has(binding)) return walkAct(binding, context);
  switch (binding) {
    case 'quit':
      return [{ type: 'leave' }];
    case 'help':
      return undefined;
    case 'main':
      return canTakeOver(view)
        ? [{ type: 'push', screen: { type: 'take-over' } }]
        : watchingRefusal(watching, session);
    default:
      return watchingRefusal(watching, session);
  }
}

/** The footer of a walk that somebody else walks: nothing that does not work stands there. */
export function watchHints(view: View, context: ScreenContext): readonly Hint[] {
  return [
    { binding: 'main', says: canTakeOver(view) ? 'take it over' : 'say who walks it' },
    { binding: 'quit', says: 'leave' },
    ...walkHints(context).filter(
      ({ binding }) => looking.has(binding) && binding !== 'back' && binding !== 'quit',
    ),
  ];
}

/** Whether nobody has it any more and it is not at its end. */
export function canTakeOver({ watching, session }: View): boolean {
  return watching !== undefined && watching.holder === undefined && session.state !== 'finished';
}

/** What stands under a watched walk for as long as nobody walks it. */
export function watchNotice(view: View | undefined): string | undefined {
  const watching: Watching | undefined = view?.watching;
  return view === undefined || watching === undefined || watching.holder !== undefined
    ? undefined
    : unheld(view.session);
}
