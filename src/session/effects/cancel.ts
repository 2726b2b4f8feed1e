import type { BlockProcesses } from './block-processes.ts';
import { findLiving, isWrapperAlive, signalAll } from './block-processes.ts';
import { pause } from './pause.ts';

/** How long a block gets after SIGINT, and again after SIGTERM, in milliseconds. */
export const GRACE_MILLISECONDS = 5_000;

/**
 * Stops everything that belongs to an attempt: SIGINT, SIGTERM, SIGKILL, each only if something is left.
 * Resolves with the process ids that even SIGKILL did not end (another user's, or stuck in the kernel).
 */
export async function stopProcesses(
  processes: BlockProcesses,
  graceMilliseconds: number,
): Promise<readonly number[]> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    signalAll(processes, signal);
    if (await areGone(processes, graceMilliseconds)) return [];
  }
  const rounds = Math.max(1, Math.ceil(graceMilliseconds / LOOK_MILLISECONDS));
  for (let round = 0; round < rounds; round += 1) {
    // Again each time: a process may have been forked between the look and the signal.
    signalAll(processes, 'SIGKILL');
    await pause(LOOK_MILLISECONDS);
    if (findLiving(processes).length === 0) return [];
  }
  return findLiving(processes);
}

/**
 * What still lives of an attempt whose wrapper is gone. When a whole group is killed its processes do not
 * go in the same instant, so what is found is looked at again for half a second.
 */
export async function findLeftBehind(processes: BlockProcesses): Promise<readonly number[]> {
  for (let look = 0; look < 5; look += 1) {
    if (findLiving(processes).length === 0) return [];
    await pause(LOOK_MILLISECONDS);
  }
  return findLiving(processes);
}

const LOOK_MILLISECONDS = 100;

/**
 * What is left when the wrapper has ended does not heed the signal (bash has its background children
 * ignore SIGINT), so the next one comes sooner then.
 */
async function areGone(processes: BlockProcesses, graceMilliseconds: number): Promise<boolean> {
  let left = graceMilliseconds;
  while (left > 0) {
    await pause(LOOK_MILLISECONDS);
    if (findLiving(processes).length === 0) return true;
    left -= isWrapperAlive(processes) ? LOOK_MILLISECONDS : LOOK_MILLISECONDS * 5;
  }
  return false;
}
