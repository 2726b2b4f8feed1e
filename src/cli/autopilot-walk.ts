import { nextMove, type AutopilotOptions } from '../session/autopilot.ts';
import { walkResult, type WalkResult } from '../session/result.ts';
import type { Walker } from '../session/walker.ts';

/** Plays a training walk to its end or to the first thing that wants a person. Never on the real machine. */
export async function playWalk(walker: Walker, options: AutopilotOptions): Promise<WalkResult> {
  const stopped = await play(walker, options);
  return walkResult(walker.store.getState().session, stopped);
}

async function play(walker: Walker, options: AutopilotOptions): Promise<WalkResult['stopped']> {
  for (;;) {
    const { session } = walker.store.getState();
    if (session.state === 'finished') return undefined;
    const move = nextMove(session, options);
    if (move.type === 'stop') return { block: move.block, why: move.why };
    const refused = await walker.send(move.intent);
    if (refused !== undefined)
      return { block: 'block' in move.intent ? move.intent.block : undefined, why: refused };
    await walker.idle();
  }
}
