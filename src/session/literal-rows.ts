import { variableOf } from '../steps/literal.ts';
import type { Literal, Runbook } from '../steps/model.ts';
import { scopeOf } from '../steps/scope.ts';
import { namesRead } from '../steps/variables.ts';
import { deadLiteral } from './dead-values.ts';
import type { EarlierWalk } from './earlier-walk.ts';
import type { BlockRef } from './events.ts';
import { locatedBlocks, type Located } from './refs.ts';
import type { Session } from './session.ts';
import type { SiteValue } from './site.ts';
import { isOptional } from './standing.ts';

/** One literal of a walk, whichever of its runbooks declare it. */
export interface LiteralRow {
  readonly name: string;
  /** Every spelling that means the same variable; the name first. */
  readonly names: readonly string[];
  /** Where it is declared, in the order of the walk. */
  readonly sources: readonly LiteralSource[];
  /** A runbook says that it changes with every rebuild. */
  readonly perRebuild: boolean;
  readonly found: HowFound;
  /** The blocks that read it, in the order of the walk. */
  readonly readers: readonly BlockRef[];
  /** The first block on the way that would stop without a value. */
  readonly neededBy: BlockRef | undefined;
  /** The values that the runbooks write, each once. Two are a conflict, which a person settles. */
  readonly written: readonly string[];
  readonly site: SiteValue | undefined;
}

export interface LiteralSource {
  readonly runbook: Runbook;
  readonly literal: Literal;
}

/** How a value comes to be known. */
export type HowFound =
  /** A block finds it and captures it under its name. */
  | { readonly type: 'block'; readonly block: BlockRef }
  | { readonly type: 'site' }
  /** The value is a name, and what it names is looked up each time. */
  | { readonly type: 'by-name' }
  | { readonly type: 'written' }
  | { readonly type: 'person' };

/** What a row still wants of a person. */
export type Need = 'nothing' | 'value' | 'choice' | 'another-value';

/** The literals of all runbooks of a walk, in order; a name that several declare once. */
export function literalRows(session: Session): readonly LiteralRow[] {
  const { runbooks, site } = session;
  const known = made.get(runbooks);
  if (known !== undefined && known.site === site) return known.rows;
  const grouped = Map.groupBy(
    runbooks.flatMap((runbook) => runbook.literals.map((literal) => ({ runbook, literal }))),
    ({ literal }) => variableOf(literal.name),
  );
  const { readers, finders } = usesOf(session, new Set(grouped.keys()));
  const rows = [...grouped].map(([variable, sources]) =>
    rowOf(sources, readers.get(variable) ?? [], finders.get(variable), site),
  );
  made.set(runbooks, { site, rows });
  return rows;
}

/** Documents do not change during a walk. */
const made = new WeakMap<
  readonly Runbook[],
  { readonly site: Session['site']; readonly rows: readonly LiteralRow[] }
>();

/** The value as it would be confirmed: typed, confirmed before, the site's, else the one that is written. */
export function valueOf(
  session: Session,
  row: LiteralRow,
  drafts?: Readonly<Record<string, string>>,
): string {
  const given = row.names.find((name) => session.literals?.[name] !== undefined);
  const confirmed = given === undefined ? undefined : session.literals?.[given];
  const [written = '', other] = row.written;
  // Where they contradict each other none is taken without a word.
  const said = other === undefined ? written : '';
  return drafts?.[row.name] ?? confirmed ?? row.site?.value ?? said;
}

/** What is to be confirmed, by every spelling of each name. */
export function literalValues(
  session: Session,
  drafts?: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    literalRows(session).flatMap((row) => {
      const value = valueOf(session, row, drafts);
      return row.names.map((name) => [name, value]);
    }),
  );
}

/** Whether a person is needed before the walk can go by this value. */
export function needOf(session: Session, row: LiteralRow, value: string): Need {
  if (value === '') {
    if (row.written.length > 1) return 'choice';
    return row.neededBy === undefined ? 'nothing' : 'value';
  }
  return deadLiteral(session, row.name, value) === undefined ? 'nothing' : 'another-value';
}

/** The first row that wants a person, with what it wants in a sentence; undefined when none does. */
export function firstNeed(
  session: Session,
  drafts?: Readonly<Record<string, string>>,
): { readonly row: LiteralRow; readonly says: string } | undefined {
  for (const row of literalRows(session)) {
    const says = needSentence(session, row, valueOf(session, row, drafts));
    if (says !== undefined) return { row, says };
  }
  return undefined;
}

function needSentence(session: Session, row: LiteralRow, value: string): string | undefined {
  switch (needOf(session, row, value)) {
    case 'nothing':
      return undefined;
    case 'value':
      return `ENV(${row.name}) has no value and ${shortRef(row.neededBy ?? '')} reads it: give it one.`;
    case 'choice':
      return conflictWords(row);
    case 'another-value':
      return deadLiteral(session, row.name, value);
  }
}

/** `ENV(a) is X in phase-07 (line 3) and Y in phase-08 (line 9): say which it is.` */
export function conflictWords(row: LiteralRow): string {
  return `${contradiction(row)}: say which it is.`;
}

/** Both documents by name, as a statement without its full stop. */
export function contradiction({ name, sources }: LiteralRow): string {
  const said = sources
    .filter(({ literal }) => literal.value !== '')
    .map(({ runbook, literal }) => `${literal.value} in ${runbook.id} (line ${literal.line})`);
  return `ENV(${name}) is ${said.join(' and ')}`;
}

/** The value of a literal in the newest earlier walk of one of the runbooks that declare it. */
export interface LastValue {
  readonly value: string;
  /** The walk: its id, and when it was last written to, ISO 8601. */
  readonly walk: string;
  readonly at: string;
  /** The block that found it, when a block did. */
  readonly block: BlockRef | undefined;
}

export function lastValueOf(
  row: LiteralRow,
  earlier: readonly EarlierWalk[],
): LastValue | undefined {
  const own = new Set(row.sources.map(({ runbook }) => runbook.id));
  for (const { id, at, runbooks, literals, captures } of earlier) {
    if (!runbooks.some((runbook) => own.has(runbook))) continue;
    const found = captures[variableOf(row.name)];
    if (found !== undefined) return { value: found.value, walk: id, at, block: found.block };
    const value = row.names.map((name) => literals[name] ?? '').find((one) => one !== '');
    if (value !== undefined) return { value, walk: id, at, block: undefined };
  }
  return undefined;
}

function rowOf(
  sources: readonly LiteralSource[],
  readers: readonly Placed[],
  finder: Placed | undefined,
  site: Session['site'],
): LiteralRow {
  const names = [...new Set(sources.map(({ literal }) => literal.name))];
  const written = [
    ...new Set(sources.map(({ literal }) => literal.value).filter((value) => value !== '')),
  ];
  const ofSite = names.map((name) => site?.literals[name]).find((value) => value !== undefined);
  // What a block on the way finds before it is read, nobody has to give.
  const foundAt = finder === undefined || isOptional(finder.located) ? Infinity : finder.index;
  const needing = readers.find(({ located, index }) => !isOptional(located) && index <= foundAt);
  return {
    name: names[0] ?? '',
    names,
    sources,
    perRebuild: sources.some(({ literal }) => literal.perRebuild),
    found: howFound(sources, finder, ofSite),
    readers: readers.map(({ located }) => located.ref),
    neededBy: needing?.located.ref,
    written,
    site: ofSite,
  };
}

function howFound(
  sources: readonly LiteralSource[],
  finder: Placed | undefined,
  site: SiteValue | undefined,
): HowFound {
  if (finder !== undefined) return { type: 'block', block: finder.located.ref };
  if (site !== undefined) return { type: 'site' };
  if (sources.some(({ literal }) => /\bresolved? by name\b/i.test(literal.note)))
    return { type: 'by-name' };
  const isWritten = sources.some(({ literal }) => literal.value !== '');
  return { type: isWritten ? 'written' : 'person' };
}

/** A block and its place in the walk. */
interface Placed {
  readonly located: Located;
  readonly index: number;
}

/** By variable: the blocks that read it, and the first that captures it. */
function usesOf(
  session: Session,
  variables: ReadonlySet<string>,
): {
  readonly readers: ReadonlyMap<string, readonly Placed[]>;
  readonly finders: ReadonlyMap<string, Placed>;
} {
  const readers = new Map<string, Placed[]>();
  const finders = new Map<string, Placed>();
  for (const [index, located] of locatedBlocks(session).entries()) {
    const { block, runbook } = located;
    const begins = scopeOf(block, runbook.scopes)?.lines ?? [];
    for (const name of namesRead([...begins, block.text].join('\n'), variables))
      readers.set(name, [...(readers.get(name) ?? []), { located, index }]);
    for (const { name } of block.captures)
      if (!finders.has(name)) finders.set(name, { located, index });
  }
  return { readers, finders };
}

function shortRef(ref: BlockRef): string {
  return ref.slice(ref.indexOf(':') + 1);
}
