import type { Located } from '../../session/refs.ts';
import type { Attempt, Passed, Session } from '../../session/session.ts';
import { newestAttempt, standingOf } from '../../session/standing.ts';
import { changeWords } from '../../session/environment-rows.ts';
import { notLeftWords } from '../../session/environment.ts';
import { routeOf } from '../../session/routing.ts';
import { part, type Ranks } from './block.ts';
import { deferralLines } from './deferral-lines.ts';
import type { Section } from './fold.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { clockText, outcomeWords, plural } from './words.ts';
import { hanging } from './wrap.ts';

/** How the newest attempt ended, what it captured, and what was said about the block since. */
export function outcomeSections(
  session: Session,
  located: Located,
  columns: number,
  ranks: Ranks,
): readonly Section[] {
  const attempt = newestAttempt(session, located.ref);
  return [
    part(
      'how it ended',
      attempt === undefined ? [] : endLines(session, attempt, columns),
      1,
      ranks,
    ),
    part('the captures', attempt === undefined ? [] : captureLines(attempt, columns), 1, ranks),
    part(
      'what it carries on',
      attempt === undefined ? [] : environmentLines(attempt, columns),
      1,
      ranks,
    ),
    part('the record', recordLines(session, located, columns), 1, ranks),
  ];
}

function endLines(session: Session, attempt: Attempt, columns: number): readonly Line[] {
  const earlier = session.attempts.filter(
    ({ block, number, recheck }) =>
      !recheck && block === attempt.block && number !== attempt.number,
  ).length;
  const times = earlier === 0 ? '' : `; ${plural(earlier, 'earlier attempt')}`;
  const { outcome, taken } = attempt;
  const end = outcome === undefined ? [] : [`${outcomeWords(outcome)}${tookText(attempt)}${times}`];
  return [
    ...end.flatMap((text) => hanging([], text, columns, { bold: true })),
    ...(taken === undefined
      ? []
      : hanging(
          [span(`taken as ${taken.as} `, { tone: 'warning', bold: true })],
          `on a person's word: ${clean(taken.reason)}`,
          columns,
        )),
  ];
}

function tookText({ startedAt, endedAt }: Attempt): string {
  const took = endedAt === undefined ? NaN : Date.parse(endedAt) - Date.parse(startedAt);
  return Number.isFinite(took) ? `, after ${clockText(took)}` : '';
}

function captureLines(attempt: Attempt, columns: number): readonly Line[] {
  return [
    ...Object.entries(attempt.captures).flatMap(([name, value]) =>
      hanging([span('captured ', { tone: 'quiet' })], `${name}=${cleanRow(value)}`, columns),
    ),
    ...attempt.captureFailures.flatMap((text) =>
      hanging([span('not captured ', { tone: 'bad', bold: true })], cleanRow(text), columns),
    ),
  ];
}

/** What the next block will see of it, as names; a few of each kind, the screen behind `e` has them all. */
function environmentLines({ environment }: Attempt, columns: number): readonly Line[] {
  if (environment === undefined) return [];
  const head = [span('environment ', { tone: 'quiet' })];
  return environment === 'not-left'
    ? hanging([span('environment ', { tone: 'warning', bold: true })], notLeftWords, columns)
    : hanging(head, clean(changeWords(environment, 5)), columns);
}

/** Skips, overrides, deferrals and notes, each with its reason: they stay visible for ever. */
function recordLines(session: Session, located: Located, columns: number): readonly Line[] {
  const over = session.overrides[located.ref];
  const skip = session.skips[located.ref];
  const newest = newestAttempt(session, located.ref)?.number ?? 0;
  const notes = session.notes.filter(({ block }) => block === located.ref);
  return [
    ...(over === undefined ? [] : recordLine('OVERRIDDEN', over, newest, columns)),
    ...(skip === undefined ? [] : recordLine('SKIPPED', skip, newest, columns)),
    ...routeLine(session, located, columns),
    ...deferralLines(session, located.ref, columns),
    ...notes.flatMap(({ text }) =>
      hanging([span('note ', { tone: 'quiet' })], clean(text), columns),
    ),
  ];
}

/** A later attempt speaks for itself; what was said before it stays to be read. */
function recordLine(
  word: string,
  { reason, attempt }: Passed,
  newest: number,
  columns: number,
): readonly Line[] {
  const then = attempt === newest ? '' : ` (said before attempt ${newest})`;
  return hanging(
    [span(`${word} `, { tone: 'warning', bold: true })],
    `because ${clean(reason)}${then}`,
    columns,
  );
}

function routeLine(session: Session, located: Located, columns: number): readonly Line[] {
  const standing = standingOf(session, located);
  if (standing !== 'skipped') return [];
  const route = routeOf(session, located);
  switch (route.type) {
    case 'offered':
    case 'undecided':
    // Told with what became of it.
    case 'deferred':
      return [];
    case 'skipped':
      return hanging(
        [span('SKIPPED ', { tone: 'warning', bold: true })],
        `by the route: ${cleanRow(route.on)}`,
        columns,
      );
  }
}
