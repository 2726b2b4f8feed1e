import type { BlockRef } from '../../session/events.ts';
import { loginWords } from '../../session/login.ts';
import type { Session } from '../../session/session.ts';
import { entryCursor } from '../entry.ts';
import { driftedOf, nextOf } from './per-session.ts';
import { cleanRow } from './span.ts';

/** A way on from the resume screen. */
export interface ResumeWay {
  /** Where the walk opens; undefined where the block that wants something stands by itself. */
  readonly block: BlockRef | undefined;
  readonly says: string;
  /** A few words, for the footer. */
  readonly shortly: string;
  /** It leads to the login that is gone, and comes back from there. */
  readonly login?: true;
}

/** A login that is gone first, as every other way meets it again; then on with the walk, then to the first drift. */
export function resumeWays(session: Session): readonly ResumeWay[] {
  const running = entryCursor(session);
  const at = running ?? nextOf(session)?.ref;
  const drifted = driftedOf(session)[0]?.located;
  const id = at === undefined ? undefined : idOf(at);
  return [
    ...(session.login === undefined
      ? []
      : [
          {
            block: undefined,
            says: `see about the login first: ${loginWords(session.login.kind).gone}`,
            shortly: 'see the login',
            login: true as const,
          },
        ]),
    id === undefined
      ? { block: undefined, says: 'go on to the exit gate', shortly: 'go on' }
      : {
          block: running,
          says: running === undefined ? `go on at ${id}` : `go on to ${id}, which is running`,
          shortly: id.length > 10 ? 'go on' : `on to ${id}`,
        },
    ...(drifted === undefined
      ? []
      : [
          {
            block: drifted.ref,
            says: `go to ${idOf(drifted.ref)}, which has drifted; r runs it again there`,
            shortly: 'see the drift',
          },
        ]),
  ];
}

function idOf(ref: BlockRef): string {
  return cleanRow(ref.slice(ref.indexOf(':') + 1));
}
