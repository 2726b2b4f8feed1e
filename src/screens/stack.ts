import type { BlockRef, GateRef, OwnerRef } from '../session/events.ts';

/** A screen and what it is about. The screens form a stack; the breadcrumb is the stack read out. */
export type Screen =
  | { readonly type: 'home' }
  | { readonly type: 'open-file' }
  | { readonly type: 'literals' }
  /** One literal being typed. */
  | { readonly type: 'literal'; readonly name: string }
  /** What stands for a placeholder of a block, being typed. */
  | { readonly type: 'placeholder'; readonly block: BlockRef; readonly text: string }
  | { readonly type: 'question'; readonly question: string }
  /** How a walk that is taken up stands, before it goes on. */
  | { readonly type: 'resume' }
  | { readonly type: 'walk' }
  /** What the files of the runbooks say now and the walk does not. */
  | { readonly type: 'revised' }
  | { readonly type: 'confirm'; readonly block: BlockRef }
  | { readonly type: 'caution'; readonly block: BlockRef }
  /** Who brings the secret that is asked for, where several people bring theirs. */
  | ({ readonly type: 'holder' } & SecretPlace)
  /** The hidden prompt. */
  | ({ readonly type: 'secret'; readonly holder: string | undefined } & SecretPlace)
  | { readonly type: 'attest'; readonly gate: GateRef }
  | { readonly type: 'unknown'; readonly block: BlockRef }
  | { readonly type: 'login' }
  /** The hidden prompt for the password of the juju login that is gone. */
  | { readonly type: 'password' }
  /** Whether what was accepted is to be remembered. */
  | { readonly type: 'remember' }
  /** The block would meet another target than the one pinned. */
  | { readonly type: 'target'; readonly block: BlockRef }
  | { readonly type: 'reason'; readonly about: ReasonAbout }
  | { readonly type: 'note'; readonly block: BlockRef | undefined }
  | { readonly type: 'find' }
  | { readonly type: 'rollback' }
  | { readonly type: 'environment' }
  /** What was deferred, to what, and what became of it. */
  | { readonly type: 'deferrals' }
  | { readonly type: 'exit-gate' }
  /** Only while watching: to walk here what nobody else walks any more. */
  | { readonly type: 'take-over' }
  | { readonly type: 'help' }
  | { readonly type: 'quit' };

/** Which of the secrets of a block is asked for, as `SecretAsked` has it. */
export interface SecretPlace {
  readonly block: BlockRef;
  readonly index: number;
  readonly number: number;
}

/** What a typed reason is for. */
export type ReasonAbout =
  | { readonly type: 'skip'; readonly block: BlockRef }
  | { readonly type: 'override'; readonly owner: OwnerRef }
  | { readonly type: 'take-outcome'; readonly block: BlockRef; readonly as: 'done' | 'failed' };

/** What a screen holds for itself; losing it misleads nobody. */
export interface Ui {
  readonly stack: readonly Screen[];
  /** The block the walk screen shows; undefined follows the next block that wants something. */
  readonly cursor: BlockRef | undefined;
  readonly pane: 'outline' | 'block';
  /** Ids of runbooks that the outline shows as one row, and steps that it shows with all their blocks. */
  readonly folds?: { readonly runbooks: readonly string[]; readonly steps: readonly OwnerRef[] };
  /** Scroll of the block pane and of the output, in rows. */
  readonly scroll: number;
  readonly outputOffset: number;
  /** One sentence under the panes: why a key did nothing, what was just done. */
  readonly message: string | undefined;
  /** Text being typed on the top screen (a reason, a note, a name, a search). Never a secret. */
  readonly text: string;
  /** What was typed was refused: what comes behind it would be its second half, and is not taken before it is cleared. */
  readonly isSpoilt: boolean;
  /** Highlighted row of the top screen's list. */
  readonly choice: number;
  /** Literals typed over and not yet confirmed, by name. */
  readonly drafts?: Readonly<Record<string, string>>;
  /** Attempts of polls that ran on and ended, and whose block was not under the cursor since. */
  readonly ended?: readonly number[];
}
