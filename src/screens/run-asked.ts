import { allowed } from '../session/allowed.ts';
import { locate, type Located } from '../session/refs.ts';
import type { Session } from '../session/session.ts';
import type { ScreenContext, UiAction } from './contract.ts';
import { takesTerminal } from './parts/asked-words.ts';
import type { Section } from './parts/fold.ts';
import { startAct } from './parts/main-act.ts';
import { pageDown, pageUp } from './parts/page.ts';
import { looksAt } from './looks-at.ts';
import type { Act } from './walk-act.ts';

/** The block that a confirmation is about; a sentence when the documents hold it no more. */
export function askedBlock(session: Session, ref: string): Located | string {
  return locate(session, ref) ?? `No block ${ref} in the runbooks of this walk.`;
}

/** Starts what was confirmed and shows it, or says why it can not start any more. */
export function runAsked(session: Session, located: Located, typed: string | undefined): Act {
  const { ref } = located;
  const intent = { type: 'run', block: ref, ...(typed === undefined ? {} : { typed }) } as const;
  const refused = allowed(session, intent);
  if (refused !== undefined) return refused;
  const start = startAct(session, located);
  if (start.type === 'say') return start.text;
  if (start.type === 'placeholder')
    return `${located.block.id} leaves ${start.text} open; Esc, then Enter asks for it.`;
  if (start.type === 'literals')
    return `${located.block.id} reads a literal without a value; Esc, then Enter asks for it.`;
  const then: readonly UiAction[] = [
    { type: 'go', screen: { type: 'walk' } },
    { type: 'ui', change: { ...looksAt(ref), message: undefined } },
    takesTerminal(located.block) ? { type: 'take-terminal', soon: true } : { type: 'asked' },
  ];
  return [{ type: 'send', intent, then }];
}

/** PgUp and PgDn over a preview that has `rows` of the screen. */
export function pagePreview(
  binding: 'page-up' | 'page-down',
  sections: readonly Section[],
  rows: number,
  { ui }: ScreenContext,
): Act {
  const result = binding === 'page-up' ? pageUp(sections, rows, ui) : pageDown(sections, rows, ui);
  return typeof result === 'string' ? result : [{ type: 'ui', change: result }];
}
