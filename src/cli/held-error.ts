import { UserError } from './user-error.ts';

/** The session is being walked by somebody else: the sentence says who, and that it can be watched. */
export class HeldError extends UserError {
  /** Who walks it and since when, without the way on. */
  readonly who: string;

  /** @param holder the process in words, as the lock says it */
  constructor(session: string, holder: string, stateDir: string) {
    const who = `${session} is being walked by ${holder}`;
    super(`${who}; leave it there first (q), or watch it: handrail watch ${session}${stateDir}`);
    this.who = who;
  }
}
