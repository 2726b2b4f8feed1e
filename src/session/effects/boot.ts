import { readFileSync } from 'node:fs';

/** The kernel's name for this boot: another one means the machine was started again. Undefined outside Linux. */
export function bootId(): string | undefined {
  const text = readProc('/proc/sys/kernel/random/boot_id')?.trim();
  return text === '' ? undefined : text;
}

/** What /proc says about one process. */
export interface ProcessStat {
  /** `Z` is a dead process that nobody has collected yet. */
  readonly state: string;
  readonly group: number;
  /** Clock ticks since boot. With the pid it names a process for as long as the machine is up. */
  readonly startTime: string;
}

/** Undefined when there is no such process, or no /proc. */
export function statOf(pid: number): ProcessStat | undefined {
  const text = readProc(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The program's name stands in parentheses and may itself hold blanks and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, , group] = fields;
  const startTime = fields[19];
  if (state === undefined || group === undefined || startTime === undefined) return undefined;
  return { state, group: Number(group), startTime };
}

/** Start time of a live process in clock ticks since boot; undefined when it is gone, dead, or there is no /proc. */
export function startTimeOf(pid: number): string | undefined {
  const stat = statOf(pid);
  return stat === undefined || isDead(stat) ? undefined : stat.startTime;
}

/** Whether a process has ended and only waits to be collected. */
export function isDead(stat: ProcessStat): boolean {
  return stat.state === 'Z' || stat.state === 'X';
}

function readProc(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}
