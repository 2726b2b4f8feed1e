import type { Command } from '../steps/command.ts';
import { deadIn, deadPlaces, searchedIn } from '../steps/dead-uses.ts';
import type { DeadValue, Runbook } from '../steps/model.ts';
import { previewOf } from './preview.ts';
import type { Located } from './refs.ts';
import type { Session } from './session.ts';

/** A dead value of a walk. */
export interface DeadSaid extends DeadValue {
  /** Who calls it dead: `phase-08 (line 60)`. */
  readonly by: string;
}

/** What any runbook of the walk calls dead, and what its site file does. */
export function deadValues({ runbooks, site }: Session): readonly DeadSaid[] {
  const known = gathered.get(runbooks);
  if (known !== undefined && known.site === site) return known.dead;
  const dead = [
    ...runbooks.flatMap((runbook) =>
      runbook.dead.map((one) => ({ ...one, by: `${runbook.id} (line ${one.line})` })),
    ),
    ...(site?.dead ?? []).map((one) => ({ ...one, by: `the site file (line ${one.line})` })),
  ];
  gathered.set(runbooks, { site, dead });
  return dead;
}

const gathered = new WeakMap<
  readonly Runbook[],
  { readonly site: Session['site']; readonly dead: readonly DeadSaid[] }
>();

/** Why a command may not be started: it holds a dead value. One sentence with the way on. */
export function holdsDead(session: Session, located: Located): string | undefined {
  const held = deadHeld(session, located);
  return held === undefined ? undefined : `${held.fact}: ${held.way}.`;
}

/** The same for one who is asked nothing and can press no key: which value it is, and who calls it dead. */
export function deadFact(session: Session, located: Located): string | undefined {
  return deadHeld(session, located)?.fact;
}

function deadHeld(
  session: Session,
  located: Located,
): { readonly fact: string; readonly way: string } | undefined {
  const use = deadUse(session, located);
  if (use === undefined) return undefined;
  const { command, place, used } = use;
  const { id } = located.block;
  const calls = callsDead(place.dead);
  if (used?.from === 'capture') {
    const from = session.captures[used.name]?.block;
    const finder = from === undefined ? 'the block that finds it' : shortRef(from);
    return {
      fact: `${id} would read ${place.dead.value} as $${used.name}, which ${finder} found, and ${calls}`,
      way: `see to it that ${finder} finds another and run it again, or skip this block with a reason (s)`,
    };
  }
  const filled = command.filled?.find(({ value }) => deadIn(value, [place.dead]) !== undefined);
  if (filled !== undefined)
    return {
      fact: `${id} would put ${place.dead.value} in the place of ${filled.text}, and ${calls}`,
      way: 'give it another value (i), or skip the block with a reason (s)',
    };
  if (used?.from === 'literal')
    return {
      fact: `${id} would read ${place.dead.value} as $${used.name}, and ${calls}`,
      way: 'give that literal another value',
    };
  const row = place.line === undefined ? '' : rowOf(command, place.line, located);
  return {
    fact: `${id} holds ${place.dead.value}${row}, and ${calls}`,
    way: 'mend the document and begin a new walk, or skip the block with a reason (s)',
  };
}

/** Whether another value of a literal would let a block run that holds a dead one. */
export function readsDeadLiteral(session: Session, located: Located): boolean {
  return deadUse(session, located)?.used?.from === 'literal';
}

function deadUse(session: Session, located: Located) {
  const dead = deadValues(session);
  if (dead.length === 0) return undefined;
  const command = previewOf(session, located);
  const place = deadPlaces(searchedIn(command), dead)[0];
  if (place === undefined) return undefined;
  const used = command.uses.find(({ value }) => deadIn(value, [place.dead]) !== undefined);
  return { command, place, used };
}

/** The lines of a command's script that hold a dead value, counted from 0. */
export function deadLines(session: Session, { script }: Command): ReadonlySet<number> {
  const dead = deadValues(session);
  if (dead.length === 0) return noLines;
  return new Set(deadPlaces(script, dead).flatMap(({ line }) => line ?? []));
}

const noLines: ReadonlySet<number> = new Set();

/** Why a literal can not have a value; undefined when it can. */
export function deadLiteral(session: Session, name: string, value: string): string | undefined {
  const found = deadIn(value, deadValues(session));
  return found === undefined
    ? undefined
    : `ENV(${name}) can not be ${found.value}: ${callsDead(found)}; give it another value.`;
}

/** Who calls a value dead, and why: `phase-08 (line 60) calls that dead: it is an address of an earlier rebuild` */
export function callsDead({ by, why }: DeadSaid): string {
  return `${by} calls that dead: it ${why}`;
}

/** ` in its line 3`: as the document has it, without what stands ahead. */
function rowOf({ script }: Command, line: number, { block }: Located): string {
  const lines = script.split('\n').length;
  const ahead = lines - block.text.split('\n').length;
  const isText = block.transfer === undefined && line >= ahead && line < lines;
  return isText ? ` in its line ${line - ahead + 1}` : '';
}

function shortRef(ref: string): string {
  return ref.slice(ref.indexOf(':') + 1);
}
