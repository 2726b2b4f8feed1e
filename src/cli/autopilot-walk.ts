import { createTimeGate, type TimeGate } from '../cloud/time-gate.ts';
import { mayLeave, nextMove, type AutopilotOptions } from '../session/autopilot.ts';
import { walkResult, type WalkResult } from '../session/result.ts';
import type { BlockRef } from '../session/events.ts';
import type { SecretAsked, View, Walker } from '../session/walker.ts';
import { UserError } from './user-error.ts';

declare const simulated: unique symbol;

/** A walk on the simulated cloud: the only kind that can be played without hands. Got from `inTraining` alone. */
export type TrainingWalker = Walker & { readonly [simulated]: true };

/** Whether a walk is one on the simulated cloud. */
export function isTraining(walker: Walker): walker is TrainingWalker {
  return walker.store.getState().session.mode === 'training';
}

/**
 * Plays a training walk to its end or to the first thing that wants a person. Polls that their runbook lets run on are
 * left running; they are waited for when nothing else can be done.
 *
 * @param gate the one of the walk's clock: open only while it waits, so that time does not run ahead of what it does
 * @throws UserError for a walk on the real machine, whatever the types were talked into; nothing is sent to it
 */
export async function playWalk(
  walker: TrainingWalker,
  options: AutopilotOptions,
  gate: TimeGate = createTimeGate(),
): Promise<WalkResult> {
  if (!isTraining(walker))
    throw new UserError(
      'Autopilot walks the simulated cloud only; on the real machine a person confirms each block.',
    );
  const stopped = await play(walker, options, gate);
  return walkResult(walker.store.getState().session, stopped);
}

async function play(
  walker: TrainingWalker,
  options: AutopilotOptions,
  gate: TimeGate,
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
    if (move.type === 'intent') {
      const refused = await walker.send(move.intent);
      if (refused !== undefined)
        return { block: 'block' in move.intent ? move.intent.block : undefined, why: refused };
      // It is left at once: what its first look sees comes beside what follows.
      if (move.intent.type === 'run' && mayLeave(session, move.intent.block)) continue;
    }
    const waiting = await whileTimePasses(walker, gate, move.type === 'wait');
    if (waiting !== undefined) return { block: idOf(waiting), why: waitingForLogin };
  }
}

/**
 * Until what is waited for is over: what runs, or any one of the polls that were left running. Answers with the block of
 * a poll that waits for a login that is gone, which only a person can bring back.
 */
async function whileTimePasses(
  walker: TrainingWalker,
  gate: TimeGate,
  isForPolls: boolean,
): Promise<BlockRef | undefined> {
  const { store } = walker;
  let unwatch = (): void => undefined;
  const running = store.getState().session.background;
  const seen = new Promise<BlockRef | undefined>((resolve) => {
    const look = ({ live, background, session }: View): void => {
      if (isForPolls || live?.poll !== undefined) gate.open();
      else gate.shut();
      const held = [live, ...(isForPolls ? background : [])].find((one) => one?.poll?.held);
      if (held !== undefined) resolve(held.block);
      else if (isForPolls && running.some((number) => !session.background.includes(number)))
        resolve(undefined);
    };
    unwatch = store.subscribe(look);
    look(store.getState());
  });
  try {
    return await (isForPolls ? seen : Promise.race([seen, walker.idle().then(() => undefined)]));
  } finally {
    unwatch();
    gate.shut();
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
