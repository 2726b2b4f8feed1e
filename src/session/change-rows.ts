import type { RunbookChange } from '../steps/compare-runbooks.ts';
import { isProseOnly } from '../steps/compare-runbooks.ts';
import type { Runbook } from '../steps/model.ts';
import { pairUp, placesOf } from '../steps/pair-blocks.ts';
import type { ChangedDocument } from './resume-facts.ts';
import { locatedBlocks, type Located } from './refs.ts';
import type { Session } from './session.ts';
import { isSettled, newestAttempt, standingOf } from './standing.ts';

/** What became of some blocks of a runbook, or of what else stands in it. */
export interface ChangeRow {
  /** `done, changed since` */
  readonly head: string;
  /** `7.1/2 (command, gate)`, one for each. */
  readonly items: readonly string[];
  /** Something that was done is not what its document says now. */
  readonly isOfDone: boolean;
}

/**
 * A changed document block by block, against what was done in the walk: what was done and changed since first, what is
 * still to come, what is new and what is gone, and at last what was done and is unchanged. Blocks are named as they are
 * called now, and as they were where that is another name.
 */
export function changeRows(session: Session, document: ChangedDocument): readonly ChangeRow[] {
  const { changes, runbook, reading } = document;
  if (changes === undefined) return [];
  const own = locatedBlocks(session).filter((located) => located.runbook.id === runbook);
  const done = new Set(own.filter((one) => isDone(session, one)).map(({ block }) => block.id));
  const ran = new Set(
    own.filter(({ ref }) => newestAttempt(session, ref) !== undefined).map(({ block }) => block.id),
  );
  const of = (type: RunbookChange['type'], isOf: (id: string) => boolean = () => true) =>
    changes.blocks.filter((change) => change.type === type && isOf(change.kept ?? ''));
  const isOld = (id: string): boolean => done.has(id);
  const isComing = (id: string): boolean => !done.has(id);
  const touched = new Set(
    changes.blocks.flatMap(({ type, kept }) =>
      type === 'moved' || kept === undefined ? [] : [kept],
    ),
  );
  const same = own.filter(({ block }) => done.has(block.id) && !touched.has(block.id));
  return [
    row('done, changed since', of('changed', isOld).map(changedWords), true),
    row(
      'done, gone now',
      of('gone', (id) => done.has(id) || ran.has(id)).map(({ kept = '' }) => kept),
      true,
    ),
    row('changed, still to come', of('changed', isComing).map(changedWords)),
    row('new', of('new').map(newWords)),
    row(
      'gone, not run',
      of('gone', (id) => !done.has(id) && !ran.has(id)).map(({ kept = '' }) => kept),
    ),
    row('in another order', of('moved').map(changedWords)),
    row('values', literalWords(own[0]?.runbook, reading, changes.literals)),
    row('gates of', changes.steps),
    row('done and unchanged', sameWords(same, reading)),
  ].filter(({ items }) => items.length > 0);
}

function row(head: string, items: readonly string[], isOfDone = false): ChangeRow {
  return { head, items, isOfDone };
}

/** A fallback that nobody needed yet may still come. */
function isDone(session: Session, located: Located): boolean {
  const standing = standingOf(session, located);
  return isSettled(standing) && standing !== 'optional';
}

function changedWords({ kept = '', now = '', what }: RunbookChange): string {
  const name = kept === now ? kept : `${kept}, now ${now}`;
  return what.length === 0 ? name : `${name} (${what.join(', ')})`;
}

function newWords({ now = '', before }: RunbookChange): string {
  // What stands behind it has the name of the text that the walk knows, which may be the new block's own.
  return before === undefined ? `${now} at the end` : `${now} before what was ${before}`;
}

function literalWords(
  kept: Runbook | undefined,
  reading: Runbook | undefined,
  names: readonly string[],
): readonly string[] {
  const valueIn = (runbook: Runbook | undefined, name: string) =>
    runbook?.literals.find((literal) => literal.name === name)?.value;
  return names.map((name) => {
    const [was, is] = [valueIn(kept, name), valueIn(reading, name)];
    if (reading === undefined) return `ENV(${name})`;
    if (is === undefined) return `ENV(${name}) is gone`;
    return was === undefined
      ? `ENV(${name}) is new, ${is || 'none'}`
      : `ENV(${name}) ${was || 'none'} -> ${is || 'none'}`;
  });
}

/** Few by name, many by their number; those that are called otherwise now by both names. */
function sameWords(same: readonly Located[], reading: Runbook | undefined): readonly string[] {
  const [first] = same;
  if (first === undefined) return [];
  const now = new Map(
    reading === undefined
      ? []
      : pairUp(placesOf(first.runbook), placesOf(reading)).map(
          (pair) => [pair.kept.block.id, pair.now.block.id] as const,
        ),
  );
  const renamed = same.filter(({ block }) => (now.get(block.id) ?? block.id) !== block.id);
  const ids = same.map(({ block }) => block.id);
  const names =
    ids.length <= 6
      ? ids.map((id) => ((now.get(id) ?? id) === id ? id : `${id}, now ${now.get(id) ?? id}`))
      : [
          `${ids.length} blocks`,
          ...(renamed.length === 0 ? [] : [`${renamed.length} of them under another number`]),
        ];
  return names;
}

/** `2 blocks changed, 1 new, 1 gone, 1 value`; in words where there is nothing to count. */
export function changeTotals({ changes, problem }: ChangedDocument): string {
  if (changes === undefined) return problem ?? 'it can not be read now';
  if (isProseOnly(changes)) return 'prose only';
  const count = (type: RunbookChange['type']) =>
    changes.blocks.filter((change) => change.type === type).length;
  const counted = (number: number, words: (plural: string) => string) =>
    number === 0 ? [] : [`${number} ${words(number === 1 ? '' : 's')}`];
  return [
    ...counted(count('changed'), (s) => `block${s} changed`),
    ...counted(count('new'), () => 'new'),
    ...counted(count('gone'), () => 'gone'),
    ...counted(count('moved'), () => 'in another order'),
    ...counted(changes.literals.length, (s) => `value${s}`),
    ...counted(changes.steps.length, (s) => `step${s} with other gates`),
  ].join(', ');
}

/** Those that the walk can go on with. */
export function takeable(documents: readonly ChangedDocument[] = []): readonly ChangedDocument[] {
  return documents.filter(({ sha256 }) => sha256 !== undefined);
}
