/**
 * A value as JSON for a pipe or a terminal. What has no value stands as null. JSON leaves the upper control characters as they are, and
 * a terminal obeys them, so they are escaped as well.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) => part ?? null, 2);
  return text.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
