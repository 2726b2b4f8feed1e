import type { ScreenContext } from '../contract.ts';
import type { Marks } from '../theme.ts';
import { changedSince } from '../../session/as-run.ts';
import { driftOf, driftSentence } from '../../session/drift.ts';
import { lostNamesRead } from '../../session/environment-rows.ts';
import type { Located } from '../../session/refs.ts';
import type { Session } from '../../session/session.ts';
import { newestAttempt, standingOf, type Standing } from '../../session/standing.ts';
import type { View } from '../../session/walker.ts';
import { askedName, roundLines } from './asked-words.ts';
import { blockSections, part, type Ranks } from './block.ts';
import type { Focus } from './focus.ts';
import type { Section } from './fold.ts';
import { gateHead, gateSection } from './gate.ts';
import { startAct } from './main-act.ts';
import { outcomeSections } from './outcome.ts';
import { outputSection } from './output.ts';
import { previewFor, progressOf } from './per-session.ts';
import { liveOf } from './live-of.ts';
import { pollSections, seenSections } from './poll-pane.ts';
import { lastLine, steerText } from './poll-words.ts';
import { otherProseSection, proseLines, proseSection } from './prose.ts';
import { runningLines } from './running.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { driftedMark, standingMark, standingTone, standingWord } from './standing-mark.ts';
import { unreachableLines } from './trouble-lines.ts';
import { waysOnLines } from './ways-on.ts';
import { stepName } from './words.ts';
import { flowing, hanging } from './wrap.ts';

export interface Pane {
  readonly context: ScreenContext;
  readonly view: View;
  readonly marks: Marks;
  readonly columns: number;
  readonly rows: number;
  /** The outline is folded away, so its progress has to stand here. */
  readonly alone: boolean;
}

/** Everything the block pane has to say about what the cursor stands on. */
export function walkSections(pane: Pane, focus: Focus): readonly Section[] {
  return focus.type === 'step' ? stepSections(pane, focus) : blockPane(pane, focus.located);
}

function blockPane(pane: Pane, located: Located): readonly Section[] {
  const { context, view, columns, rows, marks } = pane;
  const { session } = view;
  const standing = standingOf(session, located);
  const ranks = ranksFor(standing);
  const attempt = newestAttempt(session, located.ref);
  const isRunning = standing === 'running' && attempt !== undefined;
  const now = context.walker?.now() ?? 0;
  const live = attempt === undefined ? undefined : liveOf(view, attempt.number);
  const poll = live?.poll;
  const polling = isRunning && live !== undefined && poll !== undefined;
  const shown = { session, located, attempt, columns, rows, marks };
  const command = isRunning ? attempt.command : previewFor(session, located);
  const above = proseSection(located, columns, ranks['the prose'] ?? 50);
  const prose = hasRun(standing) ? { ...above, least: 0 } : above;
  const block = blockSections(session, located, command, columns, ranks).map((section) =>
    hasRun(standing) ? { ...section, least: 0 } : section,
  );
  return [
    titleSection(pane, located, standing),
    ...(polling
      ? pollSections(
          {
            ...shown,
            attempt,
            live: { ...live, poll },
            now,
            usual: context.usualWait(located.ref),
            keys: steerText(view, located, poll),
            lastLine: lastLine(context, attempt, located),
          },
          ranks,
        )
      : [
          part(
            'what runs',
            isRunning
              ? runningLines(attempt, live, now, columns, view.asked)
              : askedLines(pane, located),
            1,
            ranks,
          ),
        ]),
    part('the runs', roundLines(attempt?.rounds ?? [], columns), 2, ranks),
    ...(attempt !== undefined && !polling ? seenSections({ ...shown, attempt }, ranks) : []),
    ...(polling ? [] : [prose, ...block]),
    ...(attempt === undefined
      ? []
      : [
          outputSection(
            context,
            attempt.number,
            {
              columns,
              rows,
              offset: 0,
              ...(located.block.poll === undefined ? {} : { called: 'the last answer' }),
            },
            ranks['the output'] ?? 50,
          ),
        ]),
    ...(polling ? [prose, ...block] : outcomeSections(session, located, columns, ranks)),
    ...(polling ? [] : [gateSection(session, located, marks, columns, ranks['the gates'] ?? 50)]),
    part('the drift', driftLines(session, located, columns), 2, ranks),
    part('the change', changeLines(session, located, columns), 2, ranks),
    part(
      'what did not answer',
      standing === 'failed' && attempt !== undefined
        ? unreachableLines(context, attempt.number, columns)
        : [],
      1,
      ranks,
    ),
    part('what is missing', missingLines(pane, located, standing), 1, ranks),
    part('why it waits', waitLines(pane, located, standing), 1, ranks),
    part(
      'the ways on',
      standing === 'failed' ? waysOnLines(session, located, columns) : [],
      3,
      ranks,
    ),
    otherProseSection(located, columns, 90),
  ];
}

/** Then its script is no longer what the rows are for. */
function hasRun(standing: Standing): boolean {
  return !['waiting', 'optional', 'skipped', 'deferred'].includes(standing);
}

/** What has to be seen first: before a run what it would do, after it what came of it. */
function ranksFor(standing: Standing): Ranks {
  const order = orderFor(standing);
  return Object.fromEntries(order.map((name, index) => [name, index + 1]));
}

function orderFor(standing: Standing): readonly string[] {
  switch (standing) {
    case 'waiting':
    case 'optional':
    case 'skipped':
    case 'deferred':
      return [
        'the record',
        'what runs',
        'what is missing',
        'the block',
        'the warnings',
        'the script',
        'the gates',
        'the prose',
        'why it waits',
        'what to expect',
        'the output',
      ];
    case 'running':
      return [
        'what runs',
        'the runs',
        'the poll',
        'failed questions',
        'the states seen',
        'the numbers seen',
        'what it waits for',
        'the block',
        'the script',
        'the prose',
        'the output',
      ];
    case 'attest':
    case 'passed':
    case 'failed':
    case 'unknown':
    case 'overridden':
      return [
        'the drift',
        'how it ended',
        'the runs',
        'what did not answer',
        'the gates',
        'the ways on',
        'the record',
        'what is missing',
        'the captures',
        'what it carries on',
        'the states seen',
        'the numbers seen',
        'the block',
        'the script',
        'the prose',
        'the output',
      ];
  }
}

function titleSection(pane: Pane, located: Located, standing: Standing): Section {
  const { view, columns, marks } = pane;
  const { step, block } = located;
  const many = step.blocks.length;
  const place = many > 1 ? `, block ${step.blocks.indexOf(block) + 1} of ${many}` : '';
  const drifted = driftOf(view.session, located.ref).type === 'drifted';
  const state: Line = drifted
    ? [driftedMark(marks), span(' drifted ', { tone: 'warning', bold: true })]
    : [
        standingMark(standing, marks),
        span(` ${standingWord(standing)} `, { tone: standingTone(standing), bold: true }),
      ];
  const lines = [
    ...hanging([], stepName(step), columns, { bold: true }),
    ...flowing(state, `${cleanRow(block.id)}${place}${progressText(pane)}`, columns),
    ...otherRun(view, located, pane),
  ];
  return { name: 'the title', lines, keep: 'first', least: 2, rank: 0 };
}

function progressText({ alone, view }: Pane): string {
  if (!alone) return '';
  const { settled, of } = progressOf(view.session);
  return `; ${settled} of ${of} settled`;
}

/** Something runs, and it is not what is shown here. */
function otherRun({ session, live, asked }: View, located: Located | undefined, pane: Pane) {
  const running = session.attempts.find(({ number }) => number === session.running);
  if (running === undefined || running.block === located?.ref) return [];
  const id = running.block.slice(running.block.indexOf(':') + 1);
  const now = pane.context.walker?.now() ?? 0;
  return [
    ...hanging([span(`${cleanRow(id)} `, { bold: true })], 'is under way elsewhere:', pane.columns),
    ...runningLines(running, live, now, pane.columns, asked),
  ];
}

/** What passed then and does not now; the output and the gates below are those of the run that counts. */
function driftLines(session: Session, located: Located, columns: number): readonly Line[] {
  const drift = driftOf(session, located.ref);
  return drift.type === 'drifted'
    ? hanging(
        [span('drifted: ', { tone: 'warning', bold: true })],
        `${clean(driftSentence(drift))}. r runs it again.`,
        columns,
      )
    : [];
}

/** The command above is what runs next; what ran, and what its gates were, stands in the record. */
function changeLines(session: Session, located: Located, columns: number): readonly Line[] {
  const what = changedSince(session, located);
  return what.length === 0
    ? []
    : hanging(
        [span('changed since it ran: ', { tone: 'warning', bold: true })],
        `${what.join(', ')}. What is said below is about the run of then; r runs it as it is now.`,
        columns,
      );
}

/** What is asked for before anything has run. */
function askedLines({ view: { asked }, columns }: Pane, { ref }: Located): readonly Line[] {
  return asked?.block === ref
    ? hanging(
        [span('WAITS ', { tone: 'warning', bold: true })],
        `for ${askedName(asked)}; Enter leads to the prompt, and nothing has run`,
        columns,
      )
    : [];
}

function waitLines({ view, columns }: Pane, located: Located, standing: Standing) {
  if (standing !== 'waiting' && standing !== 'optional') return [];
  const start = startAct(view.session, located);
  return start.type === 'say'
    ? hanging([span('not yet ', { tone: 'warning', bold: true })], clean(start.text), columns)
    : [];
}

/** What it reads and memory has lost, before it is run without it. */
function missingLines({ view, columns }: Pane, located: Located, standing: Standing) {
  if (standing === 'running') return [];
  return lostNamesRead(view.session, located).flatMap(({ name, from }) =>
    hanging(
      [span('missing ', { tone: 'warning', bold: true })],
      `reads ${cleanRow(name.endsWith('()') ? name : `$${name}`)}, which is gone from memory; ${cleanRow(from.slice(from.indexOf(':') + 1))} sets it`,
      columns,
    ),
  );
}

function stepSections(pane: Pane, focus: Extract<Focus, { type: 'step' }>): readonly Section[] {
  const { view, columns } = pane;
  const { step } = focus;
  const title: Section = {
    name: 'the title',
    lines: [
      ...hanging([], stepName(step), columns, { bold: true }),
      ...hanging([], `nothing runs in this step${progressText(pane)}`, columns, { tone: 'quiet' }),
      ...otherRun(view, undefined, pane),
    ],
    keep: 'first',
    least: 2,
    rank: 0,
  };
  const gates = step.gates.flatMap((gate) =>
    flowing([span(`${gateHead(gate)}: `, { bold: true })], clean(gate.text), columns),
  );
  return [
    title,
    part('the prose', proseLines(step.prose, columns), 2, {}),
    part('the gates', gates, 2, {}),
  ];
}
