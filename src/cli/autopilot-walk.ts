import { nextMove, type AutopilotOptions } from '../session/autopilot.ts';
import { walkResult, type WalkResult } from '../session/result.ts';
import type { BlockRef } from '../session/events.ts';
import type { SecretAsked, Walker } from '../session/walker.ts';
import { UserError } from './user-error.ts';

declare const simulated: unique symbol;

/** A walk on the simulated cloud: the only kind that can be played without hands. Got from `inTraining` alone. */
export type TrainingWalker = Walker & { readonly [simulated]: true };

/** Whether a walk is one on the simulated cloud. */
export function isTraining(walker: Walker): walker is TrainingWalker {
  return walker.store.getState().session.mode === 'training';
}

/**
 * Plays a training walk to its end or to the first thing that wants a person.
 *
 * @throws UserError for a walk on the real machine, whatever the types were talked into; nothing is sent to it
 */
export async function playWalk(
  walker: TrainingWalker,
  options: AutopilotOptions,
): Promise<WalkResult> {
  if (!isTraining(walker))
    throw new UserError(
      'Autopilot walks the simulated cloud only; on the real machine a person confirms each block.',
    );
  const stopped = await play(walker, options);
  return walkResult(walker.store.getState().session, stopped);
}

async function play(
  walker: TrainingWalker,
  options: AutopilotOptions,
): Promise<WalkResult['stopped']> {
  for (;;) {
    const { session, asked } = walker.store.getState();
    if (session.state === 'finished') return undefined;
    if (asked !== undefined) {
      const why = await bring(walker, asked);
      if (why !== undefined) return { block: idOf(asked.block), why };
      continue;
    }
    const move = nextMove(session, options);
    if (move.type === 'stop') return { block: move.block, why: move.why };
    const refused = await walker.send(move.intent);
    if (refused !== undefined)
      return { block: 'block' in move.intent ? move.intent.block : undefined, why: refused };
    const waiting = await settledOrWaiting(walker);
    if (waiting !== undefined) return { block: idOf(waiting), why: waitingForLogin };
  }
}

/** Until all is done, or a poll waits for a login that is gone, which only a person can bring back: the poll's block. */
async function settledOrWaiting(walker: TrainingWalker): Promise<BlockRef | undefined> {
  const { store } = walker;
  let stop = (): void => undefined;
  const waiting = new Promise<BlockRef | undefined>((resolve) => {
    stop = store.subscribe(({ live }) => {
      if (live?.poll?.held === true) resolve(live.block);
    });
  });
  try {
    return await Promise.race([waiting, walker.idle().then(() => undefined)]);
  } finally {
    stop();
  }
}

const waitingForLogin =
  'the Juju login is gone, and the poll waits for it; a person has to log in again';

/** Gives what the simulated holders hold, as they would come one after the other; a sentence when that did not go. */
async function bring(walker: TrainingWalker, asked: SecretAsked): Promise<string | undefined> {
  const secret = await walker.standInSecret?.();
  const { input, number } = asked;
  if (secret === undefined)
    return `nobody in the simulated cloud has the ${input.name} that it asks for`;
  const refused = await walker.give(secret, input.of > 1 ? `holder ${number}` : undefined);
  await walker.idle();
  if (refused !== undefined) return refused;
  // Asked for again at once it would not start again, for ever.
  const next = walker.store.getState().asked;
  const isSame = next?.number === number && next.index === asked.index;
  return isSame ? `it could not be run: ${lastState(walker)}` : undefined;
}

function lastState(walker: TrainingWalker): string {
  return (
    walker.store.getState().session.attempts.at(-1)?.rounds.at(-1)?.state ?? 'nothing was said'
  );
}

function idOf(ref: string): string {
  return ref.slice(ref.indexOf(':') + 1);
}
