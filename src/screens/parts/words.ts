import type { Block, Step } from '../../steps/model.ts';
import type { Outcome } from '../../session/outcome.ts';
import { cleanRow } from './span.ts';

/** `7.4 Install helm`; a heading without a number has an id made of its own words, which says nothing more. */
export function stepName({ id, title }: Step): string {
  const words = cleanRow(title);
  const slug = words.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return slug.startsWith(id) ? words : `${cleanRow(id)} ${words}`;
}

/** Milliseconds as `0:07`, `12:40`, `1:02:03`. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** How long ago, in milliseconds, as an operator would say it. */
export function ageText(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} days ago`;
}

/** An instant of the journal (ISO 8601) as `2026-11-21 12:31:45 UTC`. */
export function instantText(iso: string): string {
  const at = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/.exec(iso);
  return at === null ? 'an unknown time' : `${at[1]} ${at[2]} UTC`;
}

/** The same as the time of its day alone: `02:10 UTC`. */
export function shortClock(iso: string): string {
  const at = /T(\d\d:\d\d)/.exec(iso);
  return at === null ? 'at an unknown time' : `${at[1]} UTC`;
}

/** `812 bytes`, `12 kB`, `118 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${Math.round(bytes / 1_000_000)} MB`;
}

/** What kind of block it is and what that means, in words. */
export function kindWords(block: Block): string {
  switch (block.kind) {
    case 'run':
      return block.labelled
        ? 'RUN changes things'
        : 'RUN without a label: taken as changing things';
    case 'check':
      return block.labelled
        ? 'CHECK reads only'
        : 'CHECK without a label: all its commands are known to only read';
    case 'poll':
      return block.poll === undefined
        ? 'POLL reads only, looks once'
        : `POLL looks every ${block.poll.everySeconds} s, at most ${block.poll.atMost} times`;
    case 'secret':
      return 'SECRET changes things, asks for hidden input';
    case 'transfer':
      return 'TRANSFER hands over a sensitive file';
    case 'fallback':
      return `FALLBACK ${changes(block)}, only when the block above fails`;
    case 'rollback':
      return `ROLLBACK ${changes(block)}, to take back what was done`;
  }
}

/** Where a block runs and how it gets there. */
export function placeWords(block: Block): string {
  switch (block.place.type) {
    case 'jumphost': {
      const target = /->\s*(.+)$/.exec(cleanRow(block.location))?.[1];
      return target === undefined
        ? 'on the jumphost'
        : `on the jumphost; the block itself reaches ${target}`;
    }
    case 'unit':
      return `on ${cleanRow(block.place.unit)}, shipped by juju ssh`;
    case 'elsewhere':
      return `by hand, at "${cleanRow(block.location)}": handrail can not reach it`;
  }
}

/** How a run ended, for someone who does not know exit statuses by heart. */
export function outcomeWords(outcome: Outcome): string {
  switch (outcome.type) {
    case 'exited':
      return exitWords(outcome.status);
    case 'signalled':
      return `ended by signal ${cleanRow(outcome.signal)}`;
    case 'cancelled':
      return outcome.why === undefined
        ? 'stopped by you; what it had done until then stays done'
        : cleanRow(outcome.why);
    case 'not-started':
      return `it never began, nothing happened: ${cleanRow(outcome.reason)}`;
    case 'unknown':
      return `its end was not seen: ${cleanRow(outcome.reason)}`;
  }
}

export function exitWords(status: number): string {
  const meaning = MEANINGS[status];
  return meaning === undefined
    ? `exit status ${status}: it says that it failed`
    : `exit status ${status}: ${meaning}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function changes({ mutates }: Block): string {
  return mutates ? 'changes things' : 'reads only';
}

const MEANINGS: Readonly<Record<number, string>> = {
  0: 'success',
  124: 'it ran out of time',
  126: 'the command is not executable',
  127: 'a command was not found',
  130: 'it was interrupted',
  137: 'it was killed',
  143: 'it was told to end',
  255: 'it failed, or the connection to the machine did',
};
