/**
 * The words of what a placeholder asks for, in small letters and without what says nothing: `<Your Project-ID>` and
 * `YOUR_PROJECT_ID` are both `project id`.
 */
export function placeholderWords(name: string): readonly string[] {
  return name
    .slice(0, LONGEST)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !SAYS_NOTHING.has(word));
}

/** Under which one answer is proposed for the next question of the same kind: the name of a literal or a capture. */
export function placeholderKey(name: string): string {
  const words = placeholderWords(name);
  return (words.length === 0 ? [name.toLowerCase()] : words).join('_');
}

/** A name is a few words; more of it than this decides nothing. */
const LONGEST = 200;

const SAYS_NOTHING = new Set(
  ['your', 'my', 'the', 'a', 'an', 'of', 'put', 'enter', 'insert', 'replace', 'with'].concat([
    'this',
    'here',
    'me',
  ]),
);
