/** The value of an output, or in a few words why it has none that a machine may judge. */
export type ReadJson = { readonly value: unknown } | { readonly why: string };

/**
 * Reads an output that is JSON. An object that gives one key twice says two things, so it says nothing.
 * Whole numbers too large for exact arithmetic are kept as they are written, so that an id is never
 * compared rounded. Never throws.
 */
export function parseJson(output: string): ReadJson {
  const text = output.replace(/^\uFEFF/, '');
  try {
    const value: unknown = LONG_NUMBER.test(text)
      ? (JSON.parse as ParseWithSource)(text, asWritten)
      : JSON.parse(text);
    return repeatsAKey(text) ? { why: 'which gives one key twice' } : { value };
  } catch {
    return { why: 'which is no JSON' };
  }
}

const LONG_NUMBER = /\d{16}/;

/** The reviver's third argument is in the language and not yet in its types. */
type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

function asWritten(_: string, value: unknown, { source }: { readonly source?: string }): unknown {
  const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
  return isRounded && source !== undefined && /^-?\d+$/.test(source) ? source : value;
}

/** Looks at keys alone; the text is known to be JSON. */
function repeatsAKey(text: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, key] of text.matchAll(/("(?:[^"\\]|\\.)*")(?=\s*:)|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (key !== undefined) {
      const name = JSON.parse(key) as string;
      const keys = open.at(-1);
      if (keys?.has(name) === true) return true;
      keys?.add(name);
    }
  }
  return false;
}
