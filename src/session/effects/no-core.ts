import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/**
 * Sees to it that this process, which holds secrets for a while, leaves no core. Where the system has no way for that
 * it stays as it is. Resolves when that is done; never rejects.
 */
export function leaveNoCore(): Promise<void> {
  try {
    // A program that takes cores over a pipe gets nothing of the memory: the limit does not hold for it.
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // No Linux.
  }
  return new Promise((resolve) => {
    const helper = spawn('prlimit', ['--pid', String(process.pid), '--core=0:0'], {
      stdio: 'ignore',
    });
    helper.on('error', () => resolve());
    helper.on('exit', () => resolve());
  });
}
