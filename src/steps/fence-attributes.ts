import type { FlowCode } from './flow.ts';
import type { Problem } from './model.ts';
import type { Offer } from './shell.ts';

/** What the attributes behind a fence's language come to, as Runme has them. */
export interface FenceAttributes {
  readonly name: string | undefined;
  /** The block reads from the operator's terminal, or explicitly not; undefined when that is not said. */
  readonly interactive: boolean | undefined;
  /** Why the block is not offered: run without what this says, it would do something else. */
  readonly refused: string | undefined;
  /** The block is one that its author does not mean to be run. */
  readonly ignored: boolean;
  /** What handrail does not do, a sentence each. */
  readonly ignoredWords: readonly string[];
}

/** Reads `{"name":"setup","interactive":"false"}` and `{ name=setup interactive=false }`. Unknown ones say nothing. */
export function fenceAttributes(
  code: Pick<FlowCode, 'info'>,
  documentCwd?: string,
): FenceAttributes {
  const found = attributesIn(code.info);
  const is = (name: string): boolean => /^(?:true|yes)$/i.test(found.get(name) ?? '');
  const interactive = found.get('interactive');
  const name = found.get('name')?.replace(/\s+/g, ' ').trim().slice(0, 80);
  return {
    name: name === '' ? undefined : name,
    interactive: interactive === undefined ? undefined : is('interactive'),
    refused: refusalOf(found, documentCwd),
    ignored: is('ignore'),
    ignoredWords: [
      ...(is('background') ? ['background: handrail waits for the block to end'] : []),
      ...(is('excludeFromRunAll') ? ['excludeFromRunAll: handrail offers it on the way'] : []),
      ...(is('promptEnv') ? ['promptEnv: handrail asks for no environment variable'] : []),
    ],
  };
}

/** What attributes make of an offer; what handrail does not do of them is a problem. */
export function heeded(
  { ignored, ignoredWords, refused }: FenceAttributes,
  offer: Offer,
  line: number,
  problems: Problem[],
): Offer {
  if (offer.type === 'other') return offer;
  if (ignored) return { type: 'other', reason: 'its fence says ignore' };
  const words =
    refused === undefined
      ? ignoredWords
      : [...ignoredWords, `the block is not offered: ${refused}`];
  for (const message of words)
    problems.push({ topic: 'attribute-not-honoured', line, message, nearest: undefined });
  return refused === undefined ? offer : { type: 'other', reason: refused };
}

function refusalOf(
  found: ReadonlyMap<string, string>,
  documentCwd: string | undefined,
): string | undefined {
  const cwd = found.get('cwd') ?? documentCwd;
  if (cwd !== undefined && cwd.trim() !== '')
    return `it is to run in another folder (cwd ${shown(cwd)}); write a cd into it instead`;
  const interpreter = found.get('interpreter')?.trim() ?? '';
  const [program = ''] = interpreter.split(/\s/, 1);
  return program === '' || /^(?:\S*\/)?(?:ba)?sh$/.test(program)
    ? undefined
    : `it is for another interpreter (${shown(interpreter)}); handrail runs bash`;
}

function shown(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}...` : value;
}

/** In characters; an info string that goes on for longer says nothing to anybody. */
const LONGEST = 2000;

function attributesIn(info: string): ReadonlyMap<string, string> {
  const begin = info.indexOf('{');
  const end = info.lastIndexOf('}');
  if (begin === -1 || end < begin || info.length > LONGEST) return new Map();
  return fromJson(info.slice(begin, end + 1)) ?? fromWords(info.slice(begin + 1, end));
}

function fromJson(text: string): ReadonlyMap<string, string> | undefined {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
    return new Map(
      Object.entries(read).flatMap(([key, value]: [string, unknown]) =>
        typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
          ? [[key, String(value)] as const]
          : [],
      ),
    );
  } catch {
    return undefined;
  }
}

function fromWords(text: string): ReadonlyMap<string, string> {
  const pairs = text.matchAll(
    /(?<![^\s,])([A-Za-z][\w-]{0,40})=(?:"([^"]*)"|'([^']*)'|([^\s"',]+))/g,
  );
  return new Map([...pairs].map((pair) => [pair[1] ?? '', pair[2] ?? pair[3] ?? pair[4] ?? '']));
}
