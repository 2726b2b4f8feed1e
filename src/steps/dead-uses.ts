import { buildCommand, type Command } from './command.ts';
import type { DeadValue, Problem, Runbook } from './model.ts';
import { commentsBlanked } from './shell-comments.ts';

/** Where a script holds a dead value. */
export interface DeadPlace<Dead extends DeadValue = DeadValue> {
  readonly dead: Dead;
  /** The line of the script, counted from 0; undefined when it stands broken over two lines. */
  readonly line: number | undefined;
}

/** The first dead value that a text holds as a word of its own: `10.12.7.40` is not in `10.12.7.401`. */
export function deadIn<Dead extends DeadValue>(
  text: string,
  dead: readonly Dead[],
): Dead | undefined {
  const read = unquoted(text);
  return dead.find((one) => holds(one, text, read));
}

/** Every place of a script that holds a dead value, comments left out; in the order of the lines. */
export function deadPlaces<Dead extends DeadValue>(
  script: string,
  dead: readonly Dead[],
): readonly DeadPlace<Dead>[] {
  // Looked for as it stands first: to find the comments costs more.
  const joined = script.replace(/\\\n/g, '');
  const read = unquoted(joined);
  const candidates = dead.filter((one) => patternOf(one).test(script) || holds(one, joined, read));
  if (candidates.length === 0) return [];
  const text = commentsBlanked(script);
  const inLines = text.split('\n').flatMap((row, line) => {
    const bare = unquoted(row);
    return candidates
      .filter((one) => holds(one, row, bare))
      .map((one): DeadPlace<Dead> => ({ dead: one, line }));
  });
  const found = new Set(inLines.map((place) => place.dead));
  const broken = text.replace(/\\\n/g, '');
  const bare = unquoted(broken);
  return [
    ...inLines,
    ...candidates
      .filter((one) => !found.has(one) && holds(one, broken, bare))
      .map((one) => ({ dead: one, line: undefined })),
  ];
}

/** What of a document holds a value that the document itself calls dead. */
export function deadProblems(runbook: Runbook): readonly Problem[] {
  const { dead, literals } = runbook;
  if (dead.length === 0) return [];
  const said = ({ value, why, line }: DeadValue): string =>
    `${value}, and line ${line} calls it dead: it ${why}`;
  const ofLiterals = literals.flatMap(({ name, value, line }) => {
    const found = deadIn(value, dead);
    return found === undefined
      ? []
      : [
          {
            topic: 'dead-value-used' as const,
            line,
            message: `ENV(${name}) is ${said(found)}`,
            nearest: undefined,
          },
        ];
  });
  const values = { literals: {}, captures: {} };
  const ofBlocks = runbook.steps
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => {
      const places = deadPlaces(searchedIn(buildCommand(runbook, block, values)), dead);
      const each = new Map(places.map((place) => [place.dead, place]));
      return [...each.values()].map((place) => ({
        topic: 'dead-value-used' as const,
        line: block.line,
        message: `block ${block.id} holds ${said(place.dead)}; it does not run`,
        nearest: undefined,
      }));
    });
  return [...ofLiterals, ...ofBlocks];
}

/** All of a command that a dead value may stand in: the script, and where it is sent. */
export function searchedIn({ script, runs, via }: Command): string {
  return via === 'bash' ? script : `${script}\n${shippedTo(runs)}`;
}

/** What stands ahead of the script in the line that ships it: model and unit. */
function shippedTo(runs: string): string {
  return runs.slice(0, runs.lastIndexOf(" '"));
}

/** As it stands, or as a shell puts it together: `10.12."7".40`. */
function holds(dead: DeadValue, text: string, read: string): boolean {
  return patternOf(dead).test(text) || (read !== text && patternOf(dead).test(read));
}

/** Without quotes and backslashes, so that what they hold apart stands together. */
function unquoted(text: string): string {
  return text.replace(/\$?['"]|\\/g, '');
}

const patterns = new WeakMap<DeadValue, RegExp>();

function patternOf(dead: DeadValue): RegExp {
  const known = patterns.get(dead);
  if (known !== undefined) return known;
  const made = makePattern(dead.value);
  patterns.set(dead, made);
  return made;
}

/**
 * As a word of its own. Digits alone go on with a digit only: a letter before an address may be an option or `\n`.
 * `.` ends a word, and `-` and `_` end an address or an id: the one in `magnum-<id>` is that id. A name goes on with
 * them: `capi-mgmt-2` is another one. What is hex is so in capitals, too.
 */
function makePattern(value: string): RegExp {
  const letters = /^[\d.:/]+$/.test(value) ? '\\p{N}' : '\\p{L}\\p{N}';
  const word = isAddressOrId(value) ? letters : `${letters}_-`;
  const isWord = new RegExp(`[${word}]`, 'u');
  const before = isWord.test(value.charAt(0))
    ? `(?:(?<![${word}])|(?<=\\\\[nrt])|(?<=(?:^|\\s)-[A-Za-z])|(?<=\\$\\{\\w+:?-))`
    : '';
  const after = isWord.test(value.slice(-1)) ? `(?![${word}])` : '';
  const flags = /^[\da-f.:-]+$/i.test(value) ? 'imu' : 'mu';
  return new RegExp(before + value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') + after, flags);
}

/** `10.12.7.40`, `fd00::7/64`, `674171fd28d4`: what the cloud makes up, not a person. */
function isAddressOrId(value: string): boolean {
  if (!/^[\da-f.:/-]+$/i.test(value) || !/\d/.test(value)) return false;
  return /[.:]/.test(value) || value.replaceAll('-', '').length >= 8 || /^\d+$/.test(value);
}
