import { readFileSync } from 'node:fs';
import type { TerminalToLend } from './hand-over.ts';

/**
 * Ctrl-Z: back to the shell until `fg`. The whole foreground job stops, as the terminal itself would do
 * it. A sentence instead when nothing is behind us: stopping the main process of a pane freezes the pane.
 */
export async function suspendProcess(terminal: TerminalToLend): Promise<string | undefined> {
  if (!hasShellBehind(readStat()))
    return 'Ctrl-Z has no shell to go back to here: handrail is what this terminal runs.';
  await terminal.suspend(async () => {
    process.kill(0, 'SIGTSTP');
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    terminal.stdout.write('\r\n');
  });
  return undefined;
}

/**
 * Whether a job-control shell waits behind us, from a line of `/proc/PID/stat`: then our process group is not
 * that of the session's leader.
 */
export function hasShellBehind(stat: string): boolean {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [group, session] = [fields[2], fields[3]];
  return group !== undefined && session !== undefined && group !== session;
}

function readStat(): string {
  try {
    return readFileSync('/proc/self/stat', 'utf8');
  } catch {
    return '';
  }
}
