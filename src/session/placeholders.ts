import type { Placeholder } from '../steps/model.ts';
import { nameInScript } from '../steps/command.ts';
import { variableOf } from '../steps/literal.ts';
import { placeholderKey } from '../steps/placeholder-words.ts';
import { whyNoLongerReads } from '../steps/still-reads.ts';
import { secretRefusal, whyNoValue } from '../steps/placeholder-value.ts';
import { deadIn } from '../steps/dead-uses.ts';
import { callsDead, deadValues } from './dead-values.ts';
import type { BlockRef } from './events.ts';
import { lastGivenKey } from './last-given.ts';
import { previewOf } from './preview.ts';
import { locate, type Located } from './refs.ts';
import type { Session } from './session.ts';

/** A value that somebody or something gave before, and who did: Enter takes it once it was shown. */
export interface Proposal {
  readonly value: string;
  readonly by: string;
}

/** The placeholders of a block that can be asked for; a secret is not. */
export function askedPlaceholders({ block }: Located): readonly Placeholder[] {
  return block.placeholders.filter(({ check }) => check !== 'secret');
}

/** Those of them that nothing was given for yet, or nothing that can stand there now. */
export function openPlaceholders(session: Session, located: Located): readonly Placeholder[] {
  if (located.block.placeholders.length === 0) return [];
  const open = new Set(previewOf(session, located).missing);
  return askedPlaceholders(located).filter(({ text }) => open.has(text));
}

/** What was given for a placeholder of a block. */
export function givenFor(session: Session, ref: BlockRef, text: string): string | undefined {
  const values = session.given[ref];
  return values !== undefined && Object.hasOwn(values, text) ? values[text] : undefined;
}

/**
 * What Enter takes when nothing is typed: what the block has already, what was given last for the same text in this
 * runbook, or the literal or capture of that name. Nothing that could not stand there.
 */
export function proposalFor(
  session: Session,
  located: Located,
  placeholder: Placeholder,
): Proposal | undefined {
  return candidates(session, located, placeholder).find(
    ({ value }) =>
      whyNoValue(located.block.text, placeholder, value) === undefined &&
      deadIn(value, deadValues(session)) === undefined,
  );
}

function candidates(
  session: Session,
  { ref, runbook }: Located,
  { text, name }: Placeholder,
): readonly Proposal[] {
  const found: Proposal[] = [];
  const own = givenFor(session, ref, text);
  if (own !== undefined) found.push({ value: own, by: 'as given before' });
  const last = session.lastGiven[lastGivenKey(runbook.id, text)];
  if (last !== undefined)
    found.push({
      value: last.value,
      by: `as given for ${last.block.slice(last.block.indexOf(':') + 1)}`,
    });
  const key = variableOf(placeholderKey(name));
  const capture = Object.hasOwn(session.captures, key) ? session.captures[key] : undefined;
  if (capture !== undefined)
    found.push({
      value: capture.value,
      by: `$${key}, found by ${capture.block.slice(capture.block.indexOf(':') + 1)}`,
    });
  for (const [literal, value] of Object.entries(session.literals ?? {}))
    if (variableOf(literal) === key && value !== '') found.push({ value, by: `ENV(${literal})` });
  return found;
}

/** Why a block can not run for what it leaves open; undefined when it leaves nothing open. One sentence with the way on. */
export function needsValue(session: Session, located: Located): string | undefined {
  const { block } = located;
  const secret = block.placeholders.find(({ check }) => check === 'secret');
  if (secret !== undefined) return secretRefusal(secret.text);
  const open = openPlaceholders(session, located).map(({ text }) => text);
  if (open.length > 0)
    return `${block.id} needs a value for ${open.join(', ')}: Enter asks for it.`;
  const changes = whyNoLongerReads(block, session.given[located.ref] ?? {});
  if (changes !== undefined) return noLongerReads(block.id, changes);
  const [inScope] = previewOf(session, located).missing.filter(
    (name) => nameInScript(name) === name,
  );
  return inScope === undefined
    ? undefined
    : `${block.id} begins with its ${block.scope ?? ''} scope, which holds ${inScope}: write its value into the document.`;
}

/** Why these values can not be given; undefined when they can. */
export function allowedGive(
  session: Session,
  ref: BlockRef,
  values: Readonly<Record<string, string>>,
): string | undefined {
  const located = locate(session, ref);
  if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
  const { block } = located;
  const busy = [session.running, ...session.background].some((number) =>
    session.attempts.some((one) => one.number === number && one.block === ref),
  );
  if (busy)
    return `${block.id} runs with the values that it was given; change them when it has ended.`;
  for (const [text, value] of Object.entries(values)) {
    const placeholder = block.placeholders.find((one) => one.text === text);
    if (placeholder === undefined) return `${block.id} has no ${text} in it.`;
    const why = whyNoValue(block.text, placeholder, value);
    if (why !== undefined) return why;
    const dead = deadIn(value, deadValues(session));
    if (dead !== undefined)
      return `${text} can not be ${dead.value}: ${callsDead(dead)}; give it another value.`;
  }
  const changes = whyNoLongerReads(block, { ...session.given[ref], ...values });
  return changes === undefined ? undefined : noLongerReads(block.id, changes);
}

function noLongerReads(id: string, why: string): string {
  return `${id} is a check because all of it only reads, and with that value it may not: ${why}. Give another value, or run it by hand and skip it here with a reason (s).`;
}
