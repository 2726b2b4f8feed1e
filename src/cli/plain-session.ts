import type { Walker } from '../session/walker.ts';
import type { NewSession } from './open-session.ts';
import { linesForEvent } from './plain-lines.ts';
import { endLines, headLines } from './plain-summary.ts';
import { walkByLines } from './plain-walk.ts';

/** A walk by lines from its first line to its summary. Answers with the exit status. */
export async function plainSession(
  open: (
    onEvent: NonNullable<NewSession['onEvent']>,
  ) => Promise<{ walker: Walker; notices: readonly string[] }>,
): Promise<number> {
  const { walker, notices } = await open((event, session) =>
    linesForEvent(event, session).forEach(printLine),
  );
  try {
    headLines(walker.store.getState().session).forEach(printLine);
    notices.forEach(printLine);
    await walkByLines(walker, printLine);
    const { session } = walker.store.getState();
    endLines(session, undefined).forEach(printLine);
    return session.passed === true ? 0 : 1;
  } finally {
    await walker.close();
  }
}

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
