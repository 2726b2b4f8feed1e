import { asRun, blockOfAttempt } from './as-run.ts';
import type { BlockRef } from './events.ts';
import { gateStandings, isExitAccepted, newestAttempt, standingOf } from './standing.ts';
import { locate, locatedBlocks, type Located } from './refs.ts';
import type { Attempt, Session } from './session.ts';

/** What the newest look at a check that had passed says about it now. */
export type Drift =
  /** Nobody has looked again since it passed, or the look was stopped or never ended. */
  | { readonly type: 'not-looked' }
  | { readonly type: 'looking'; readonly attempt: number }
  | {
      readonly type: 'holds';
      readonly attempt: number;
      /** A value that comes out otherwise now, one sentence: blocks still get the old one. */
      readonly other: string | undefined;
    }
  | {
      readonly type: 'drifted';
      readonly attempt: number;
      readonly why: string;
      /** When it had passed, and when that was seen not to hold any more. ISO 8601. */
      readonly passedAt: string;
      readonly seenAt: string;
      /** Runs of blocks that change things which lie between: one of them may have meant it. */
      readonly changes: number;
    }
  | { readonly type: 'could-not-tell'; readonly attempt: number; readonly why: string };

/** A block that has drifted, with what was seen. */
export interface DriftedBlock {
  readonly located: Located;
  readonly drift: Extract<Drift, { type: 'drifted' }>;
}

/** How a block stands against its newest look. A run of its own afterwards speaks for itself. */
export function driftOf(session: Session, ref: BlockRef): Drift {
  const located = locate(session, ref);
  const passed = newestAttempt(session, ref);
  const looks = looksAt(session, ref, passed?.number ?? 0);
  const look = looks.at(-1);
  if (located === undefined || passed === undefined || look === undefined) return notLooked;
  if (standingOf(session, located) !== 'passed') return notLooked;
  if (session.running === look.number) return { type: 'looking', attempt: look.number };
  // A look that was stopped says nothing; what an earlier one saw is still the newest that is known.
  for (const each of looks.toReversed()) {
    const seen = seenBy(session, located, passed, each);
    if (seen.type !== 'not-looked') return seen;
  }
  return notLooked;
}

/** Every block that had passed and does not any more, in the order of the documents. */
export function driftedBlocks(session: Session): readonly DriftedBlock[] {
  if (!session.attempts.some(({ recheck }) => recheck)) return [];
  return locatedBlocks(session).flatMap((located) => {
    const drift = driftOf(session, located.ref);
    return drift.type === 'drifted' ? [{ located, drift }] : [];
  });
}

/** `passed 14:02, not at 18:20: output contains ...`; times in UTC, with their days when these differ. */
export function driftSentence({ passedAt, seenAt, why, changes }: DriftedBlock['drift']): string {
  const isSameDay = passedAt.slice(0, 10) === seenAt.slice(0, 10);
  const time = (iso: string) =>
    isSameDay ? iso.slice(11, 16) : `${iso.slice(5, 10)} ${iso.slice(11, 16)}`;
  const between =
    changes === 0
      ? ''
      : ` (${changes === 1 ? 'a block that changes things' : `${changes} runs that change things`} ran in between)`;
  return `passed ${time(passedAt)}, not at ${time(seenAt)} UTC: ${why}${between}`;
}

const notLooked: Drift = { type: 'not-looked' };

function looksAt(session: Session, ref: BlockRef, since: number): readonly Attempt[] {
  return (looksByBlock(session.attempts).get(ref) ?? []).filter(({ number }) => number > since);
}

const gathered = new WeakMap<readonly Attempt[], ReadonlyMap<BlockRef, readonly Attempt[]>>();

function looksByBlock(attempts: readonly Attempt[]): ReadonlyMap<BlockRef, readonly Attempt[]> {
  const known = gathered.get(attempts);
  if (known !== undefined) return known;
  const looks = Map.groupBy(
    attempts.filter(({ recheck }) => recheck),
    ({ block }) => block,
  );
  gathered.set(attempts, looks);
  return looks;
}

function seenBy(session: Session, located: Located, passed: Attempt, look: Attempt): Drift {
  const attempt = look.number;
  const { outcome } = look;
  switch (outcome?.type) {
    case undefined:
    case 'cancelled':
      return notLooked;
    case 'unknown':
      return { type: 'could-not-tell', attempt, why: outcome.reason };
    case 'not-started':
      return { type: 'could-not-tell', attempt, why: `it did not start: ${outcome.reason}` };
    case 'signalled':
      return {
        type: 'could-not-tell',
        attempt,
        why: `it was ended by signal ${outcome.signal}`,
      };
    case 'exited':
      return judged(session, located, passed, look, outcome.status);
  }
}

function judged(
  session: Session,
  located: Located,
  passed: Attempt,
  look: Attempt,
  status: number,
): Drift {
  const attempt = look.number;
  const against = gateStandings(session, located).flatMap(({ gate, index }) => {
    const verdict = look.verdicts?.[index];
    return gate.type === 'machine' && verdict?.answer !== 'yes' ? [verdict] : [];
  });
  const isAccepted = isExitAccepted(asRun(session, located), status);
  const blind = couldNotAsk[status];
  if (look.verdicts === undefined || (blind !== undefined && !isAccepted))
    return { type: 'could-not-tell', attempt, why: blind ?? 'it was not judged' };
  const unclear = against.find((verdict) => verdict?.answer !== 'no');
  const no = against.find((verdict) => verdict?.answer === 'no');
  const failure = look.captureFailures[0] ?? (isAccepted ? undefined : `exit status ${status}`);
  if (no === undefined && against.length > 0)
    return { type: 'could-not-tell', attempt, why: unclear?.why ?? 'it was not judged' };
  const why = no?.why ?? failure;
  if (why === undefined) return { type: 'holds', attempt, other: otherValue(passed, look) };
  const [passedAt, seenAt] = [passed.endedAt ?? passed.startedAt, look.endedAt ?? look.startedAt];
  const changes = changesBetween(session, passed.number, attempt);
  return { type: 'drifted', attempt, why, passedAt, seenAt, changes };
}

function changesBetween(session: Session, from: number, to: number): number {
  return session.attempts.filter(
    (attempt) =>
      !attempt.recheck &&
      attempt.number > from &&
      attempt.number < to &&
      blockOfAttempt(session, attempt)?.block.mutates === true,
  ).length;
}

/** Statuses of a command that never got to ask its question: they say nothing about the answer. */
const couldNotAsk: Readonly<Record<number, string>> = {
  126: 'exit status 126: the command is not executable',
  127: 'exit status 127: a command was not found',
  255: 'exit status 255: it failed, or the connection to the machine did',
};

function otherValue(passed: Attempt, look: Attempt): string | undefined {
  const changed = Object.entries(look.captures).find(
    ([name, value]) => passed.captures[name] !== undefined && passed.captures[name] !== value,
  );
  if (changed === undefined) return undefined;
  const [name, value] = changed;
  return `${name} was ${passed.captures[name] ?? ''} and is ${value} now; blocks get the first until it is run again`;
}
