import { scopeOf } from '../steps/scope.ts';
import type { EnvironmentChange } from './environment.ts';
import type { BlockRef } from './events.ts';
import type { Located } from './refs.ts';
import type { Session } from './session.ts';

/** One thing that is carried, or was: its name, and the block it came from. There is no value to tell. */
export interface EnvironmentRow {
  readonly type: 'missing' | 'folder' | 'option' | 'name';
  readonly name: string;
  readonly block: BlockRef;
}

/** What the next jumphost block starts with, what is missing first. */
export function environmentRows({ environment }: Session): readonly EnvironmentRow[] {
  const { names, folder, options, lost } = environment;
  return [
    ...rowsOf('missing', lost),
    ...(folder === undefined
      ? []
      : [{ type: 'folder' as const, name: folder.path, block: folder.block }]),
    ...rowsOf('option', options),
    ...rowsOf('name', names),
  ];
}

/** The lost names that a block on the jumphost reads, each with the block that sets it. */
export function lostNamesRead(
  session: Session,
  { block, runbook }: Located,
): readonly { readonly name: string; readonly from: BlockRef }[] {
  // A scope starts clean: it never saw them.
  const isApart = block.place.type !== 'jumphost' || scopeOf(block, runbook.scopes) !== undefined;
  if (isApart) return [];
  return Object.entries(session.environment.lost)
    .filter(([name]) => reads(block.text, name))
    .map(([name, from]) => ({ name, from }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** `set A, B; unset C; folder /srv; options +nounset`, with at most `most` names of a kind; empty for no change. */
export function changeWords(change: EnvironmentChange, most: number): string {
  const told = (word: string, names: readonly string[]): string[] => {
    const more = names.length - most;
    const rest = more > 0 ? ` and ${more} more` : '';
    return names.length === 0 ? [] : [`${word} ${names.slice(0, most).join(', ')}${rest}`];
  };
  return [
    ...told('set', change.set),
    ...told('changed', change.changed),
    ...told('unset', change.unset),
    ...(change.folder === undefined ? [] : [`folder ${change.folder}`]),
    ...told('options', change.options),
  ].join('; ');
}

function rowsOf(
  type: EnvironmentRow['type'],
  from: Readonly<Record<string, BlockRef>>,
): readonly EnvironmentRow[] {
  return Object.entries(from)
    .map(([name, block]) => ({ type, name, block }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** A function is called by its name; a variable is read as `$NAME` or `${NAME...`. A block that names it only in a comment is told of it too. */
function reads(text: string, name: string): boolean {
  const bare = name.replace(/\(\)$/, '');
  const word = bare.replace(/[^\w]/g, '\\$&');
  return bare === name
    ? new RegExp(`(?:^|[^\\\\])\\$(?:\\{[#!]?)?${word}(?![A-Za-z0-9_])`, 'm').test(text)
    : new RegExp(`(?:^|[\\s;&|({])${word}(?=$|[\\s;&|)}])`, 'm').test(text);
}
