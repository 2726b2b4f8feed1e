import type { Command } from '../steps/command.ts';
import type { AttestAnswer } from '../steps/model.ts';
import type { Verdict } from '../steps/verdict.ts';
import type { EnvironmentChange } from './environment.ts';
import type { LoginKind } from './login.ts';
import type { Outcome } from './outcome.ts';
import type { Target } from './target.ts';

/** Whether a walk touches this machine or the simulated cloud. Fixed for the life of a session. */
export type SessionMode = 'real' | 'training';

/** A block of a session's runbooks: `phase-07:7.1/2`. */
export type BlockRef = string;
/** What a gate stands with: a block, or a step (`phase-07:exit-gate`). */
export type OwnerRef = string;
/** One gate of its owner, by place: `phase-07:7.1/2#0`. */
export type GateRef = string;

export interface RunbookSource {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly sha256: string;
  /** Where its file lies in git, when it does. */
  readonly git?: GitPlace | undefined;
}

/** What git says of a document. No address of a remote: it may hold a token. */
export interface GitPlace {
  /** Full hex name of the commit that is checked out. */
  readonly commit: string;
  /** Whether that commit holds the document as it was read, byte for byte. */
  readonly clean: boolean;
  /** Undefined where no branch is checked out. */
  readonly branch?: string | undefined;
}

/** A document of a walk in another text than until now, and what became of each of its blocks. */
export interface RunbookRevised {
  readonly type: 'runbook-revised';
  /** The id of the runbook, which stays. */
  readonly runbook: string;
  /** 2 for the first text after the one that the walk began with. */
  readonly revision: number;
  readonly title: string;
  readonly sha256: string;
  /** Blocks, steps (`7.2`) and gates of steps (`exit-gate#0`) that have another name now: the old name, the new one. */
  readonly moved: Readonly<Record<string, string>>;
  /** By the block's name now: what differs, `command`, `gate` ... */
  readonly changed: Readonly<Record<string, readonly string[]>>;
  /** Blocks that were not there before. */
  readonly added: readonly string[];
  /** Blocks, steps and gates of steps that are not there any more, by their old names. */
  readonly gone: readonly string[];
  /** Literals that are new or have another value: they have to be confirmed. */
  readonly literals: readonly string[];
  /** What was answered and still stands, by the question's id now. */
  readonly answers: Readonly<Record<string, string>>;
  readonly git?: GitPlace | undefined;
}

/** One look of a poll. */
export interface Look {
  /** 1-based. */
  readonly number: number;
  /** Seconds of session time since the poll began. */
  readonly seconds: number;
  /** `question-failed`: the command itself failed, which says nothing about the answer. */
  readonly answer: 'yes' | 'not-yet' | 'stop' | 'question-failed';
  /** What was seen, short: `UNHEALTHY`. Redacted. */
  readonly state: string;
  readonly outcome: Outcome;
  /** It met a login that was gone: it says nothing about the answer, and takes nothing of the budget. */
  readonly held?: true;
}

/** One run of a block that was given secrets; what they are stands nowhere. */
export interface SecretRound {
  /** 1-based. */
  readonly number: number;
  /** Who brought it, where several people bring theirs. */
  readonly holder: string | undefined;
  /** The last line that the run printed, short. Redacted. */
  readonly state: string;
  readonly outcome: Outcome;
}

/**
 * Everything that can happen to a session. The session is the fold of these, in order; each is on disk
 * before its consequence is visible. Plain data only.
 */
export type SessionEvent =
  | {
      readonly type: 'session-started';
      /** 1 knows no target, login, environment or recheck. */
      readonly format: 1 | 2;
      readonly handrail: string;
      readonly id: string;
      readonly mode: SessionMode;
      readonly runbooks: readonly RunbookSource[];
      readonly host: string;
      readonly user: string;
      readonly bootId: string | undefined;
      /** Training only: how the simulated cloud was broken at the start, and its seed. */
      readonly faults: readonly string[];
      readonly seed: number;
      /** The site file that was used, and the hash of its bytes. */
      readonly site?: { readonly path: string; readonly sha256: string };
    }
  | {
      readonly type: 'session-resumed';
      readonly pid: number;
      readonly user: string;
      readonly bootId: string | undefined;
      readonly after: 'quit' | 'killed' | 'rebooted';
    }
  | { readonly type: 'literals-confirmed'; readonly values: Readonly<Record<string, string>> }
  /** What the operator gave for placeholders of a block, by their text: `<cluster>`. */
  | {
      readonly type: 'placeholder-given';
      readonly block: BlockRef;
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly type: 'question-answered'; readonly question: string; readonly option: string }
  | {
      readonly type: 'block-started';
      readonly block: BlockRef;
      readonly attempt: number;
      readonly command: Command;
      /** A check that had passed, run once more on resume: it says what has drifted and settles nothing. */
      readonly recheck?: true;
      /** A poll whose looks had run out: the attempt that it carries on, with its clock and its looks. */
      readonly extends?: number;
    }
  /** A poll is left running, and the walk goes on beside it. */
  | { readonly type: 'poll-left'; readonly attempt: number }
  /** A poll takes no look until it goes on. */
  | { readonly type: 'poll-paused'; readonly attempt: number }
  | { readonly type: 'poll-continued'; readonly attempt: number }
  | {
      readonly type: 'process-started';
      readonly attempt: number;
      readonly pid: number;
      readonly startTime: string;
    }
  | { readonly type: 'poll-looked'; readonly attempt: number; readonly look: Look }
  | { readonly type: 'secret-given'; readonly attempt: number; readonly round: SecretRound }
  | { readonly type: 'block-ended'; readonly attempt: number; readonly outcome: Outcome }
  | {
      readonly type: 'block-judged';
      readonly attempt: number;
      /** In the order of the block's gates. */
      readonly verdicts: readonly Verdict[];
      readonly captures: Readonly<Record<string, string>>;
      readonly captureFailures: readonly string[];
    }
  | {
      readonly type: 'environment-changed';
      readonly attempt: number;
      readonly change: EnvironmentChange;
    }
  /** A block ended without saying what it leaves: the next one begins with what was carried before it. */
  | { readonly type: 'environment-not-left'; readonly attempt: number }
  /** What was carried is gone though the machine was not rebooted. */
  | { readonly type: 'environment-lost'; readonly reason: string }
  | { readonly type: 'target-pinned'; readonly target: Target; readonly reason: string | undefined }
  | {
      readonly type: 'login-lost';
      readonly login: LoginKind;
      readonly said: string;
      readonly block: BlockRef | undefined;
      readonly attempt: number | undefined;
    }
  | { readonly type: 'login-restored'; readonly login: LoginKind }
  | {
      readonly type: 'outcome-taken';
      readonly attempt: number;
      readonly as: 'done' | 'failed';
      readonly reason: string;
    }
  | {
      readonly type: 'gate-attested';
      readonly gate: GateRef;
      readonly answer: AttestAnswer;
      readonly by: 'operator' | 'runbook' | 'attest-option';
    }
  | { readonly type: 'gate-overridden'; readonly owner: OwnerRef; readonly reason: string }
  | { readonly type: 'block-skipped'; readonly block: BlockRef; readonly reason: string }
  | { readonly type: 'note-added'; readonly text: string; readonly block: BlockRef | undefined }
  /**
   * A damaged journal was cut back to its good lines. The blocks that may have run in the lost part stand
   * before this as started, with an end that nobody saw.
   */
  | {
      readonly type: 'journal-repaired';
      /** Events kept, and lines set aside. */
      readonly kept: number;
      readonly setAside: number;
      /** Name of the file in the session's folder that holds those lines. */
      readonly file: string;
      /** Attempts of the lost part that no block could be named for. */
      readonly unnamed: readonly number[];
    }
  | RunbookRevised
  | { readonly type: 'session-quit' }
  | { readonly type: 'session-finished'; readonly passed: boolean };

/** An event as the journal holds it. */
export interface JournaledEvent {
  readonly seq: number;
  /** ISO 8601, wall-clock time. */
  readonly at: string;
  readonly event: SessionEvent;
}
