import { allowed } from '../../session/allowed.ts';
import {
  askedPlaceholders,
  needsValue,
  openPlaceholders,
  proposalFor,
} from '../../session/placeholders.ts';
import type { Located } from '../../session/refs.ts';
import type { Session } from '../../session/session.ts';
import type { Placeholder } from '../../steps/model.ts';
import { placeholderWants } from '../../steps/placeholder-value.ts';
import { blockText, clean } from './lines.ts';
import { sendOrSay, type Talk } from './talk.ts';

/** Whether a block could run but for placeholders that can be asked for. */
export function isOpen(session: Session, located: Located): boolean {
  const refused = allowed(session, { type: 'run', block: located.ref });
  return openPlaceholders(session, located).length > 0 && refused === needsValue(session, located);
}

/**
 * Asks for the placeholders of a block, one after the other: those that are open, or all of them when none is. The command
 * is shown with them then. False when the operator thought better of it.
 */
export async function giveValues(talk: Talk, located: Located): Promise<boolean> {
  const { store } = talk.walker;
  const open = openPlaceholders(store.getState().session, located);
  const asked = open.length > 0 ? open : askedPlaceholders(located);
  for (const placeholder of asked) if (!(await giveOne(talk, located, placeholder))) return false;
  blockText(store.getState().session, located).forEach(talk.print);
  return true;
}

async function giveOne(talk: Talk, located: Located, placeholder: Placeholder): Promise<boolean> {
  const { block, ref } = located;
  const { text } = placeholder;
  const proposal = proposalFor(talk.walker.store.getState().session, located, placeholder);
  talk.print(
    `  ${block.id} does not say what ${clean(text)} is (line ${lineOf(block.text, placeholder)}): ${clean(placeholderWants(placeholder))}`,
  );
  if (proposal !== undefined)
    talk.print(`  Enter alone takes ${clean(proposal.value)} (${clean(proposal.by)}).`);
  const enter = proposal === undefined ? 'Enter alone goes back' : 'b goes back';
  for (;;) {
    const typed = await talk.reader.ask(`[${block.id}] ${clean(text)}; ${enter}: `);
    if (typed === undefined) return false;
    const word = typed.trim();
    if (proposal === undefined ? word === '' : word === 'b') return false;
    const value = word === '' ? (proposal?.value ?? '') : word;
    if (await sendOrSay(talk, { type: 'give-values', block: ref, values: { [text]: value } }))
      return true;
  }
}

function lineOf(script: string, { spans }: Placeholder): number {
  return script.slice(0, spans[0]?.[0] ?? 0).split('\n').length;
}
