import type { ReactNode } from 'react';
import { allowed } from '../session/allowed.ts';
import { takeable } from '../session/change-rows.ts';
import type { View } from '../session/walker.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { commandLines } from './parts/command-diff.ts';
import { documentRows } from './parts/change-lines.ts';
import type { Section } from './parts/fold.ts';
import { Lines } from './parts/lines.tsx';
import { span } from './parts/span.ts';
import { pageDown, pageOf, pageUp } from './parts/page.ts';
import type { Screen } from './stack.ts';
import { textActions } from './text-actions.ts';

type RevisedScreen = Extract<Screen, { type: 'revised' }>;

/** What the files of the runbooks say now and the walk does not: block by block, and whether to go on with it. */
export const revisedScreen: ScreenPart<RevisedScreen> = {
  title: () => 'New text',
  view: ({ context }) => <RevisedView context={context} />,
  takesText: false,
  act(binding, _screen, context) {
    const { view, rows, ui } = context;
    if (view === undefined) return undefined;
    switch (binding) {
      case 'main':
        return whyNot(view) ?? textActions(view, 'new', [{ type: 'enter' }]);
      case 'skip':
        return takeable(view.documents).length === 0
          ? NOTHING
          : textActions(view, 'kept', [{ type: 'back' }]);
      case 'page-up':
      case 'page-down': {
        const turn = binding === 'page-up' ? pageUp : pageDown;
        const result = turn(sectionsOf(view, context), rows, ui);
        return typeof result === 'string' ? result : [{ type: 'ui', change: result }];
      }
      default:
        return undefined;
    }
  },
  hints(_screen, { view }) {
    if (view === undefined) return [];
    const isOpen = whyNot(view) === undefined;
    return [
      { binding: 'main', says: isOpen ? 'go on with the new text' : 'say why not now' },
      { binding: 'skip', says: 'stay with the text it has' },
      { binding: 'back', says: 'decide later' },
      { binding: 'page-down', says: 'scroll' },
    ];
  },
};

const NOTHING = 'The files of this walk say what it goes by; Esc goes back.';

function whyNot(view: View): string | undefined {
  const [first] = takeable(view.documents);
  if (first === undefined) return NOTHING;
  const { runbook, sha256 = '' } = first;
  return allowed(view.session, { type: 'take-revision', runbook, sha256 });
}

function RevisedView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { view, columns, rows, ui } = context;
  if (view === undefined) return null;
  const sections = sectionsOf(view, context);
  return (
    <Lines lines={pageOf(sections, { rows, columns }, ui.scroll)} columns={columns} rows={rows} />
  );
}

function sectionsOf(view: View, { columns }: ScreenContext): readonly Section[] {
  const documents = takeable(view.documents);
  if (documents.length === 0)
    return [{ name: 'nothing', lines: [[span(NOTHING)]], keep: 'first', least: 1, rank: 1 }];
  return documents.flatMap((document): readonly Section[] => [
    {
      name: 'what changed',
      lines: documentRows(view.session, document, columns),
      keep: 'first',
      least: 3,
      rank: 1,
    },
    {
      name: 'the commands',
      lines: commandLines(view.session, document, columns),
      keep: 'first',
      least: 3,
      rank: 2,
    },
  ]);
}
