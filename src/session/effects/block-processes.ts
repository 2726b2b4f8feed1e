import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import type { AttemptFolder } from '../runner.ts';
import { isDead, statOf } from './boot.ts';

/** The processes of one attempt: its wrapper's group, and whatever left the group but carries the mark. */
export interface BlockProcesses {
  /** Process id of the wrapper, which leads the group; undefined when handrail never learned it. */
  readonly pid: number | undefined;
  readonly startTime: string | undefined;
  /** The environment entry that every process of the attempt inherits. */
  readonly mark: string;
}

/** Name of the variable that marks the processes of an attempt; its value is the attempt's folder. */
export const MARK_NAME = 'HANDRAIL_ATTEMPT';

/** The folder by its real path, so that a mark is found again through another symbolic link. */
export function markValue(folder: AttemptFolder): string {
  return realpathSync(folder);
}

/** `HANDRAIL_ATTEMPT=/.../attempts/0003` */
export function markOf(folder: AttemptFolder): string {
  return `${MARK_NAME}=${markValue(folder)}`;
}

/**
 * Process ids of everything of the attempt that still lives. Processes of the group are found by their
 * group; those that left it (setsid) by the mark in their environment. What another user owns (sudo) is
 * found only while it stays in the group.
 */
export function findLiving(processes: BlockProcesses): readonly number[] {
  const { pid, mark } = processes;
  const all = processIds();
  if (all === undefined) return pid !== undefined && canSignal(-pid) ? [pid] : [];
  const group = isGroupOurs(processes) ? pid : undefined;
  return all.filter((id) => {
    if (id === process.pid) return false;
    const stat = statOf(id);
    if (stat === undefined || isDead(stat)) return false;
    return stat.group === group || hasMark(id, mark);
  });
}

/** Sends a signal to the group as one, and to each living process that left it. */
export function signalAll(processes: BlockProcesses, signal: NodeJS.Signals): void {
  const { pid } = processes;
  if (pid !== undefined && isGroupOurs(processes)) trySignal(-pid, signal);
  for (const id of findLiving(processes)) {
    if (statOf(id)?.group !== pid) trySignal(id, signal);
  }
}

/** Whether the wrapper lives: this very process, not another that was given its number. */
export function isWrapperAlive(processes: BlockProcesses): boolean {
  const { pid, startTime, mark } = processes;
  if (pid === undefined) return false;
  const stat = statOf(pid);
  if (stat === undefined || isDead(stat)) return false;
  // After a reboot pid and start time may both come again; the mark does not.
  return stat.startTime === startTime && hasMark(pid, mark);
}

/** Whether the environment a process was started with holds the mark. False where it can not be read. */
export function hasMark(pid: number, mark: string): boolean {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`);
    return `\0${environment.toString('utf8')}\0`.includes(`\0${mark}\0`);
  } catch {
    return false;
  }
}

/** Every process id of this machine; undefined where there is no /proc. */
export function processIds(): readonly number[] | undefined {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return undefined;
  }
}

/** A number is given again only when no process and no group has it; then its leader is not ours. */
function isGroupOurs({ pid, startTime }: BlockProcesses): boolean {
  if (pid === undefined) return false;
  const leader = statOf(pid);
  return leader === undefined || startTime === undefined || leader.startTime === startTime;
}

function trySignal(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal);
  } catch {
    // Gone in the meantime, or not ours to signal: what is left is looked for again afterwards.
  }
}

function canSignal(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
