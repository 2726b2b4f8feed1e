import type { BlockRef } from '../../session/events.ts';
import { loginWords } from '../../session/login.ts';
import { takeable } from '../../session/change-rows.ts';
import type { View } from '../../session/walker.ts';
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
  /** What becomes of the new text of its runbooks: it is gone on with, or left; undefined where there is none. */
  readonly text?: 'new' | 'kept';
  /** It leads to the login that is gone, and comes back from there. */
  readonly login?: true;
}

/** A login that is gone first, as every other way meets it again; then on with the walk, then to the first drift. */
export function resumeWays(view: View): readonly ResumeWay[] {
  const { session } = view;
  const texts = takeable(view.documents);
  const isBusy = session.running !== undefined;
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
    ...(texts.length === 0 || isBusy
      ? []
      : [
          {
            block: undefined,
            text: 'new' as const,
            says: `go on with the new text of ${texts.map(({ runbook }) => cleanRow(runbook)).join(', ')}`,
            shortly: 'go on, new text',
          },
        ]),
    {
      ...onWay(running, id),
      ...(texts.length === 0 || isBusy ? {} : keeping(id)),
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

/** On at the block that wants something, or to the one that runs. */
function onWay(running: BlockRef | undefined, id: string | undefined): ResumeWay {
  if (id === undefined)
    return { block: undefined, says: 'go on to the exit gate', shortly: 'go on' };
  return {
    block: running,
    says: running === undefined ? `go on at ${id}` : `go on to ${id}, which is running`,
    shortly: id.length > 10 ? 'go on' : `on to ${id}`,
  };
}

function keeping(id: string | undefined): Pick<ResumeWay, 'text' | 'says' | 'shortly'> {
  const where = id === undefined ? 'to the exit gate' : `at ${id}`;
  return {
    text: 'kept',
    says: `go on ${where} with the text that the walk has`,
    shortly: 'keep its text',
  };
}

function idOf(ref: BlockRef): string {
  return cleanRow(ref.slice(ref.indexOf(':') + 1));
}
