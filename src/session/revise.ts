import type { CarriedEnvironment } from './environment.ts';
import type { OwnerRef, RunbookRevised } from './events.ts';
import { apartQuestions } from './questions.ts';
import { locate } from './refs.ts';
import type { Attempt, Passed, Session } from './session.ts';

/** What names of blocks, steps and gates a new text of a runbook changes. */
type Names = Pick<RunbookRevised, 'runbook' | 'revision' | 'moved' | 'gone'>;

/**
 * The session with the new text of a runbook in place of the one until now. Pure and total. Nothing that was done is
 * lost: what names a block names it as it is called now, and what is gone is kept under a name that nothing can have
 * (`phase-07:7.1/2~1`, last seen in revision 1), so that it counts for nothing. Runs are judged by what they were
 * judged by. The event alone says what became of each block: a later handrail that pairs blocks otherwise still folds
 * an old journal as it was.
 */
export function revise(session: Session, event: RunbookRevised, at: string): Session {
  const renamed = renaming(event);
  const isTouched = (ref: OwnerRef): boolean => {
    const name = localName(event, ref);
    if (name === undefined) return false;
    const now = localName(event, renamed(ref));
    return now === undefined || Object.hasOwn(event.changed, now);
  };
  const withWas = <Said extends Pick<Attempt | Passed, 'was'>>(said: Said, ref: OwnerRef): Said =>
    said.was === undefined && isTouched(ref) ? { ...said, was: locate(session, ref) } : said;
  const passed = (all: Readonly<Record<OwnerRef, Passed>>): Readonly<Record<OwnerRef, Passed>> =>
    Object.fromEntries(
      Object.entries(all).map(([ref, one]) => [renamed(ref), withWas(one, ref)] as const),
    );
  return {
    ...session,
    ...swapped(session, event),
    revisions: [...session.revisions, { ...event, at }],
    answers: event.answers,
    ...literalsAfter(session, event),
    attempts: session.attempts.map((attempt) => ({
      ...withWas(attempt, attempt.block),
      block: renamed(attempt.block),
    })),
    captures: valuesOf(session.captures, (one) => ({ ...one, block: renamed(one.block) })),
    attested: Object.fromEntries(
      Object.entries(session.attested).map(([gate, one]) => [renamed(gate), one]),
    ),
    overrides: passed(session.overrides),
    skips: passed(session.skips),
    notes: session.notes.map((note) =>
      note.block === undefined ? note : { ...note, block: renamed(note.block) },
    ),
    login:
      session.login?.block === undefined
        ? session.login
        : { ...session.login, block: renamed(session.login.block) },
    environment: environmentAfter(session.environment, renamed),
  };
}

/** How a reference is written after a new text was taken up: a block's, a step's or a gate's. */
export function renaming(event: Names): (ref: string) => string {
  const gone = new Set(event.gone);
  const moved = new Map(Object.entries(event.moved));
  const called = (name: string): string => {
    if (gone.has(name)) return aside(name, event.revision - 1);
    const now = moved.get(name);
    if (now !== undefined) return now;
    const hash = name.lastIndexOf('#');
    return hash < 0 ? name : `${called(name.slice(0, hash))}${name.slice(hash)}`;
  };
  const known = new Map<string, string>();
  return (ref) => {
    const before = known.get(ref);
    if (before !== undefined) return before;
    const name = localName(event, ref);
    const now = name === undefined ? ref : `${event.runbook}:${called(name)}`;
    known.set(ref, now);
    return now;
  };
}

/** The part of a reference behind the runbook's id; undefined for another runbook's, and for what was gone before. */
function localName({ runbook }: Names, ref: string): string | undefined {
  if (!ref.startsWith(`${runbook}:`) || ref.includes('~', runbook.length)) return undefined;
  return ref.slice(runbook.length + 1);
}

/** A name that no document gives: neither an id of a step nor the count of a block holds such a sign. */
function aside(name: string, revision: number): string {
  const hash = name.lastIndexOf('#');
  return hash < 0 ? `${name}~${revision}` : `${name.slice(0, hash)}~${revision}${name.slice(hash)}`;
}

/** A text that was not read is not gone on with: the old one stays, and no run of it is lost. */
function swapped(session: Session, event: RunbookRevised): Pick<Session, 'runbooks'> {
  const index = session.runbooks.findIndex(({ id }) => id === event.runbook);
  const before = session.runbooks[index];
  const reading = session.readings.get(event.sha256);
  if (before === undefined || reading === undefined) return { runbooks: session.runbooks };
  const now = { ...reading, id: event.runbook, file: before.file };
  return { runbooks: apartQuestions(session.runbooks.with(index, now)) };
}

/** A value that was confirmed for another one that was written is confirmed anew. */
function literalsAfter(
  { literals, unconfirmed }: Session,
  event: RunbookRevised,
): Pick<Session, 'literals' | 'unconfirmed'> {
  if (literals === undefined) return { literals, unconfirmed };
  const wanted = new Set(event.literals);
  return {
    literals: Object.fromEntries(Object.entries(literals).filter(([name]) => !wanted.has(name))),
    unconfirmed: [...new Set([...unconfirmed, ...event.literals])],
  };
}

function environmentAfter(
  { names, folder, options, lost }: CarriedEnvironment,
  renamed: (ref: string) => string,
): CarriedEnvironment {
  return {
    names: valuesOf(names, renamed),
    folder: folder === undefined ? undefined : { ...folder, block: renamed(folder.block) },
    options: valuesOf(options, renamed),
    lost: valuesOf(lost, renamed),
  };
}

function valuesOf<Value>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
