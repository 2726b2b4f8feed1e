/** How the run of a block ended, as far as anyone knows. */
export type Outcome =
  | { readonly type: 'exited'; readonly status: number }
  | { readonly type: 'signalled'; readonly signal: string }
  /** The operator stopped it; what it had done until then stays done. */
  | {
      readonly type: 'cancelled';
      readonly status: number | undefined;
      /** Why it was stopped, when no operator did. */
      readonly why?: string;
    }
  /** It never began: nothing happened. */
  | { readonly type: 'not-started'; readonly reason: string }
  /** It began and its end was not seen. Only a read-only check or the operator's word goes on from here. */
  | { readonly type: 'unknown'; readonly reason: string };
