import type { CheckedGate } from '../check/checked-gate.ts';
import { linesNotLooked, linesOfLook } from '../check/gate-lines.ts';
import { whyNotLooked } from '../check/why-not-looked.ts';
import type { SessionEvent } from '../events.ts';
import type { Located } from '../refs.ts';
import type { AttemptFolder } from '../runner.ts';
import type { Session } from '../session.ts';
import { update } from '../update.ts';
import { fileErrorInWords } from './file-errors.ts';
import { lookOnce, type Looked, type LookParts } from './look-once.ts';

export interface ChecksParts extends LookParts {
  /** What becomes of a gate that a person has to answer. */
  readonly attested: 'could-not-tell' | 'skipped';
  /** What a block is known to change, in a sentence: it is not run, whatever its label says. */
  readonly changes: (located: Located) => string | undefined;
  /** Awaited before each block: the simulated cloud becoming what the route says. */
  readonly prepare: () => Promise<void>;
  /** The name of a folder for the files of a run; throws the file system's error, or one with a sentence. */
  readonly folder: (attempt: number) => AttemptFolder;
  /** Nobody looks at those files any more. */
  readonly forget: (folder: AttemptFolder) => void;
  /** The lines of a block, as soon as they are known. */
  readonly tell: (lines: readonly CheckedGate[]) => void;
}

/**
 * Looks at these blocks one after the other, each with what those before it have found and left in the shell. Nothing is
 * journaled: nothing changes. Resolves when the last one was told; a signal ends the one that runs, and those that come
 * can not be told.
 */
export async function runChecks(
  parts: ChecksParts,
  begun: Session,
  blocks: readonly Located[],
): Promise<void> {
  let session = begun;
  const note = (event: SessionEvent): void => {
    const at = new Date(parts.now()).toISOString();
    session = update(session, { seq: session.seq + 1, at, event });
  };
  for (const [index, located] of blocks.entries()) {
    const why = parts.signal.aborted
      ? ({ type: 'could-not-tell', why: String(parts.signal.reason) } as const)
      : whyNotLooked(session, located, parts.changes(located));
    if (why !== undefined) {
      parts.tell(linesNotLooked(session, located, why));
      continue;
    }
    const attempt = index + 1;
    let looked: Looked;
    let folder: AttemptFolder | undefined;
    try {
      await parts.prepare();
      folder = parts.folder(attempt);
      looked = await lookOnce(parts, session, located, folder);
    } catch (error) {
      // A disk that is full, or a defect of ours: either way nobody has looked.
      const said = `it could not be run: ${fileErrorInWords(error)}`;
      parts.tell(linesNotLooked(session, located, { type: 'could-not-tell', why: said }));
      continue;
    } finally {
      if (folder !== undefined) parts.forget(folder);
    }
    const { command, outcome, verdicts, captures, captureFailures, trouble } = looked;
    note({ type: 'block-started', block: located.ref, attempt, command });
    note({ type: 'block-ended', attempt, outcome });
    note({ type: 'block-judged', attempt, verdicts, captures, captureFailures });
    if (trouble?.type === 'lost')
      note({
        type: 'login-lost',
        login: trouble.kind,
        said: trouble.said,
        block: located.ref,
        attempt,
      });
    parts.tell(linesOfLook(session, located, looked, parts.attested));
  }
}
