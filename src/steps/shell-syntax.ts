import { forEachChild, parse } from 'unbash';
import type { ParsedScript, SyntaxNode } from 'unbash';

export type * from 'unbash';
export { forEachChild };

/** A script as bash would read it, or why it was not read as one. */
export type ShellReading =
  | { readonly type: 'read'; readonly script: ParsedScript }
  | {
      readonly type: 'not-read';
      readonly reason: string;
      /** Offset into the text. */ readonly at: number;
    };

/**
 * Reads shell with a real parser; runs nothing, never throws. Offsets are UTF-16 and count in `text`. What bash would
 * call a syntax error, anywhere in it, is `not-read`: whoever asks whether a script is harmless must not go by
 * the part that was understood. So is what is too large or nested too deeply to be read in bounded time.
 */
export function readShell(text: string): ShellReading {
  const { script, problem } = readShellLoosely(text);
  if (script === undefined || problem !== undefined)
    return { type: 'not-read', reason: problem?.reason ?? TOO_MUCH, at: problem?.at ?? 0 };
  return { type: 'read', script };
}

/**
 * The same, for whoever has use for the part that was understood: a script with a mistake in it comes with its tree and
 * the first mistake. The tree is undefined where it would take too long.
 */
export function readShellLoosely(text: string): {
  readonly script: ParsedScript | undefined;
  readonly problem: { readonly reason: string; readonly at: number } | undefined;
} {
  const before = recent.get(text);
  if (before !== undefined) return before;
  const reading = readAnew(text);
  // The same command is asked about by several, and stands in a document many times over.
  if (text.length <= SHORT) {
    if (recent.size >= MOST_RECENT) recent.clear();
    recent.set(text, reading);
  }
  return reading;
}

const SHORT = 1000;
const MOST_RECENT = 300;
const recent = new Map<string, ReturnType<typeof readAnew>>();

function readAnew(text: string): {
  readonly script: ParsedScript | undefined;
  readonly problem: { readonly reason: string; readonly at: number } | undefined;
} {
  if (text.length > LARGEST || nestedTooDeeply(text))
    return { script: undefined, problem: { reason: TOO_MUCH, at: 0 } };
  try {
    const script = parse(text);
    const error = firstError(script);
    return {
      script,
      problem: error === undefined ? undefined : { reason: error.message, at: error.pos },
    };
  } catch {
    // A parser that gives up has understood nothing.
    return { script: undefined, problem: { reason: TOO_MUCH, at: 0 } };
  }
}

/** Every node below one, itself first, in the order of the script; a here-document's expansions too. */
export function* nodesBelow(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  const children: SyntaxNode[] = [];
  forEachChild(node, (child) => children.push(child));
  for (const child of children) yield* nodesBelow(child);
}

const LARGEST = 64 * 1024;
/** What opens something that the parser reads anew for each level it stands in. */
const DEEPEST = 60;
const TOO_MUCH = 'it is too large or nested too deeply to be read';

/** More openings without a closing between them than any script has, whatever they turn out to mean. */
function nestedTooDeeply(text: string): boolean {
  let depth = 0;
  for (const found of text.matchAll(/[({[]|[)}\]]/g)) {
    if (/[({[]/.test(found[0])) depth += 1;
    else if (depth > 0) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** Substitutions are parsed when they are looked at, and keep their own errors. */
function firstError(node: SyntaxNode): { message: string; pos: number } | undefined {
  const error = node.type === 'Script' ? node.errors?.[0] : undefined;
  if (error !== undefined) return error;
  let below: { message: string; pos: number } | undefined;
  forEachChild(node, (child) => {
    below ??= firstError(child);
  });
  return below;
}
