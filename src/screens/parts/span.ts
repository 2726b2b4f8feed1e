import { sanitise } from '../../session/sanitise.ts';
import type { Tone } from '../theme.ts';

/** A piece of one row, all in one style. The theme turns the tone into a colour. */
export interface Span {
  readonly text: string;
  readonly tone?: Tone | undefined;
  readonly bold?: boolean;
  readonly inverse?: boolean;
}

/** One row of the screen. Rows are made as data first, so that only what is visible is ever drawn. */
export type Line = readonly Span[];

export type Style = Omit<Span, 'text'>;

export function span(text: string, style: Style = {}): Span {
  return { text, ...style };
}

/** Text from a document or a remote machine, safe to draw: no escapes, no tabs, line feeds kept. */
export function clean(text: string): string {
  return sanitise(text.replaceAll('\r\n', '\n'), { colour: false }).replaceAll('\t', '  ');
}

/** The same for a text that has to stay on one row. */
export function cleanRow(text: string): string {
  return clean(text).replace(/\s*\n\s*/g, ' / ');
}
