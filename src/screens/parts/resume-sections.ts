import { driftSentence } from '../../session/drift.ts';
import { progress } from '../../session/outline.ts';
import {
  endWords,
  foundSince,
  journalSentences,
  type Found,
  type ResumeFacts,
} from '../../session/resume-facts.ts';
import type { Session } from '../../session/session.ts';
import { standingOf } from '../../session/standing.ts';
import type { View } from '../../session/walker.ts';
import { whyFailed } from '../../session/why-failed.ts';
import type { Marks } from '../theme.ts';
import { chosenOf, type Section } from './fold.ts';
import { driftedOf, nextOf } from './per-session.ts';
import { documentRows } from './change-lines.ts';
import { checkLines } from './recheck-list.ts';
import { resumeWays } from './resume-ways.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { standingMark, standingWord } from './standing-mark.ts';
import { ageText, clockText, outcomeWords, stepName } from './words.ts';
import { hanging } from './wrap.ts';

export interface ResumePane {
  readonly view: View;
  readonly facts: ResumeFacts;
  readonly marks: Marks;
  readonly columns: number;
  /** Session time, milliseconds. */
  readonly now: number;
  readonly choice: number;
}

/** On fewer columns the header and the screens behind say the rest: there is room for what has to be decided. */
const narrow = 60;

/** Everything that was found when the walk was taken up: what has to be seen first gets its rows first. */
export function resumeSections(pane: ResumePane): readonly Section[] {
  const { marks, columns } = pane;
  const { session } = pane.view;
  return [
    section('where it stands', headLines(pane), 3, 1),
    section('what was under way', foundLines(pane), columns < narrow ? 3 : 2, 2),
    section('what has drifted', driftLines(pane), 2, 3),
    section('the checks', checkLines(pane.view, pane.facts, marks, columns), 2, 6),
    section('the runbook', documentLines(pane), 3, 4),
    section('the environment', environmentLines(session, pane.columns), 1, 7),
    section('the journal', journalLines(pane), 2, 8),
    { ...section('the ways on', [], 2, 5), ...wayLines(pane) },
  ];
}

function headLines({ view, facts, columns }: ResumePane): readonly Line[] {
  const { session } = view;
  const { settled, of } = progress(session);
  const next = nextOf(session);
  const stands = columns < narrow ? '' : `${settled} of ${of} settled; `;
  const where =
    next === undefined
      ? 'only the exit gate is left'
      : `next is ${next.block.id}, ${next.block.kind.toUpperCase()}, in ${stepName(next.step)}`;
  return [
    ...session.runbooks.flatMap(({ title }) =>
      hanging([], cleanRow(title), columns, { bold: true }),
    ),
    ...hanging([], `${stands}${cleanRow(where)}`, columns),
    ...hanging(
      [],
      `Left ${ageText(facts.away)}: ${endWords(facts)}.`,
      columns,
      facts.after === 'quit' ? {} : { tone: 'warning' },
    ),
  ];
}

function foundLines({ view, facts, marks, columns, now }: ResumePane): readonly Line[] {
  return foundSince(view.session, facts).flatMap((found) => {
    const standing = standingOf(view.session, found.located);
    const head: Line = [
      standingMark(standing, marks),
      span(` ${cleanRow(found.located.block.id)} `, { bold: true }),
    ];
    return hanging(head, clean(foundWords(found, view, now, columns < narrow)), columns);
  });
}

function foundWords(
  { as, attempt, located }: Found,
  { session, live }: View,
  now: number,
  isNarrow: boolean,
): string {
  const { outcome } = attempt ?? {};
  const unseen = outcome?.type === 'unknown' && !isNarrow ? `: ${outcome.reason}` : '';
  switch (as) {
    case 'running': {
      const since = live?.attempt === attempt?.number ? live?.startedAt : undefined;
      return `is still running${since === undefined ? '' : `, since ${clockText(now - since)}`}: found again, and followed to its end`;
    }
    case 'ended': {
      const standing = standingOf(session, located);
      const why = standing === 'failed' ? `: ${whyFailed(session, located.ref)}` : '';
      const end = outcome === undefined ? '' : `, ${outcomeWords(outcome)}`;
      return `ended meanwhile${end}; ${standingWord(standing)}${why}`;
    }
    case 'unknown':
      return isNarrow
        ? 'began; its end was not seen: say what became of it first'
        : `began, and its end was not seen${unseen}. Say what became of it before anything else`;
    case 'looks-only':
      return `was cut off${unseen}; it only reads and can be started again`;
  }
}

function driftLines({ view, marks, columns }: ResumePane): readonly Line[] {
  return driftedOf(view.session).flatMap(({ located, drift }) =>
    hanging(
      [
        span(`${marks.drifted} DRIFTED `, { tone: 'bad', bold: true }),
        span(`${cleanRow(located.block.id)} `, { bold: true }),
      ],
      clean(driftSentence(drift)),
      columns,
    ),
  );
}

function documentLines({ view, facts, columns }: ResumePane): readonly Line[] {
  return (view.documents ?? facts.documents).flatMap((document) =>
    documentRows(view.session, document, columns),
  );
}

function environmentLines({ environment }: Session, columns: number): readonly Line[] {
  const names = Object.keys(environment.lost);
  if (names.length === 0) return [];
  return hanging(
    [span('The carried environment is gone: ', { tone: 'warning', bold: true })],
    cleanRow(names.join(', ')),
    columns,
  );
}

function journalLines({ facts, columns }: ResumePane): readonly Line[] {
  return journalSentences(facts).flatMap((sentence) =>
    hanging([], clean(sentence), columns, { tone: 'warning' }),
  );
}

function wayLines({ view, marks, columns, choice }: ResumePane): Pick<Section, 'lines' | 'focus'> {
  if (view.rechecks?.state === 'on') return { lines: [] };
  const ways = resumeWays(view);
  const entries = ways.map(({ says }, index) => {
    const isChosen = index === Math.min(choice, ways.length - 1);
    return hanging(
      [span(isChosen ? `${marks.pointer} ` : '  ', { bold: true, tone: 'accent' })],
      says,
      columns,
      { bold: isChosen, inverse: isChosen && ways.length > 1 },
    );
  });
  return chosenOf(entries, choice);
}

function section(name: string, lines: readonly Line[], least: number, rank: number): Section {
  return { name, lines, keep: 'first', least, rank };
}
