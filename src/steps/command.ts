import { cautionVariable } from './caution.ts';
import { variableOf } from './literal.ts';
import type { Block, Caution, Runbook, Scope, SecretInput, StdinMode } from './model.ts';
import { scopeOf } from './scope.ts';
import { fillPlaceholders, type Filled } from './placeholder-fill.ts';
import { findPlaceholders } from './placeholder-find.ts';
import { shipToUnit } from './ship.ts';
import { transferCommand } from './transfer.ts';
import { namesRead, singleQuoted } from './variables.ts';

/**
 * A block made ready to run: the one value that the preview shows, the journal keeps and the process
 * gets. Built by `buildCommand`.
 */
export interface Command {
  /** The author's text with the values it uses put ahead as assignments; for a transfer, all that moves the file. */
  readonly script: string;
  /** What bash on the jumphost is given: `script` itself, or the line that ships it to a unit. */
  readonly runs: string;
  readonly via: 'bash' | 'juju-ssh';
  readonly stdin: StdinMode;
  /** The secrets that it is given, in order; what they are stands nowhere here. */
  readonly feeds?: readonly SecretInput[];
  readonly changes: boolean;
  readonly uses: readonly {
    readonly name: string;
    readonly value: string;
    readonly from: 'literal' | 'capture';
  }[];
  /** What it prints is kept nowhere, and stands in memory alone until it is judged. */
  readonly sensitive?: true;
  /** What was put in the place of placeholders, and where in `script`. */
  readonly filled?: readonly Filled[];
  /** Captures and literals the block reads that have no value yet, and placeholders as they stand: `<cluster>`. */
  readonly missing: readonly string[];
  /**
   * What bash on the jumphost starts with: what the blocks before it have left (`carried` leaves its own in
   * turn, `read` leaves nothing), or a bare environment in which nothing of theirs stands (`clean`).
   * Without it, the environment that handrail itself has.
   */
  readonly environment?: 'carried' | 'read' | 'clean';
}

/** What blocks read: the values of literals and captures by name, and the model that units stand in. */
export interface Values {
  /** By the literal's own name: `chart-ver`. */
  readonly literals: Readonly<Record<string, string>>;
  readonly captures: Readonly<Record<string, string>>;
  /** The Juju model of the session; without one juju's own current model is meant. */
  readonly jujuModel?: string;
  /** What the operator gave for the placeholders of the block, by their text. */
  readonly placeholders?: Readonly<Record<string, string>>;
}

/**
 * Makes a block ready to run: the one value that the preview shows, the journal keeps and the process
 * gets. Nothing but placeholders is replaced inside the author's text; the values it reads stand ahead of it, one
 * assignment a line, and behind them the lines of its scope. Names that the runbook declares and nobody has given yet are
 * `missing`, and so are placeholders; while one of these is, bash is given a line that says so.
 */
export function buildCommand(runbook: Runbook, block: Block, values: Values): Command {
  const command = commandOf(runbook, block, values);
  return block.sensitive ? { ...command, sensitive: true } : command;
}

function commandOf(runbook: Runbook, block: Block, values: Values): Command {
  if (block.transfer !== undefined) return transferCommand(block.transfer, values.jujuModel);
  if (block.secrets?.refused !== undefined) return refused(block.secrets.refused);
  const scope = scopeOf(block, runbook.scopes);
  const begins = (scope?.lines ?? []).map((line) => `${line}\n`).join('');
  const known = valuesByVariable(runbook, values);
  const names = new Set([
    ...namesRead(begins + block.text, new Set(known.keys())),
    ...namesTyped(block, known),
  ]);
  const uses: Command['uses'][number][] = [];
  const missing: string[] = [];
  for (const name of names) {
    const { value, from } = known.get(name) ?? { value: '', from: 'literal' as const };
    if (value === '') missing.push(name);
    else uses.push({ name, value, from });
  }
  const { text, filled, open } = fillPlaceholders(
    block.text,
    block.placeholders,
    values.placeholders ?? {},
  );
  const unfilled = [...open, ...openIn(scope)];
  missing.push(...unfilled);
  const preamble = uses.map(({ name, value }) => `${name}=${singleQuoted(value)}\n`).join('');
  // A document saved with CR LF would hand bash words that end in a carriage return.
  const ahead = preamble + begins;
  const script = ahead + text.replace(/\r\n/g, '\n');
  const putIn = filled.length === 0 ? {} : { filled: movedBy(ahead.length, text, filled) };
  const { stdin, place, mutates } = block;
  const feeds = block.secrets === undefined ? {} : { feeds: block.secrets.inputs };
  const common = { script, stdin, changes: mutates, uses, missing, ...feeds, ...putIn };
  // Should anyone run it all the same, no shell must make a redirection of it.
  const stopped = unfilled.length === 0 ? undefined : notFilled(unfilled);
  switch (place.type) {
    case 'jumphost':
      return {
        ...common,
        runs: stopped ?? script,
        via: 'bash',
        environment: scope === undefined ? environmentFor(block) : 'clean',
      };
    case 'unit': {
      if (stopped !== undefined) return { ...common, runs: stopped, via: 'juju-ssh' };
      const runs = shipToUnit({ script, unit: place.unit, stdin, model: values.jujuModel });
      return { ...common, runs, via: 'juju-ssh' };
    }
    case 'elsewhere': {
      // Should anyone run it all the same, it must not run here.
      const words = `handrail does not run this: it belongs to ${place.name}`;
      return { ...common, runs: saying(words, 1), via: 'bash' };
    }
  }
}

/** How one of `missing` stands in the script: a variable as `$name`, a placeholder as it is. */
export function nameInScript(missing: string): string {
  return /^[a-z][a-z0-9_]*$/.test(missing) ? `$${missing}` : missing;
}

/** What a scope begins with is asked nobody for. */
function openIn(scope: Scope | undefined): readonly string[] {
  if (scope === undefined) return [];
  const known = openInScopes.get(scope);
  if (known !== undefined) return known;
  const open = scope.lines.flatMap((line) => findPlaceholders(line).map(({ text }) => text));
  openInScopes.set(scope, open);
  return open;
}

/** Commands are built often, and a scope never changes. */
const openInScopes = new WeakMap<Scope, readonly string[]>();

function notFilled(open: readonly string[]): string {
  return saying(`handrail does not run this: ${open.join(', ')} has no value yet`, 1);
}

/** In the script, where line ends are LF and more stands ahead. */
function movedBy(ahead: number, text: string, filled: readonly Filled[]): readonly Filled[] {
  const returns = [...text.matchAll(/\r\n/g)].map(({ index }) => index);
  const before = (offset: number): number => returns.findLastIndex((at) => at < offset) + 1;
  return filled.map((one) => ({
    ...one,
    spans: one.spans.map(([start, end]) => [
      ahead + start - before(start),
      ahead + end - before(start),
    ]),
  }));
}

/** In the place of a block whose INPUT does not go together. */
function refused(why: string): Command {
  const script = saying(`REFUSED: ${why}`, 2);
  return {
    script,
    runs: script,
    via: 'bash',
    stdin: 'null',
    changes: true,
    uses: [],
    missing: [],
  };
}

function saying(words: string, status: number): string {
  return `printf '%s\\n' ${singleQuoted(words)} >&2; exit ${status}`;
}

/**
 * A look of a poll leaves nothing: it would leave it as often as it looks. Nor does what has a terminal of its own,
 * or is given a secret: it must not be left to the next block in a variable.
 */
function environmentFor({ kind, stdin }: Block): Command['environment'] {
  return kind === 'poll' || stdin !== 'null' ? 'read' : 'carried';
}

/** What a caution has typed is read as well: without a value there is nothing to type. */
function namesTyped({ cautions }: Block, known: ReadonlyMap<string, Known>): readonly string[] {
  return cautions
    .map((caution) => cautionVariable(caution) ?? '')
    .filter((name) => known.has(name));
}

/**
 * The cautions of a block as the operator meets them: the value in the place of each `$name`, in the words too.
 * An object without a value yet is empty, and `missing` of the command has its name.
 */
export function cautionsOf(runbook: Runbook, block: Block, values: Values): readonly Caution[] {
  if (!block.cautions.some((caution) => cautionVariable(caution) !== undefined))
    return block.cautions;
  const known = valuesByVariable(runbook, values);
  return block.cautions.map((caution) => {
    const value = known.get(cautionVariable(caution) ?? '')?.value;
    if (value === undefined) return caution;
    const text = value === '' ? caution.text : caution.text.replaceAll(caution.object, () => value);
    return { ...caution, object: value, text };
  });
}

interface Known {
  readonly value: string;
  readonly from: 'literal' | 'capture';
}

/** Asked for each block of a runbook, and a runbook never changes. */
const declared = new WeakMap<Runbook, readonly string[]>();

function declaredCaptures(runbook: Runbook): readonly string[] {
  const known = declared.get(runbook);
  if (known !== undefined) return known;
  const names = runbook.steps.flatMap(({ blocks }) =>
    blocks.flatMap(({ captures }) => captures.map(({ name }) => name)),
  );
  declared.set(runbook, names);
  return names;
}

/** Every name that a block may read, with its value or none. A capture wins over a literal of its name. */
function valuesByVariable(runbook: Runbook, values: Values): Map<string, Known> {
  const known = new Map<string, Known>();
  const add = (name: string, value: string | undefined, from: Known['from']): void => {
    if (value !== undefined || !known.has(name)) known.set(name, { value: value ?? '', from });
  };
  for (const { name } of runbook.literals) add(variableOf(name), undefined, 'literal');
  for (const [name, value] of Object.entries(values.literals))
    add(variableOf(name), value, 'literal');
  for (const name of declaredCaptures(runbook)) known.set(name, { value: '', from: 'capture' });
  for (const [name, value] of Object.entries(values.captures)) add(name, value, 'capture');
  return known;
}
