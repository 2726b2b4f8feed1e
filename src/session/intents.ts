import type { AttestAnswer } from '../steps/model.ts';
import type { BlockRef, GateRef, OwnerRef } from './events.ts';

/** What an operator can ask for. Screens and the plain walk send these; the engine answers. */
export type Intent =
  | { readonly type: 'confirm-literals'; readonly values: Readonly<Record<string, string>> }
  /** What stands for placeholders of a block, by their text. */
  | {
      readonly type: 'give-values';
      readonly block: BlockRef;
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly type: 'answer-question'; readonly question: string; readonly option: string }
  /**
   * Starts a block; one that is given secrets asks for the first of them instead. `typed` is the object's own
   * name, for a block under a caution.
   */
  | { readonly type: 'run'; readonly block: BlockRef; readonly typed?: string }
  /** Looks again at the checks that had passed, in order. `cancel` leaves the rest of them. */
  | { readonly type: 'recheck' }
  /** The operator reads its preview: what has to be asked before it starts is asked meanwhile. */
  | { readonly type: 'prepare'; readonly block: BlockRef }
  /** Asks whether the login that was lost is back; goes on with a check that had met it. */
  | { readonly type: 'check-login' }
  /** Takes the live target in the place of the pinned one; `typed` is its own name. */
  | { readonly type: 'pin-target'; readonly typed: string }
  /** Nothing is typed unseen for now. What was collected for a run that has not begun is forgotten. */
  | { readonly type: 'leave-secret' }
  /** Gives the block that asks for it the next share that the keyring has. */
  | { readonly type: 'give-remembered' }
  /** The password of the juju login that is gone is asked for, to be typed unseen. */
  | { readonly type: 'ask-password' }
  /** Logs in to juju with the password that the keyring has. */
  | { readonly type: 'log-in-remembered' }
  /** Whether the secret that was accepted last is to stand in the keyring. */
  | { readonly type: 'remember'; readonly answer: 'yes' | 'no' }
  /** Without a block it is the one that is waited for; with one, a poll that was left running as well. */
  | { readonly type: 'cancel'; readonly block?: BlockRef }
  | { readonly type: 'poll-now'; readonly block?: BlockRef }
  | { readonly type: 'pause-poll'; readonly block?: BlockRef }
  | { readonly type: 'continue-poll'; readonly block?: BlockRef }
  /** Leaves the poll that is waited for running, where its runbook lets the walk go on meanwhile. */
  | { readonly type: 'leave-poll'; readonly block: BlockRef }
  /** Carries on a poll whose looks ran out: as many once more, on the same clock. */
  | { readonly type: 'extend-poll'; readonly block: BlockRef }
  /** `by` says whose word it is when no operator gave it (a training walk without hands). */
  | {
      readonly type: 'attest';
      readonly gate: GateRef;
      readonly answer: AttestAnswer;
      readonly by?: 'operator' | 'runbook' | 'attest-option';
    }
  | { readonly type: 'skip'; readonly block: BlockRef; readonly reason: string }
  | { readonly type: 'override'; readonly owner: OwnerRef; readonly reason: string }
  | {
      readonly type: 'take-outcome';
      readonly block: BlockRef;
      readonly as: 'done' | 'failed';
      readonly reason: string;
    }
  | { readonly type: 'note'; readonly text: string; readonly block: BlockRef | undefined }
  /** Goes on with the text that a runbook's file has now; only with the one of this hash, which was shown. */
  | { readonly type: 'take-revision'; readonly runbook: string; readonly sha256: string }
  /** Goes on with the text that the walk has: the other is not offered any more. */
  | { readonly type: 'leave-revision'; readonly runbook: string; readonly sha256: string }
  | { readonly type: 'finish' }
  | { readonly type: 'quit' };
