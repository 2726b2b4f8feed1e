import type { DeadValue } from './model.ts';
import { readShape, type Entry, type Position, type Read, type Shape } from './yaml-shape.ts';

/** What a site file says, with where it says it. */
export interface SiteFile {
  readonly name: string | undefined;
  /** Ids or paths, in the order of the walk. */
  readonly runbooks: readonly (Position & { readonly name: string })[];
  readonly literals: Readonly<Record<string, Position & { readonly value: string }>>;
  readonly dead: readonly DeadValue[];
}

/** One thing that is wrong with a site file, as a compiler says it: `file:line:column: what`. */
export interface SiteProblem extends Position {
  readonly message: string;
}

/** Reads a site file. Never throws; with a problem nothing is read. */
export function readSiteFile(
  bytes: Uint8Array,
):
  | { readonly type: 'read'; readonly site: SiteFile }
  | { readonly type: 'refused'; readonly problems: readonly SiteProblem[] } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused({ ...firstBadByte(bytes), message: 'is not UTF-8; save it as UTF-8' });
  }
  const { read, problems } = readShape(text, SITE);
  if (problems.length > 0)
    return {
      type: 'refused',
      problems: problems.map(({ line, column, path, message }) => ({
        line,
        column,
        message: `${path === '' ? 'the file' : path} ${message}`,
      })),
    };
  const at = (key: string): Read | undefined =>
    read?.type === 'map' ? read.entries.find((entry) => entry.key === key)?.value : undefined;
  const name = at('name');
  return {
    type: 'read',
    site: {
      name: name?.type === 'text' ? name.text : undefined,
      runbooks: itemsOf(at('runbooks')).flatMap((item) =>
        item.type === 'text' ? [{ ...item.at, name: item.text }] : [],
      ),
      literals: Object.fromEntries(
        textsOf(at('literals')).map(({ key, at: where, text: value }) => [
          key,
          { ...where, value },
        ]),
      ),
      dead: textsOf(at('dead')).map(({ key, at: { line }, text: why }) => ({
        line,
        value: key,
        // The sentence about it goes on with `it`.
        why: /^(?:is|are|was|were)\s/.test(why) ? why : `was given up: ${why}`,
      })),
    },
  };
}

/** The name of a literal in a site file, as a runbook declares it. */
const LITERAL_NAME = /^[A-Za-z][\w-]{0,60}$/;
const LONGEST = 4096;

const oneLine = (text: string): string | undefined => {
  if (text.trim() === '') return 'is empty; give it a value, or take the line out';
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text))
    return 'has to be one line without control characters';
  return text.length > LONGEST ? `is longer than ${LONGEST} characters` : undefined;
};

const SITE: Shape = {
  type: 'map',
  what: 'a map with the keys name, runbooks, literals, dead',
  keys: {
    name: { type: 'text', what: 'the name of the site, one line', check: oneLine },
    runbooks: {
      type: 'list',
      what: 'a list of built-in ids and paths, in the order of the walk',
      of: { type: 'text', what: 'a built-in id or a path', check: oneLine },
    },
    literals: {
      type: 'record',
      what: 'a map from the names of literals to their values',
      checkKey: (key) =>
        LITERAL_NAME.test(key)
          ? undefined
          : 'can not name a literal: a letter, then letters, digits, _ and -',
      of: { type: 'text', what: 'a value on one line', check: oneLine },
    },
    dead: {
      type: 'record',
      what: 'a map from dead values to why they are dead',
      checkKey: (key) =>
        key.trim().length < 4
          ? 'is too short for a dead value: 4 characters at least'
          : oneLine(key),
      of: { type: 'text', what: 'why it is dead, one line', check: oneLine },
    },
  },
};

function itemsOf(read: Read | undefined): readonly Read[] {
  return read?.type === 'list' ? read.items : [];
}

function textsOf(
  read: Read | undefined,
): readonly { readonly key: string; readonly at: Position; readonly text: string }[] {
  const entries: readonly Entry[] = read?.type === 'map' ? read.entries : [];
  return entries.flatMap(({ key, value }) =>
    value.type === 'text' ? [{ key, at: value.at, text: value.text.trim() }] : [],
  );
}

function refused(problem: SiteProblem): ReturnType<typeof readSiteFile> {
  return { type: 'refused', problems: [{ ...problem, message: `the file ${problem.message}` }] };
}

/** Where the bytes stop being UTF-8. */
function firstBadByte(bytes: Uint8Array): Position {
  const text = new TextDecoder('utf-8').decode(bytes);
  const before = text.slice(0, Math.max(0, text.indexOf('\uFFFD')));
  return {
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
  };
}
