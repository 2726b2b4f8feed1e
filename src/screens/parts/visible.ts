import { sanitise } from '../../session/sanitise.ts';

/**
 * A script as it is, for reading before it runs. What a terminal would hide, obey or reorder is written out
 * as `<U+202E>`: dropping it, as is right for output, would show something else than what runs.
 */
export function visible(text: string, column = 0): string {
  const written = text.replace(HIDDEN, (found) =>
    Array.from(found, (character) => codePoint(character)).join(''),
  );
  return sanitise(spreadTabs(written, column), { colour: false });
}

/** How many characters of a script can not be seen as they are. */
export function hiddenCharacters(text: string): number {
  return text.match(HIDDEN)?.length ?? 0;
}

const HIDDEN =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\uddef]/g;

const TAB_STOP = 8;

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

function spreadTabs(text: string, column: number): string {
  if (!text.includes('\t')) return text;
  let at = column;
  let spread = '';
  for (const character of text) {
    const width = character === '\t' ? TAB_STOP - (at % TAB_STOP) : 1;
    spread += character === '\t' ? ' '.repeat(width) : character;
    at += width;
  }
  return spread;
}
