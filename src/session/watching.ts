import type { Session } from './session.ts';
import type { Watching } from './walker.ts';

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
