import { join } from 'node:path';
import { attemptFolder } from '../session/effects/session-folder.ts';
import type { DamagedJournal } from '../session/effects/damaged-journal.ts';
import { eventInWords, lineCount } from '../session/event-words.ts';
import type { JournaledEvent } from '../session/events.ts';
import type { LostAttempt, LostEvent } from '../session/repair.ts';
import type { Repair, Session } from '../session/session.ts';

/** Lost events that are told one by one; of more, the last are what an operator remembers. */
const toldAtMost = 20;

/** What a repair keeps, what it loses, and what may have run in the lost part: read before it is confirmed. */
export function linesOfRepair(repair: {
  readonly session: string;
  readonly folder: string;
  readonly damaged: DamagedJournal;
  readonly kept: Session;
  readonly attempts: readonly LostAttempt[];
  readonly file: string;
}): readonly string[] {
  const { damaged, kept, attempts } = repair;
  const last = damaged.kept.at(-1);
  const keptWords =
    damaged.kept.length === 1 ? 'Kept: 1 event' : `Kept: ${damaged.kept.length} events`;
  return [
    `Line ${damaged.line} of the journal of ${repair.session} ${damaged.what}.`,
    last === undefined
      ? `${keptWords}.`
      : `${keptWords}; the last, of ${timeOf(last)}, says: ${eventInWords(last.event, kept.attempts)}.`,
    `Set aside: ${lineCount(damaged.lines)}, byte for byte, in ${join(repair.folder, repair.file)}.`,
    ...readable(damaged.lost, kept),
    ...mayHaveRun(attempts, repair.folder),
  ];
}

/** What an operator has to know of a repair, once, when the walk is taken up again. */
export function repairNotice(
  { setAside, file, unnamed }: Repair,
  session: Session,
  folder: string,
): string {
  const unknown = session.attempts
    .filter(
      ({ outcome, recheck, command, taken }) =>
        outcome?.type === 'unknown' && command.changes && !recheck && taken === undefined,
    )
    .map(({ block }) => block.slice(block.indexOf(':') + 1));
  return [
    `The journal was repaired: ${lineCount(setAside)} set aside in ${join(folder, file)}; what was confirmed, answered or noted in them is asked again.`,
    ...(unknown.length === 0
      ? []
      : [`Look before you go on at what may have run: ${[...new Set(unknown)].join(', ')}.`]),
    ...unnamed.map((number) => unnamedWords(number, folder)),
  ].join(' ');
}

function readable(lost: readonly LostEvent[], kept: Session): readonly string[] {
  if (lost.length === 0) return ['Nothing in them can be read any more.'];
  const starts = lost.flatMap(({ event }) =>
    event.type === 'block-started' ? [{ number: event.attempt, block: event.block }] : [],
  );
  const told = lost.slice(-toldAtMost);
  const more = lost.length - told.length;
  return [
    more > 0 ? `Among them can be read, after ${more} earlier ones:` : 'Among them can be read:',
    ...told.map((line) => {
      const doubt = line.intact ? '' : ' (this line was changed)';
      return `  ${timeOf(line)}  ${eventInWords(line.event, [...kept.attempts, ...starts])}${doubt}`;
    }),
  ];
}

function mayHaveRun(attempts: readonly LostAttempt[], folder: string): readonly string[] {
  if (attempts.length === 0)
    return ['No block was started in the lost part: no line says so, and no files are there.'];
  const unnamed = attempts.filter(({ blocks }) => blocks.length === 0);
  const named = attempts.filter(({ blocks }) => blocks.length > 0);
  const changing = named.filter(({ blocks }) => blocks.some(({ command }) => command.changes));
  const reading = named.filter((attempt) => !changing.includes(attempt));
  return [
    ...(changing.length === 0
      ? []
      : [
          'May have run in the lost part; each stands as "end not seen" until you say what became of it:',
        ]),
    ...changing.map(
      (attempt) => `  ${blocksOf(attempt)} (attempt ${attempt.number}): ${attempt.says}`,
    ),
    ...unnamed.map(({ number }) => unnamedWords(number, folder)),
    ...(reading.length === 0
      ? []
      : [
          `Only read, and simply wait to be run again: ${[...new Set(reading.map(blocksOf))].join(', ')}.`,
        ]),
  ];
}

function blocksOf({ blocks }: LostAttempt): string {
  return blocks.map(({ block }) => block.slice(block.indexOf(':') + 1)).join(' or ');
}

function unnamedWords(number: number, folder: string): string {
  return `Attempt ${number} may have run and no block can be named for it; what it was is in ${attemptFolder(folder, number)}.`;
}

function timeOf({ at }: Pick<JournaledEvent, 'at'>): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
