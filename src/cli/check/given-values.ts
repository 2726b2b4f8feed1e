import { isSecretValue } from '../../secrets/secret-value.ts';
import { deadLiteral } from '../../session/dead-values.ts';
import { literalRows, literalValues, type LiteralRow } from '../../session/literal-rows.ts';
import { allowedGive } from '../../session/placeholders.ts';
import { locatedBlocks } from '../../session/refs.ts';
import type { Session } from '../../session/session.ts';
import { nearestOf } from './nearest-name.ts';
import { UserError } from '../user-error.ts';

/**
 * The session with the values that a check goes by: `--set`, else the site file's, else what the document writes. A
 * literal that changes with every rebuild has no value in a document: what is written there is an older one's. What a
 * block that is not run here would have found is given with `--set` as well, and what stands for a placeholder, by its
 * whole text: `--set '<pod>=lamp-1'`. Throws a UserError for what means nothing.
 */
export function withValues(session: Session, sets: readonly string[]): Session {
  const rows = literalRows(session);
  const given = new Map<string, string>();
  const captures: Record<string, Session['captures'][string]> = {};
  let places = session;
  for (const { name, value } of sets.map(split)) {
    const filled = withPlaceholder(places, name, value);
    if (filled !== undefined) {
      places = filled;
      continue;
    }
    const row = rows.find(({ names }) => names.includes(name));
    const finder = locatedBlocks(session).find(({ block }) =>
      block.captures.some((capture) => capture.name === name),
    );
    if (row === undefined && finder === undefined) throw unknown(name, session, rows);
    refuseValue(session, name, value);
    if (row !== undefined) given.set(row.name, value);
    if (finder !== undefined) captures[name] = { value, block: finder.ref };
  }
  const drafts = Object.fromEntries(
    rows.flatMap((row) => {
      const value = given.get(row.name) ?? (row.perRebuild ? (row.site?.value ?? '') : undefined);
      return value === undefined ? [] : [[row.name, value]];
    }),
  );
  return { ...places, literals: literalValues(session, drafts), captures };
}

/** Puts a value in every place of a placeholder; undefined when the runbook has none of that text. */
function withPlaceholder(session: Session, text: string, value: string): Session | undefined {
  const holders = locatedBlocks(session).filter(({ block }) =>
    block.placeholders.some((placeholder) => placeholder.text === text),
  );
  if (holders.length === 0) return undefined;
  refuseValue(session, text, value);
  const given = { ...session.given };
  for (const { ref } of holders) {
    const refused = allowedGive(session, ref, { [text]: value });
    if (refused !== undefined) throw new UserError(`--set ${text}: ${refused}`);
    given[ref] = { ...given[ref], [text]: value };
  }
  return { ...session, given };
}

/** What stands between `<` and `>` may hold a `=`. */
function split(set: string): { readonly name: string; readonly value: string } {
  const at = set.startsWith('<') ? set.indexOf('>=') + 1 : set.indexOf('=');
  if (at < 1)
    throw new UserError(`--set takes NAME=VALUE, as --set chart-ver=0.25.1; ${set} is none.`);
  return { name: set.slice(0, at), value: set.slice(at + 1) };
}

function refuseValue(session: Session, name: string, value: string): void {
  if (value === '')
    throw new UserError(`--set ${name}= gives no value; write one behind the =, or leave it out.`);
  if (/[\u0000-\u001f\u007f-\u009f]/.test(value))
    throw new UserError(`--set ${name} holds a control character; give it in one plain line.`);
  if (isSecretValue(name, value))
    throw new UserError(
      `--set ${name} looks like a secret, and a command line shows it to everybody on the machine; no check is given one.`,
    );
  const dead = deadLiteral(session, name, value);
  if (dead !== undefined) throw new UserError(`${dead}.`);
}

function unknown(name: string, session: Session, rows: readonly LiteralRow[]): UserError {
  const names = [
    ...rows.flatMap((row) => row.names),
    ...locatedBlocks(session).flatMap(({ block }) => [
      ...block.captures.map((capture) => capture.name),
      ...block.placeholders.map(({ text }) => text),
    ]),
  ];
  const near = nearestOf(name, names);
  const way =
    names.length === 0
      ? 'it has neither literal nor capture nor placeholder'
      : near === undefined
        ? `it has ${names.slice(0, 12).join(', ')}`
        : `${near} is near`;
  return new UserError(
    `--set ${name}: the runbook has no such literal, capture or placeholder; ${way}.`,
  );
}
