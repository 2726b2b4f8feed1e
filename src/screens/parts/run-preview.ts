import type { ScreenContext } from '../contract.ts';
import type { Located } from '../../session/refs.ts';
import { newestAttempt, standingOf } from '../../session/standing.ts';
import type { Session } from '../../session/session.ts';
import type { View } from '../../session/walker.ts';
import { blockSections, part } from './block.ts';
import { foldSections, type Section } from './fold.ts';
import { gateTexts } from './gate.ts';
import { pageOf } from './page.ts';
import { previewFor } from './per-session.ts';
import { span, type Line } from './span.ts';
import { stepName } from './words.ts';
import { standingWord } from './standing-mark.ts';
import { targetLines } from './target-lines.ts';
import { hanging } from './wrap.ts';

/** What is about to run, in full, before a key makes it so. */
export function runPreview(
  { session, check }: Pick<View, 'session' | 'check'>,
  located: Located,
  columns: number,
  words: { readonly title: string; readonly warningsFirst: boolean },
): readonly Section[] {
  const { step } = located;
  const ranks = {
    'the warnings': words.warningsFirst ? 1 : 4,
    'the block': 2,
    'the script': 3,
    'what ran before': 5,
    'what its gate will look for': 6,
    'the target': 1,
  };
  const blocks = blockSections(session, located, previewFor(session, located), columns, ranks);
  const warnings = blocks.filter(({ name }) => name === 'the warnings');
  const others = blocks.filter(({ name }) => name !== 'the warnings');
  return [
    {
      name: 'the title',
      lines: [
        ...hanging([], words.title, columns, { bold: true }),
        ...hanging([], stepName(step), columns, { tone: 'quiet' }),
      ],
      keep: 'first',
      least: 1,
      rank: 0,
    },
    part('the target', targetLines(session, located, check, columns), 1, ranks),
    ...(words.warningsFirst ? [...warnings, ...others] : blocks),
    part('what ran before', beforeLines(session, located, columns), 1, ranks),
    part('what its gate will look for', gateLines(session, located, columns), 1, ranks),
  ];
}

/** The preview above rows of its own that always stay: what the keys do. */
export function previewLines(
  sections: readonly Section[],
  { ui, rows, columns }: ScreenContext,
  foot: (isAllShown: boolean) => readonly Line[],
): readonly Line[] {
  const isAllShown = (given: number) =>
    ui.scroll <= 0 && foldSections(sections, { rows: given, columns }).firstHidden === undefined;
  const all = foot(true);
  const short = foot(false);
  const bottom = isAllShown(rows - all.length) ? all : short;
  const room = Math.max(0, rows - bottom.length);
  const above = pageOf(sections, { rows: room, columns }, ui.scroll).slice(0, room);
  return [...above, ...bottom].slice(-rows);
}

/** Whether it is safe to run something a second time is the runbook's to say. */
export function twiceWords({ block }: Located): string {
  if (block.transfer !== undefined) return 'Running it twice is safe.';
  return block.idempotent
    ? 'The runbook says that running it twice is safe.'
    : 'The runbook does not say that running it twice is safe.';
}

function beforeLines(session: Session, located: Located, columns: number): readonly Line[] {
  const attempt = newestAttempt(session, located.ref);
  if (attempt === undefined) return [];
  return hanging(
    [span('again ', { tone: 'warning', bold: true })],
    `Attempt ${attempt.number} ran it already (${standingWord(standingOf(session, located))}). ${twiceWords(located)}`,
    columns,
  );
}

function gateLines(session: Session, located: Located, columns: number): readonly Line[] {
  const texts = gateTexts(session, located, columns);
  return texts.length > 0
    ? texts
    : hanging([], 'no gate: only its exit status tells whether it went well', columns, {
        tone: 'quiet',
      });
}
