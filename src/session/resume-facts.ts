import type { RunbookChanges } from '../steps/compare-runbooks.ts';
import { isProseOnly } from '../steps/compare-runbooks.ts';
import { changeTotals } from './change-rows.ts';
import type { Runbook } from '../steps/model.ts';
import { loginWords } from './login.ts';
import { recheckable, recheckRefs } from './rechecks.ts';
import { locatedBlocks, type Located } from './refs.ts';
import type { Attempt, Session } from './session.ts';
import { newestAttempt, standingOf } from './standing.ts';

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
  /** Of the text that the file has now; undefined when it can not be gone on with. */
  readonly sha256?: string | undefined;
  /** How it reads now. */
  readonly reading?: Runbook | undefined;
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

/** One sentence about a document that is not what the walk goes by. */
export function documentSentence(document: ChangedDocument): string {
  const { file, changes, problem } = document;
  if (changes === undefined)
    return `${file} ${problem ?? 'can not be read now'}. The walk goes on with its copy.`;
  return isProseOnly(changes)
    ? `${file} was changed since, in its prose only.`
    : `${file} was changed since: ${changeTotals(document)}.`;
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
