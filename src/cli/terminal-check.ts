import { UserError } from './user-error.ts';

/** Whether both ends are a terminal that can be drawn on. */
export function canDraw(): boolean {
  return (
    process.stdin.isTTY === true && process.stdout.isTTY === true && process.env['TERM'] !== 'dumb'
  );
}

/** Throws the sentence that says why the full screen can not be drawn here and what works instead. */
export function needTerminal(command: string): void {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true)
    throw new UserError(
      `${command} needs a terminal for its keys and its picture; run it in one, or play a training walk as text with: handrail train --plain --autopilot`,
    );
  if (process.env['TERM'] === 'dumb')
    throw new UserError(
      `This terminal says TERM=dumb and can not be drawn on; walk by lines with: ${command} --plain`,
    );
}
