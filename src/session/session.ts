import type { Command } from '../steps/command.ts';
import type { AttestAnswer, Runbook } from '../steps/model.ts';
import type { Verdict } from '../steps/verdict.ts';
import {
  emptyEnvironment,
  type CarriedEnvironment,
  type EnvironmentChange,
} from './environment.ts';
import type {
  BlockRef,
  GateRef,
  Look,
  OwnerRef,
  RunbookRevised,
  SecretRound,
  SessionMode,
} from './events.ts';
import type { LostLogin } from './login.ts';
import type { Outcome } from './outcome.ts';
import { apartQuestions } from './questions.ts';
import type { Located } from './refs.ts';
import type { Site } from './site.ts';
import type { Target } from './target.ts';

/** One run of one block. Numbers count the attempts of the whole session, from 1. */
export interface Attempt {
  readonly number: number;
  readonly block: BlockRef;
  readonly command: Command;
  /** A check that had passed, run once more on resume: no standing, capture or gate is judged by it. */
  readonly recheck: boolean;
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  readonly process: { readonly pid: number; readonly startTime: string } | undefined;
  readonly outcome: Outcome | undefined;
  /** Undefined until judged. */
  readonly verdicts: readonly Verdict[] | undefined;
  readonly captures: Readonly<Record<string, string>>;
  readonly captureFailures: readonly string[];
  readonly looks: readonly Look[];
  /** The attempt whose poll it carries on. */
  readonly extends: number | undefined;
  /** It was left running: what comes of it is told with its name. */
  readonly left?: true;
  /** A poll that takes no look until somebody lets it go on. */
  readonly paused?: true | undefined;
  /** When it was last let go on after a pause. */
  readonly continuedAt?: string;
  /** The runs of a block that is given secrets, one after the other. */
  readonly rounds: readonly SecretRound[];
  /** What it did to the environment that is carried on; `not-left` when nobody can say. Undefined when it carries nothing. */
  readonly environment: EnvironmentChange | 'not-left' | undefined;
  /** The operator's word about an outcome nobody saw. */
  readonly taken: { readonly as: 'done' | 'failed'; readonly reason: string } | undefined;
  /** The block as it was run, where its document says something else now or holds it no more. */
  readonly was?: Located | undefined;
}

/** Something passed over with a typed reason. */
export interface Passed {
  readonly reason: string;
  readonly at: string;
  /** The newest attempt of the block when it was passed over, 0 when there was none. A later attempt speaks for itself. */
  readonly attempt: number;
  /** What it was about, where its document says something else now or holds it no more. */
  readonly was?: Located | undefined;
}

export interface Note {
  readonly at: string;
  readonly text: string;
  readonly block: BlockRef | undefined;
}

/** What was lost when a damaged journal was cut back. */
export interface Repair {
  readonly at: string;
  readonly kept: number;
  readonly setAside: number;
  readonly file: string;
  /** Attempts that may have run though no block could be named for them. */
  readonly unnamed: readonly number[];
}

/** A text of a runbook that the walk went on with, and since when. */
export interface Revision extends RunbookRevised {
  readonly at: string;
}

/** Everything known about a walk: the fold of its events over its runbooks. */
export interface Session {
  readonly id: string;
  readonly mode: SessionMode;
  readonly startedAt: string;
  readonly faults: readonly string[];
  readonly seed: number;
  readonly bootId: string | undefined;
  readonly host: string;
  readonly user: string;
  readonly runbooks: readonly Runbook[];
  /** The texts that were taken up since the walk began, in that order. */
  readonly revisions: readonly Revision[];
  /** Readings of them by sha256, known before the event that takes one up is folded. */
  readonly readings: ReadonlyMap<string, Runbook>;
  /** What the site file said when the walk began; undefined without one. */
  readonly site: Site | undefined;
  /** Confirmed literals by name; undefined until the operator has confirmed them. */
  readonly literals: Readonly<Record<string, string>> | undefined;
  /** Literals that a new text of a runbook brought or changed, until they are confirmed. */
  readonly unconfirmed: readonly string[];
  /** What was given for the placeholders of each block, by their text. */
  readonly given: Readonly<Record<BlockRef, Readonly<Record<string, string>>>>;
  /** The newest value given for a text in a runbook, and for which block: see `lastGivenKey`. */
  readonly lastGiven: Readonly<
    Record<string, { readonly value: string; readonly block: BlockRef }>
  >;
  /** Option id by question id. */
  readonly answers: Readonly<Record<string, string>>;
  readonly attempts: readonly Attempt[];
  /** The newest value of each capture and the block it came from. */
  readonly captures: Readonly<Record<string, { readonly value: string; readonly block: BlockRef }>>;
  readonly attested: Readonly<
    Record<
      GateRef,
      {
        readonly answer: AttestAnswer;
        readonly by: string;
        readonly at: string;
        /** The newest attempt at any block when it was said; 0 when there was none. */
        readonly attempt: number;
      }
    >
  >;
  readonly overrides: Readonly<Record<OwnerRef, Passed>>;
  readonly skips: Readonly<Record<BlockRef, Passed>>;
  readonly notes: readonly Note[];
  readonly repairs: readonly Repair[];
  /** By `targetName`: what was pinned, newest wins. */
  readonly targets: Readonly<Record<string, Target>>;
  /** The login that is gone, until it was seen to be back. */
  readonly login: LostLogin | undefined;
  readonly environment: CarriedEnvironment;
  /** The attempt that is waited for, when there is one. */
  readonly running: number | undefined;
  /** Polls that were left running, in the order in which they were left. */
  readonly background: readonly number[];
  readonly state: 'walking' | 'quit' | 'finished';
  readonly passed: boolean | undefined;
  /** Number and time of the newest event. */
  readonly seq: number;
  readonly lastAt: string;
}

/** A session before its first event. Questions of several runbooks are kept apart by their ids. */
export function emptySession(
  runbooks: readonly Runbook[],
  site?: Site,
  readings: readonly Runbook[] = [],
): Session {
  return {
    id: '',
    mode: 'real',
    startedAt: '',
    faults: [],
    seed: 0,
    bootId: undefined,
    host: '',
    user: '',
    runbooks: apartQuestions(runbooks),
    revisions: [],
    readings: new Map(readings.map((reading) => [reading.sha256, reading])),
    site,
    literals: undefined,
    unconfirmed: [],
    given: {},
    lastGiven: {},
    answers: {},
    attempts: [],
    captures: {},
    attested: {},
    overrides: {},
    skips: {},
    notes: [],
    repairs: [],
    targets: {},
    login: undefined,
    environment: emptyEnvironment,
    running: undefined,
    background: [],
    state: 'walking',
    passed: undefined,
    seq: 0,
    lastAt: '',
  };
}

/** The same with texts of its runbooks that were read, for the events that take them up. */
export function withReadings(session: Session, readings: readonly Runbook[]): Session {
  if (readings.length === 0) return session;
  const known = readings.map((reading) => [reading.sha256, reading] as const);
  return { ...session, readings: new Map([...session.readings, ...known]) };
}
