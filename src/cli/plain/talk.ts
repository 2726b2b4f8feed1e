import type { EarlierWalk } from '../../session/earlier-walk.ts';
import type { Walker } from '../../session/walker.ts';
import type { Intent } from '../../session/intents.ts';
import type { AttestAnswer } from '../../steps/model.ts';
import { clean, outputLines } from './lines.ts';
import type { LineReader } from './reader.ts';

/** What the parts of a walk by lines share: the walk, the operator, and what was shown already. */
export interface Talk {
  readonly walker: Walker;
  readonly reader: LineReader;
  readonly print: (line: string) => void;
  /** Attempts whose output stands above. */
  readonly outputShown: Set<number>;
  /** Earlier walks of the same mode, newest first. */
  readonly earlier: readonly EarlierWalk[];
}

/** What one question came to: the walk goes on, or the operator leaves. */
export type Next = 'on' | 'leave';

/** Sends an intent; what speaks against it is printed. True when it was done. */
export async function sendOrSay(talk: Talk, intent: Intent): Promise<boolean> {
  const refused = await talk.walker.send(intent);
  if (refused !== undefined) talk.print(`  Not done: ${clean(refused)}`);
  return refused === undefined;
}

/** Prints the end of an attempt's output, unless it stands above already. */
export function showOutput(talk: Talk, attempt: number): void {
  if (talk.outputShown.has(attempt)) return;
  talk.outputShown.add(attempt);
  outputLines(talk.walker, attempt).forEach(talk.print);
}

/** Asks for a reason; undefined when the operator thought better of it. */
export async function askReason(talk: Talk, question: string): Promise<string | undefined> {
  talk.print(`  ${question}`);
  const typed = await talk.reader.ask('  Type it; Enter alone goes back: ');
  return typed === undefined || typed.trim() === '' ? undefined : typed;
}

/** Asks whether a gate holds; without a clear yes the answer is no. `to`: what it may be put off to. Undefined to leave. */
export async function askHolds(
  talk: Talk,
  id: string,
  to: string | undefined,
): Promise<AttestAnswer | undefined> {
  const later = to === undefined ? '' : `, l later (put off to ${clean(to)})`;
  const typed = await talk.reader.ask(
    `[${id}] Does it hold? y yes, n no${later}; Enter is no, q leaves: `,
  );
  if (typed === undefined || typed.trim() === 'q') return undefined;
  if (/^y(?:es)?$/i.test(typed.trim())) return 'yes';
  return to !== undefined && /^l(?:ater)?$/i.test(typed.trim()) ? 'later' : 'no';
}
