import type { GitPlace } from '../events.ts';
import type { WalkResult } from '../result.ts';

/**
 * A whole walk as plain data: what `handrail report --format json` prints and the Markdown is made of. Its fields are
 * part of handrail's interface; docs/report.md tells what each says. Times are ISO 8601, what has no value is undefined.
 */
export interface Report {
  /** Of this shape. */
  readonly format: 1;
  readonly made: { readonly at: string; readonly handrail: string };
  readonly session: SessionReport;
  readonly runbooks: readonly RunbookReport[];
  /** What was pinned, in order; the same target again is one that was pinned anew, with the reason. */
  readonly targets: readonly TargetReport[];
  /** What happened to the walk itself: begun, resumed, left, repaired, logins. */
  readonly story: readonly Happening[];
  /** What it came to, as `train --autopilot --json` says it, blocks aside. */
  readonly result: Omit<WalkResult, 'blocks'>;
  /** What the acceptance bar comes to, in a sentence; undefined where there is none. */
  readonly accepted: string | undefined;
  readonly literals: readonly NamedValue[];
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
  /** The newest value of each capture. */
  readonly captures: readonly CaptureReport[];
  /** Everything that was passed over, answered or settled by a person's word, in order. */
  readonly words: readonly Word[];
  readonly notes: readonly NoteReport[];
  readonly repairs: readonly RepairReport[];
  /** Blocks that were started and whose end nobody saw. */
  readonly unknown: readonly { readonly block: string; readonly why: string }[];
  readonly blocks: readonly BlockReport[];
}

export interface SessionReport {
  readonly id: string;
  readonly mode: 'real' | 'training';
  /** `broken-off`: it was neither finished nor left, and nobody walks it now. */
  readonly state: 'walking' | 'left' | 'broken-off' | 'finished';
  readonly passed: boolean;
  /** Who walks it at this moment, in words. */
  readonly holder: string | undefined;
  readonly host: string;
  /** Everybody who began or resumed it, each once. */
  readonly users: readonly string[];
  readonly handrail: string;
  readonly began: string;
  readonly lastEvent: string;
  /** When it was finished. */
  readonly ended: string | undefined;
  readonly resumed: number;
  readonly reboots: number;
  readonly faults: readonly string[];
  readonly seed: number;
  readonly journal: JournalReport;
}

/** How the journal stood when the report was made: `report --verify` goes by this. */
export interface JournalReport {
  readonly events: number;
  readonly bytes: number;
  /** Hex sha256 of its last line: every line before it is chained into it. */
  readonly lastHash: string;
  /** Bytes of a last line without an end; they are in no other field. */
  readonly tornBytes: number;
}

export interface RunbookReport {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  /** Of the text that the walk began with. */
  readonly sha256: string;
  /** Where that lay in git, where it did. */
  readonly git: GitPlace | undefined;
  /** The texts that the walk went on with after the one that it began with, in that order. */
  readonly revisions: readonly RevisionReport[];
  readonly settled: number;
  /** Blocks on the way: fallbacks, rollbacks and what the route leaves out are not counted. */
  readonly of: number;
}

export interface RevisionReport {
  /** 2 for the first after the one that the walk began with. */
  readonly revision: number;
  readonly at: string;
  readonly sha256: string;
  /** Blocks by their names in this text; of what is gone by those of the text before. */
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly gone: readonly string[];
  readonly git: GitPlace | undefined;
}

export interface TargetReport {
  readonly at: string;
  readonly target: string;
  readonly reason: string | undefined;
}

export interface Happening {
  readonly at: string;
  readonly user: string;
  readonly what: string;
}

export interface NamedValue {
  readonly name: string;
  readonly value: string;
  /** The value looks like a secret, and a mask stands for it. */
  readonly masked: boolean;
  readonly at: string;
  readonly user: string;
}

export interface CaptureReport extends Omit<NamedValue, 'user'> {
  readonly block: string;
  readonly attempt: number;
}

export interface Word {
  readonly type: 'overridden' | 'skipped' | 'attested' | 'outcome-taken';
  readonly at: string;
  readonly user: string;
  /** Block, step or gate that it is about. */
  readonly about: string;
  /** The attempt that it was said about; 0 when there was none. */
  readonly attempt: number;
  /** The answer, or the reason as typed. */
  readonly said: string;
  /** Of an answer: `operator`, `runbook` (a training answer), `attest-option`. */
  readonly by: string | undefined;
}

export interface NoteReport {
  readonly at: string;
  readonly user: string;
  readonly block: string | undefined;
  readonly text: string;
}

export interface RepairReport {
  readonly at: string;
  readonly kept: number;
  readonly setAside: number;
  readonly file: string;
  /** Attempts that may have run though no block could be named for them. */
  readonly unnamed: readonly number[];
}

export interface BlockReport {
  readonly ref: string;
  readonly runbook: string;
  readonly step: { readonly id: string; readonly title: string };
  readonly id: string;
  readonly kind: string;
  readonly location: string;
  readonly scope: string | undefined;
  readonly line: number;
  readonly standing: string;
  /** Why it stands so, where no attempt says it: the route, a reason, or what became of a check that had passed. */
  readonly why: string | undefined;
  readonly attempts: readonly AttemptReport[];
}

export interface AttemptReport {
  readonly number: number;
  /** A check that had passed, looked at once more on resume. */
  readonly recheck: boolean;
  /** The attempt whose poll it carries on. */
  readonly extends: number | undefined;
  readonly user: string;
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  /** From start to end; of a poll by the clock of its looks, which in training is the simulated one. */
  readonly seconds: number | undefined;
  readonly command: CommandReport;
  /** Its end in words: `ended with exit status 0`. */
  readonly outcome: string;
  readonly exit: number | undefined;
  readonly gates: readonly GateReport[];
  readonly captures: readonly { readonly name: string; readonly value: string }[];
  readonly captureFailures: readonly string[];
  /** Equal states of a poll in a row are one. */
  readonly looks: readonly LookRun[];
  readonly rounds: readonly {
    readonly number: number;
    readonly holder: string | undefined;
    readonly state: string;
    readonly outcome: string;
  }[];
  readonly environment: string | undefined;
  readonly output: AttemptOutput;
}

export interface CommandReport {
  /** What ran, with the values that it read put ahead. */
  readonly script: string;
  /** Something in it looked like a secret and is masked here; it ran as the script beside the session has it. */
  readonly masked: boolean;
  readonly via: 'bash' | 'juju-ssh';
  readonly stdin: string;
  readonly changes: boolean;
  /** What stood in the place of placeholders, as the operator gave it. */
  readonly filled: readonly { readonly placeholder: string; readonly value: string }[];
  /** The names of the secrets that it was given. */
  readonly given: readonly string[];
}

export interface GateReport {
  readonly text: string;
  readonly type: 'machine' | 'attested';
  readonly hard: boolean;
  readonly answer: 'yes' | 'no' | 'could-not-tell' | 'later' | 'open';
  readonly why: string;
}

export interface LookRun {
  readonly answer: 'yes' | 'not-yet' | 'stop' | 'question-failed';
  readonly state: string;
  readonly count: number;
  /** The first and the last look of the run, and when they were: seconds since the poll began. */
  readonly from: number;
  readonly to: number;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** What is kept of what an attempt printed. */
export interface AttemptOutput {
  /** In place of the output, or beside it: why there is none, or not all of it. */
  readonly said: string | undefined;
  readonly tails: readonly OutputEnd[];
  /** Of a poll, or of a block that is given several secrets, those of each run. */
  readonly files: readonly KeptFile[];
}

export interface OutputEnd {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: number;
  readonly lines: readonly string[];
  /** There is more before these lines. */
  readonly more: boolean;
}

export interface KeptFile {
  /** Below the session's folder. */
  readonly file: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}
