import type { StoreApi } from 'zustand/vanilla';
import type { Secret } from '../secrets/secret.ts';
import type { SecretInput } from '../steps/model.ts';
import type { BlockRef } from './events.ts';
import type { Intent } from './intents.ts';
import type { PasswordLogin, RememberAsked, SharesOffered } from './remembering.ts';
import type { Target } from './target.ts';
import type { BlockTerminal } from './runner.ts';
import type { ChangedDocument } from './resume-facts.ts';
import type { Session } from './session.ts';

/** What is happening right now: true only while this process lives, so no event tells of it. */
export interface Live {
  readonly attempt: number;
  readonly block: BlockRef;
  /** Session time, milliseconds. */
  readonly startedAt: number;
  /** The operator asked it to stop. */
  readonly stopping: boolean;
  readonly poll: LivePoll | undefined;
  /** The question that it waits at, which nothing here can answer. */
  readonly prompt?: string;
  /** It has a terminal of its own, which the operator can take over. */
  readonly terminal?: true;
  /** What can not be proven of the terminal there, in a sentence. */
  readonly unproven?: string;
}

/** What a block waits for, to be typed unseen. */
export interface SecretAsked {
  readonly block: BlockRef;
  readonly input: SecretInput;
  /** Its place among the inputs of the block. */
  readonly index: number;
  /** Which of several, 1-based: the run of the block that it is for. */
  readonly number: number;
  /** None before the first run. */
  readonly attempt: number | undefined;
  /** `given`: on its way; what comes of it is not known yet. */
  readonly state: 'asked' | 'given';
}

export interface LivePoll {
  /** The look under way or next, 1-based. */
  readonly look: number;
  readonly of: number;
  readonly everySeconds: number;
  /** Session time of the next look in milliseconds; undefined while looking or paused. */
  readonly nextAt: number | undefined;
  readonly paused: boolean;
  /** No look until a login that is gone is back. */
  readonly held?: boolean;
  /** Looks in a row for which the gate held, and how many are needed. */
  readonly stable: number;
  readonly stableFor: number;
}

/** Whether a block would meet what was pinned: asked while its preview is read, and again before it starts. */
export interface TargetCheck {
  readonly block: BlockRef;
  /** `not-known`: the question could not be answered, `says` tells why. */
  readonly state: 'asking' | 'same' | 'differs' | 'not-known';
  readonly says: string;
  /** Whether the block would not start on that answer: then Enter asks again before anything else. */
  readonly stops?: boolean;
  /** The two that differ. */
  readonly pinned?: Target;
  readonly live?: Target;
}

/** A terminal that is the operator's alone for a while. */
export interface LentTerminal {
  print(text: string): void;
  /** What was typed, unseen, up to Enter; undefined for Ctrl-C, Ctrl-D or a terminal that went away. */
  askHidden(question: string): Promise<string | undefined>;
}

/** What screens draw. A new object for each change; the session inside changes only by events. */
export interface View {
  readonly session: Session;
  /** What is waited for. */
  readonly live: Live | undefined;
  /** The polls that were left running, in the order in which they were left. */
  readonly background: readonly Live[];
  /** One sentence when something outside the walk is wrong: the journal can not be written, above all. */
  readonly trouble: string | undefined;
  /** What has happened and is not on disk yet, in words; it would be lost with this process. */
  readonly unwritten: readonly string[];
  readonly check?: TargetCheck;
  readonly asked?: SecretAsked;
  /** The secret that was accepted last, and may be remembered when the operator says so. */
  readonly remember?: RememberAsked;
  /** The login that is gone is juju's, and a password can bring it back here. */
  readonly password?: PasswordLogin;
  /** What is remembered of what a block asks for. */
  readonly offered?: SharesOffered;
  /** The runbooks whose files say something else than the walk goes by. */
  readonly documents?: readonly ChangedDocument[];
  /** Hashes of the texts that the operator chose not to go on with. */
  readonly left?: readonly string[];
  /** Somebody else walks it, and this is only looked at. */
  readonly watching?: Watching;
  /** The newest round of looking again at checks that had passed; none before the first. */
  readonly rechecks?: LiveRechecks;
}

/** Whose walk is watched. */
export interface Watching {
  /** `process 4242 of ubuntu on pts/3, since ...`; undefined when nobody walks it any more. */
  readonly holder: string | undefined;
}

/** A round of rechecks, while this process lives and after it. What each one saw is in the session. */
export interface LiveRechecks {
  /** In the order in which they are looked at. */
  readonly blocks: readonly BlockRef[];
  /** Those that are left out, and why. */
  readonly left: Readonly<Record<BlockRef, string>>;
  /** The first attempt that can belong to it. */
  readonly from: number;
  /** `skipped`: it ended before its last check. */
  readonly state: 'on' | 'stopping' | 'done' | 'skipped';
}

/** The end of an attempt's output, ready to draw: sanitised, redacted, cut to the width. */
export interface OutputTail {
  readonly lines: readonly string[];
  readonly bytes: number;
  /** Lines above the first one shown, when they are known to exist. */
  readonly more: boolean;
  /** It grew past the limit: what came after that is not kept. */
  readonly cut?: true;
}

/** A walk under way, as screens and the plain walk see it. */
export interface Walker {
  readonly store: StoreApi<View>;
  /** Does what is asked, or answers with the sentence that says why not. Settles when the asking is done, not the block. */
  send(intent: Intent): Promise<string | undefined>;
  /**
   * Gives the block that asks for it what was typed unseen, by whom when several bring theirs; or the login that
   * asks. Takes the secret over: it is wiped whatever comes. A sentence when it was not taken; it may be typed again
   * then.
   */
  give(secret: Secret, holder?: string): Promise<string | undefined>;
  /** The terminal of the block that runs, when it has one of its own. */
  terminal(): BlockTerminal | undefined;
  /** Training: what the simulated holder would type now; undefined when the simulated cloud has no such secret. */
  readonly standInSecret?: () => Promise<Secret | undefined>;
  /** Session time in milliseconds: virtual in training. */
  now(): number;
  /** Lines of an attempt's output, `offset` lines above its end. Both streams, standard output first, when both have text. */
  output(
    attempt: number,
    size: { readonly rows: number; readonly columns: number; readonly offset: number },
  ): OutputTail;
  /** Path of a file that holds the whole output, sanitised and redacted, for `$PAGER`. */
  exportOutput(attempt: number): string;
  /** Training: logs in to the simulated cloud at the operator's terminal. On the real machine a program does. */
  readonly standInLogin?: (terminal: LentTerminal) => Promise<void>;
  /** Resolves when nothing is waited for and every event is on disk. Polls that were left running go on. */
  idle(): Promise<void>;
  /** Lets go of the session: lock, files. A running real block goes on; a poll, when it is taken up again. */
  close(): Promise<void>;
}
