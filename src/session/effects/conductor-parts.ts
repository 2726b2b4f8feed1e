import type { StoreApi } from 'zustand/vanilla';
import type { Secret } from '../../secrets/secret.ts';
import type { BlockRef } from '../events.ts';
import type { LostLogin } from '../login.ts';
import type { BlockRunner, BlockTerminal, Clock } from '../runner.ts';
import type { View } from '../walker.ts';
import type { PollControl } from './poll-hand.ts';
import type { Preflight } from './preflight.ts';
import type { Recorder } from './record.ts';
import type { ShareKeeper } from './share-keeper.ts';

/**
 * Folder of an attempt, and of one look of a poll or run of several, made when it is not there, 0700. `fresh` for one
 * that no look has used: what a look left that was cut off stays where it is.
 */
export type AttemptFolders = (attempt: number, look?: number, fresh?: 'fresh') => string;

/** What a conductor works with. */
export interface ConductorParts {
  readonly store: StoreApi<View>;
  readonly recorder: Recorder;
  readonly runner: BlockRunner;
  readonly clock: Clock;
  readonly attemptFolder: AttemptFolders;
  readonly preflight: Pick<Preflight, 'ready' | 'readyForLook'>;
  /** What this process holds of secrets now: none of it is to be found in what runs leave behind. */
  readonly secrets?: () => readonly Secret[];
  /** What is remembered of the shares that blocks are given; a training walk remembers none. */
  readonly shares?: ShareKeeper | undefined;
}

/** Starts blocks, watches them to their end and has them judged. One at a time, beside the polls that were left running. */
export interface Conductor {
  /** Journals the start, starts the process, or asks for the first secret; answers why not when it did not. */
  run(ref: BlockRef): Promise<string | undefined>;
  /** Looks again at the checks that had passed, one after the other; answers why not when that did not begin. */
  recheck(): string | undefined;
  /** Stops looking again; false when that was not going on. */
  skipRechecks(): boolean;
  /** Stops what is waited for; a block's name stops that, were it a poll that was left running. */
  cancel(ref?: BlockRef): string | undefined;
  /** See `Walker.give`. */
  give(secret: Secret, holder: string | undefined): Promise<string | undefined>;
  /** Gives the block that asks for it a share that is remembered; a sentence when it was not taken. */
  giveRemembered(): Promise<string | undefined>;
  /** Forgets what was collected for a run that has not begun; false when no secret is asked for. */
  leaveSecret(): boolean;
  /** Wipes every secret that is not given yet. */
  forgetSecrets(): void;
  /** What the run that is on was given: none of it is to be shown. */
  known(): readonly Secret[];
  terminal(): BlockTerminal | undefined;
  /** Goes on after a login that was lost is back: what only reads is run again by itself. */
  afterLogin(lost: LostLogin | undefined): Promise<string | undefined>;
  /** The operator's hand on the poll that is waited for, or on the one that is named. */
  poll(act: (control: PollControl) => void, ref?: BlockRef): string | undefined;
  /** Pauses the poll that is waited for or the one that is named, or lets it go on; a sentence when that did not come about. */
  pausePoll(isPaused: boolean, ref?: BlockRef): string | undefined;
  /** Leaves the poll that is waited for running; a sentence when that could not be written down. */
  leavePoll(ref: BlockRef): string | undefined;
  /** Carries on a poll whose looks ran out; a sentence when it did not begin. */
  extendPoll(ref: BlockRef): Promise<string | undefined>;
  /** Why a new text of a runbook is not taken up now; undefined when it may be. */
  busy(): string | undefined;
  /** The blocks of what is under way are called otherwise from now on. */
  renamed(nameOf: (ref: BlockRef) => BlockRef): void;
  /** Takes in what an earlier handrail left: a run that goes on, ended meanwhile, or was lost. */
  takeUp(): void;
  /** Resolves when what is waited for has ended, or was left running, and nothing is being masked. */
  idle(): Promise<void>;
  /** Stops watching. A poll takes no more looks until somebody takes it up again; a real block goes on by itself. */
  letGo(): Promise<void>;
}
