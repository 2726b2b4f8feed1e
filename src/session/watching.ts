import { asRun } from './as-run.ts';
import { pollHistory, stableLooks, stableNow } from './poll-history.ts';
import { leftPolls } from './left-polls.ts';
import type { Session } from './session.ts';
import { newestAttempt } from './standing.ts';
import type { Live, Watching } from './walker.ts';

/** Why nothing can be done here: one sentence, the answer to every intent of somebody who only watches. */
export function watchingRefusal({ holder }: Watching, session: Session): string {
  return holder === undefined
    ? `You are watching. ${unheld(session)}`
    : `You are watching; ${nameOf(holder)} walks it.`;
}

/** What has become of a walk that nobody holds any more, and the way on. */
export function unheld({ state }: Session): string {
  switch (state) {
    case 'finished':
      return 'The walk is finished; q leaves.';
    case 'quit':
      return 'The walk was left there, and nobody has it now. Enter takes it over here.';
    case 'walking':
      return 'Whoever walked it is gone without leaving: killed, or the pane was closed. Enter takes it over here.';
  }
}

/** The process and whose it is, without since when. */
function nameOf(holder: string): string {
  return holder.replace(/, since .*$/, '');
}

/**
 * The polls that were left running as the journal tells of them. When the next look comes is known only on the wall's
 * clock.
 */
export function watchedPolls(session: Session): readonly Live[] {
  return leftPolls(session).flatMap((left): Live[] => {
    const located = asRun(session, left);
    const attempt = newestAttempt(session, located.ref);
    const history = pollHistory(session, located.ref);
    const { poll } = located.block;
    if (attempt === undefined || history === undefined || poll === undefined) return [];
    const startedAt = Date.parse(history.startedAt);
    const last = history.looks.at(-1);
    const isPaused = attempt.paused === true;
    const isReal = session.mode === 'real' && last !== undefined;
    return [
      {
        attempt: attempt.number,
        block: located.ref,
        startedAt,
        stopping: false,
        poll: {
          look: (last?.number ?? 0) + 1,
          of: history.of,
          everySeconds: poll.everySeconds,
          nextAt:
            isReal && !isPaused ? startedAt + (last.seconds + poll.everySeconds) * 1000 : undefined,
          paused: isPaused,
          stable: stableNow(attempt.looks),
          stableFor: stableLooks(located.block),
          ...(last?.held === true && session.login !== undefined ? { held: true } : {}),
        },
      },
    ];
  });
}
