import type { ResumeFacts } from '../../session/resume-facts.ts';
import type { Session } from '../../session/session.ts';
import type { UsualWaits } from '../../session/waits.ts';
import type { Walker } from '../../session/walker.ts';
import type { NewSession } from '../open-session.ts';
import { stateDirOf, wayBack, type GlobalOptions } from '../options.ts';
import { readEarlier } from './earlier.ts';
import { linesForEvent } from './lines.ts';
import { createLineReader } from './reader.ts';
import { resumedLines } from './resumed.ts';
import { endLines, headLines } from './summary.ts';
import { showOutput, type Talk } from './talk.ts';
import { sayTrouble, walkByLines } from './walk.ts';

/** A walk by lines from its first line to its summary. Answers with the exit status. */
export async function plainSession(
  open: (onEvent: NonNullable<NewSession['onEvent']>) => Promise<{
    readonly walker: Walker;
    readonly resumed?: ResumeFacts;
    readonly notices?: readonly string[];
  }>,
  options: GlobalOptions,
): Promise<number> {
  const begun: { talk?: Talk; waits?: UsualWaits } = {};
  const {
    walker,
    resumed,
    notices = [],
  } = await open((event, session) => {
    // The output first, as the verdict below it is about it.
    if (event.type === 'block-ended' && begun.talk !== undefined && !isLook(session, event.attempt))
      showOutput(begun.talk, event.attempt);
    // What comes of a poll that was left running may come while something is asked.
    const say = begun.talk?.print ?? printLine;
    linesForEvent(event, session, begun.waits).forEach(say);
  });
  headLines(walker.store.getState().session).forEach(printLine);
  if (resumed !== undefined)
    resumedLines(walker.store.getState().session, resumed).forEach(printLine);
  notices.forEach(printLine);
  const earlier = await readEarlier(walker, stateDirOf(options));
  begun.waits = earlier.waits;
  const hush = sayTrouble(walker, printLine);
  const reader = createLineReader(process.stdin, process.stdout);
  const talk = {
    walker,
    reader,
    print: (line: string) => reader.beside(line),
    outputShown: new Set<number>(),
    earlier: earlier.walks,
  };
  begun.talk = talk;
  try {
    await walkByLines(talk, resumed !== undefined);
    const { session } = walker.store.getState();
    endLines(session, undefined, wayBack(session.id, options)).forEach(printLine);
    return session.passed === true ? 0 : 1;
  } finally {
    hush();
    talk.reader.close();
    await walker.close();
  }
}

/** What a look at a check that passed printed is of interest only where it is asked about. */
function isLook({ attempts }: Session, attempt: number): boolean {
  return attempts.some(({ number, recheck }) => number === attempt && recheck);
}

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
