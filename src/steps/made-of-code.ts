import type { DraftBlock } from './draft.ts';
import { expectationsIn } from './expectations.ts';
import type { FlowCode } from './flow.ts';
import type { Offer } from './shell.ts';

/** What a code block gives to the block that is made of it. */
export type MadeOfCode = Pick<
  DraftBlock,
  'line' | 'origin' | 'lang' | 'text' | 'written' | 'sample' | 'host' | 'items' | 'transfer'
> & {
  /** Prose that the code block itself gives: who its prompts are. */
  readonly prose: readonly string[];
  readonly expect: readonly string[];
};

/** The parts of a block that come of its code: as it stands, or for a transcript its commands alone. */
export function madeOfCode(
  { line, lang, text, items, form }: FlowCode,
  offer: Exclude<Offer, { type: 'other' }>,
): MadeOfCode {
  const base = { line, lang, items, transfer: undefined };
  if (offer.type === 'command') {
    const origin = form === 'indented' ? 'indented' : 'fence';
    const expect = expectationsIn(text);
    return { ...base, origin, text, written: undefined, prose: [], expect };
  }
  const { text: commands, sample, host, note } = offer.transcript;
  return {
    ...base,
    origin: 'transcript',
    text: commands,
    written: text,
    sample,
    host,
    prose: note === undefined ? [] : [note],
    expect: expectationsIn(commands),
  };
}
