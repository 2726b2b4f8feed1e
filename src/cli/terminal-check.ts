import { UserError } from './user-error.ts';

/** Whether both ends are a terminal that can be drawn on. */
export function canDraw(): boolean {
  return (
    process.stdin.isTTY === true && process.stdout.isTTY === true && process.env['TERM'] !== 'dumb'
  );
}

/**
 * Throws the sentence that says why the full screen can not be drawn here and what works instead.
 *
 * @param byLines the command line that walks without drawing
 */
export function needTerminal(command: string, byLines: string): void {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true)
    throw new UserError(
      `${command} needs a terminal for its keys and its picture, and its input or output is none; run it in one. What needs none is a training walk that plays itself: handrail train --autopilot`,
    );
  if (!canDraw())
    throw new UserError(
      `This terminal says TERM=dumb and can not be drawn on; walk by lines with: ${byLines}`,
    );
}
