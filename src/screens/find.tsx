import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { locatedBlocks, type Located } from '../session/refs.ts';
import type { Session } from '../session/session.ts';
import { standingOf } from '../session/standing.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { oneRow } from './one-row.ts';
import { Rows } from './parts/rows.tsx';
import { standingWord } from './parts/standing-mark.ts';
import { TextEntry } from './parts/text-entry.tsx';
import type { Screen } from './stack.ts';

type FindScreen = Extract<Screen, { type: 'find' }>;

/** Finds a step by a few letters of its number, its title or its commands. */
export const findScreen: ScreenPart<FindScreen> = {
  title: () => 'Find',
  view: FindView,
  takesText: true,
  act(binding, _screen, { ui, view }) {
    if (view === undefined) return undefined;
    const found = findBlocks(view.session, ui.text);
    const at = Math.min(ui.choice, found.length - 1);
    switch (binding) {
      case 'main': {
        const located = found[at];
        if (located === undefined) return `No step holds "${ui.text}".`;
        return [{ type: 'back' }, { type: 'ui', change: { cursor: located.ref, pane: 'block' } }];
      }
      case 'up':
        return [{ type: 'ui', change: { choice: Math.max(0, at - 1) } }];
      case 'down':
        return [
          { type: 'ui', change: { choice: Math.max(0, Math.min(at + 1, found.length - 1)) } },
        ];
      case 'page-up':
        return [{ type: 'ui', change: { choice: 0 } }];
      case 'page-down':
        return [{ type: 'ui', change: { choice: Math.max(0, found.length - 1) } }];
      default:
        return undefined;
    }
  },
  hints: () => [
    { binding: 'main', says: 'go there' },
    { binding: 'down', says: 'move' },
    { binding: 'back', says: 'back' },
  ],
};

/** Blocks that hold every word typed, in the order of the documents; a match in the id or title comes first. */
export function findBlocks(session: Session, text: string): readonly Located[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const holdsAll = (haystack: string) => words.every((word) => haystack.includes(word));
  const inTitle: Located[] = [];
  const inText: Located[] = [];
  for (const { located, title, all } of haystacksOf(session)) {
    if (holdsAll(title)) inTitle.push(located);
    else if (holdsAll(all)) inText.push(located);
  }
  return [...inTitle, ...inText];
}

interface Haystack {
  readonly located: Located;
  readonly title: string;
  readonly all: string;
}

const haystacks = new WeakMap<Session['runbooks'], readonly Haystack[]>();

/** In small letters, once for each set of documents: a letter typed looks through all of them. */
function haystacksOf(session: Session): readonly Haystack[] {
  const known = haystacks.get(session.runbooks);
  if (known !== undefined) return known;
  const made = locatedBlocks(session).map((located): Haystack => {
    const { block, step } = located;
    const title = `${block.id} ${step.title}`.toLowerCase();
    return { located, title, all: `${title} ${block.location} ${block.text}`.toLowerCase() };
  });
  haystacks.set(session.runbooks, made);
  return made;
}

function FindView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { ui, view, columns, rows } = context;
  if (view === undefined) return null;
  const { session } = view;
  const found = findBlocks(session, ui.text);
  const lineOf = (at: number): string => {
    const located = found[at];
    if (located === undefined) return '';
    const { block, step, runbook } = located;
    const whose = session.runbooks.length > 1 ? `${runbook.id} ` : '';
    return `${whose}${block.id}  ${oneRow(step.title)} (${block.kind}, ${standingWord(standingOf(session, located))})`;
  };
  return (
    <Box flexDirection="column" width={columns}>
      <TextEntry label="Find" text={ui.text} columns={columns} rows={1} />
      {found.length === 0 ? (
        <Text>No step holds that.</Text>
      ) : (
        <Rows
          count={found.length}
          lineOf={lineOf}
          choice={Math.min(ui.choice, found.length - 1)}
          rows={rows - 1}
        />
      )}
    </Box>
  );
}
