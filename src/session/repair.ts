import type { Command } from '../steps/command.ts';
import type { BlockRef, JournaledEvent, SessionEvent } from './events.ts';
import { previewOf } from './preview.ts';
import { locate, locatedBlocks, type Located } from './refs.ts';
import type { Session } from './session.ts';
import { fold } from './update.ts';

/** An event that can still be read in the damaged part of a journal. */
export interface LostEvent extends JournaledEvent {
  /** Its checksum fits; else it was changed, and what it says is no more than a hint. */
  readonly intact: boolean;
}

/** What the folder of an attempt says by itself. */
export interface AttemptFound {
  readonly number: number;
  /** What was given to bash; undefined when nothing was. */
  readonly script: string | undefined;
  /** ISO 8601: when the script was written. */
  readonly startedAt: string | undefined;
  /** How far it came, in words: `its files say that it ended with exit status 0`. */
  readonly says: string;
}

/** A block that may have run in the lost part. */
export interface LostBlock {
  readonly block: BlockRef;
  readonly command: Command;
}

/** An attempt that the damaged part told of, or whose folder is there though the good part does not know it. */
export interface LostAttempt {
  readonly number: number;
  /** The block it was and its command; several when their scripts are the same, none when nothing names one. */
  readonly blocks: readonly LostBlock[];
  readonly startedAt: string;
  readonly recheck: boolean;
  readonly says: string;
}

/**
 * The attempts that a repair would lose. Nothing is taken for `never ran` that has left a trace: a readable line,
 * or a folder with a number above those of the good part.
 *
 * @param kept the session that the good part tells of
 * @param now ISO 8601, for an attempt of which no time is known
 */
export function lostAttempts(
  kept: Session,
  lost: readonly LostEvent[],
  found: readonly AttemptFound[],
  now: string,
): readonly LostAttempt[] {
  const highest = Math.max(0, ...kept.attempts.map(({ number }) => number));
  const named = lost.flatMap(({ event }) =>
    'attempt' in event && event.attempt !== undefined ? [event.attempt] : [],
  );
  const numbers = new Set([...named, ...found.map(({ number }) => number)]);
  const told = fold(kept, lost);
  return [...numbers]
    .filter((number) => number > highest)
    .sort((one, other) => one - other)
    .map((number) => {
      const folder = found.find((candidate) => candidate.number === number);
      const lines = lost.filter(
        ({ event }) => event.type === 'block-started' && event.attempt === number,
      );
      const line = lines.find(({ intact }) => intact) ?? lines[0];
      const start = line?.event.type === 'block-started' ? line.event : undefined;
      const located = start === undefined ? undefined : locatedBy(kept, lost, start);
      const byLine =
        start === undefined || located === undefined
          ? []
          : [
              {
                block: start.block,
                command: line?.intact === true ? start.command : previewOf(kept, located),
              },
            ];
      const byScript =
        folder?.script === undefined ? [] : blocksOfScript([kept, told], folder.script);
      return {
        number,
        // A changed line is believed only where no script says otherwise.
        blocks:
          (line?.intact === true && byLine.length > 0) || byScript.length === 0 ? byLine : byScript,
        startedAt: line?.at ?? folder?.startedAt ?? now,
        recheck: line?.intact === true && start?.recheck === true,
        says: folder?.says ?? 'its files are not there',
      };
    });
}

/**
 * The block that a lost line names, by the text that the good part goes by; none where the walk may have gone on with
 * another text in between, which gave the name to another block.
 */
function locatedBy(
  kept: Session,
  lost: readonly LostEvent[],
  start: Extract<SessionEvent, { type: 'block-started' }>,
): Located | undefined {
  const located = locate(kept, start.block);
  if (located === undefined) return undefined;
  const at = lost.findIndex(({ event }) => event === start);
  if (lost.slice(0, at).some(({ event }) => event.type === 'runbook-revised')) return undefined;
  const { text, transfer, placeholders } = located.block;
  const isWritten = transfer === undefined && placeholders.length === 0;
  // The line that told of a new text may be beyond reading itself.
  return isWritten && !start.command.script.includes(text.replace(/\r\n/g, '\n'))
    ? undefined
    : located;
}

/** The events that a repair appends: each lost attempt as started and not seen to end, and then the repair itself. */
export function repairEvents(
  attempts: readonly LostAttempt[],
  repair: { readonly kept: number; readonly setAside: number; readonly file: string },
  now: string,
): readonly { readonly at: string; readonly event: SessionEvent }[] {
  let spare = Math.max(0, ...attempts.map(({ number }) => number));
  const reconstructed = attempts.flatMap((attempt) =>
    attempt.blocks.map((named, index) => ({
      ...attempt,
      ...named,
      // One number is one attempt: what else it may have been gets a number that no folder has.
      number: index === 0 ? attempt.number : (spare += 1),
    })),
  );
  const events = reconstructed
    .sort((one, other) => one.number - other.number)
    .flatMap(({ block, command, number, startedAt, recheck, says }) => {
      const started: SessionEvent = {
        type: 'block-started',
        block,
        attempt: number,
        command,
        ...(recheck ? { recheck } : {}),
      };
      const reason = `the part of the journal that told of it was damaged; ${says}`;
      const ended: SessionEvent = {
        type: 'block-ended',
        attempt: number,
        outcome: { type: 'unknown', reason },
      };
      return [
        { at: startedAt, event: started },
        { at: now, event: ended },
      ];
    });
  const unnamed = attempts.filter(({ blocks }) => blocks.length === 0).map(({ number }) => number);
  return [...events, { at: now, event: { type: 'journal-repaired', ...repair, unnamed } }];
}

/** Every block whose command is this script, by what is known before or after the lost part. */
function blocksOfScript(sessions: readonly Session[], script: string): readonly LostBlock[] {
  const [kept] = sessions;
  if (kept === undefined) return [];
  return locatedBlocks(kept).flatMap((located) => {
    const command = sessions
      .map((session) => previewOf(session, located))
      .find(({ runs, script: text }) =>
        [runs, text].some((wanted) => script === wanted || script === `${wanted}\n`),
      );
    return command === undefined ? [] : [{ block: located.ref, command }];
  });
}
