/** No share is as short as this, and no token. */
const longestName = 24;
/** One word this long may be the half of a share or token that was cut, or was typed only half. */
const longestWord = 16;

/**
 * Why a text is not taken for the name of who brings a secret: it stays in the record, so nothing that may be a share
 * or a token, or a part of one, gets there. Undefined for a name, and for nothing.
 */
export function whyNoName(text: string): string | undefined {
  const length = [...text.trim()].length;
  if (length > longestName)
    return `A name has at most ${longestName} characters: what was typed is not kept.`;
  const isWord = !/\s/u.test(text.trim());
  return (isWord && length > longestWord) || /[+/=]/u.test(text)
    ? `That looks like part of a share or token, and is not kept: a name is no word of more than ${longestWord} characters, and has no + / = in it.`
    : undefined;
}

/** What has to come before anything more is taken for a name. */
export const nameAnew = 'Press Ctrl-U first, then type a name.';

/** The sentence about a paste where a name is typed. */
export const noPastedName = 'A name is typed, not pasted: what was pasted is not kept.';
