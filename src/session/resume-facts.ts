import type { RunbookChange, RunbookChanges } from '../steps/compare-runbooks.ts';
import { isProseOnly } from '../steps/compare-runbooks.ts';
import { loginWords } from './login.ts';
import { recheckable, recheckRefs } from './rechecks.ts';
import { locatedBlocks, type Located } from './refs.ts';
import type { Attempt, Session } from './session.ts';
import { isSettled, newestAttempt, standingOf } from './standing.ts';

/** What is known of a walk at the moment when it is taken up again, and by no event: plain data. */
export interface ResumeFacts {
  readonly after: 'quit' | 'killed' | 'rebooted';
  /** Time since the last event, wall clock, milliseconds. */
  readonly away: number;
  /** Bytes of a half-written last line of the journal that were dropped. */
  readonly tornBytes: number;
  /** What was set aside when its journal was repaired, as a sentence; undefined when it was not. */
  readonly repair?: string | undefined;
  /** Attempts whose end or verdict the journal did not hold. */
  readonly open: readonly number[];
  /** One for each runbook whose file is not what the walk began with. */
  readonly documents: readonly ChangedDocument[];
}

/** A runbook's file as it is now, against the copy that the walk keeps. */
export interface ChangedDocument {
  readonly runbook: string;
  readonly file: string;
  /** Undefined when the file can not be read any more; then `problem` says why. */
  readonly changes: RunbookChanges | undefined;
  readonly problem: string | undefined;
}

/** What became of a block that was under way, as far as the walk has seen until now. */
export interface Found {
  readonly located: Located;
  readonly attempt: Attempt | undefined;
  readonly as: 'running' | 'ended' | 'unknown' | 'looks-only';
}

/** Attempts of a stored session that the walk has to look after when it is taken up. */
export function openAttempts(session: Session): readonly number[] {
  return session.attempts
    .filter(
      ({ recheck, outcome, verdicts }) =>
        !recheck &&
        (outcome === undefined || (verdicts === undefined && outcome.type !== 'not-started')),
    )
    .map(({ number }) => number);
}

/** Whether there is anything to be told before the walk goes on. */
export function isWorthTelling(session: Session, facts: ResumeFacts): boolean {
  if (session.state === 'finished') return false;
  const hasRun = session.attempts.some(({ recheck }) => !recheck);
  return hasRun || facts.repair !== undefined || facts.tornBytes > 0 || facts.documents.length > 0;
}

/** What was under way and what became of it, and every block whose end nobody saw, in the order of the documents. */
export function foundSince(session: Session, { open }: ResumeFacts): readonly Found[] {
  return locatedBlocks(session).flatMap((located): readonly Found[] => {
    const attempt = newestAttempt(session, located.ref);
    const standing = standingOf(session, located);
    if (standing === 'unknown') return [{ located, attempt, as: 'unknown' }];
    if (attempt === undefined || !open.includes(attempt.number)) return [];
    if (standing === 'running') return [{ located, attempt, as: 'running' }];
    return [{ located, attempt, as: attempt.outcome?.type === 'unknown' ? 'looks-only' : 'ended' }];
  });
}

/** Differences of a document, those among what is finished apart from those still to come. */
export function sortedChanges(
  session: Session,
  { runbook, changes }: ChangedDocument,
): { readonly finished: readonly RunbookChange[]; readonly coming: readonly RunbookChange[] } {
  const settled = new Set(
    locatedBlocks(session)
      .filter((located) => located.runbook.id === runbook)
      .filter((located) => isPast(session, located))
      .map(({ block }) => block.id),
  );
  const isFinished = ({ kept, before }: RunbookChange) => {
    const id = kept ?? before;
    return id !== undefined && settled.has(id);
  };
  const blocks = changes?.blocks ?? [];
  return {
    finished: blocks.filter(isFinished),
    coming: blocks.filter((change) => !isFinished(change)),
  };
}

/** A fallback that nobody needed yet may still come. */
function isPast(session: Session, located: Located): boolean {
  const standing = standingOf(session, located);
  return isSettled(standing) && standing !== 'optional';
}

/**
 * Whether checks that passed are looked at again: `by-itself` only where that can neither meet something
 * that runs nor fail for a reason that has nothing to do with the cloud.
 */
export function recheckStart(
  session: Session,
): { readonly type: 'none' | 'by-itself' } | { readonly type: 'offered'; readonly why: string } {
  if (session.state === 'finished' || recheckable(session).length === 0) return { type: 'none' };
  if (recheckRefs(session).length === 0) return { type: 'none' };
  if (session.running !== undefined) return { type: 'offered', why: 'something is still running' };
  if (session.login !== undefined)
    return { type: 'offered', why: inPassing(loginWords(session.login.kind).gone) };
  if (Object.keys(session.environment.lost).length > 0)
    return { type: 'offered', why: 'the environment they were run in is gone' };
  return { type: 'by-itself' };
}

function inPassing(sentence: string): string {
  return sentence.replace(/^The /, 'the ').replace(/\.$/, '');
}

/** Sentences about the document, for the screen and for lines alike; nothing when it is as it was. */
export function documentSentence({ file, changes, problem }: ChangedDocument): string {
  if (changes === undefined)
    return `${file} ${problem ?? 'can not be read now'}. The walk goes on with its copy.`;
  return isProseOnly(changes)
    ? `${file} was changed since, in its prose only. The walk goes on with the text it began with.`
    : `${file} was changed since. The walk goes on with the text it began with.`;
}

/** `7.1/2 changed (command, gate)`, `7.3/1 is gone`, `new 7.4/1`. */
export function changeWords({ type, kept, now, what }: RunbookChange): string {
  switch (type) {
    case 'changed':
      return `${kept ?? ''} changed (${what.join(', ')})`;
    case 'gone':
      return `${kept ?? ''} is gone`;
    case 'new':
      return `${now ?? ''} is new`;
    case 'moved':
      return `${kept ?? ''} stands elsewhere`;
  }
}

/** What ended the last run, as a sentence. */
export function endWords({ after, repair }: Pick<ResumeFacts, 'after' | 'repair'>): string {
  if (repair !== undefined) return 'its journal was damaged, and was repaired';
  switch (after) {
    case 'quit':
      return 'you left it';
    case 'killed':
      return 'it was killed, or its pane was closed';
    case 'rebooted':
      return 'the machine was rebooted';
  }
}

/** What the journal lost, as sentences: a torn last line, or what a repair set aside. */
export function journalSentences({ tornBytes, repair }: ResumeFacts): readonly string[] {
  return [
    ...(repair === undefined ? [] : [repair]),
    ...(tornBytes === 0
      ? []
      : [
          `The last ${tornBytes} bytes of the journal were half written and were dropped; nothing had been done about them.`,
        ]),
  ];
}
