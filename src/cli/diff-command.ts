import { sanitise } from '../session/sanitise.ts';
import { compareRunbooks, isProseOnly, type RunbookChange } from '../steps/compare-runbooks.ts';
import { blockDiff, commandOf, type FacetDiff } from '../steps/block-diff.ts';
import { diffLines } from '../steps/line-diff.ts';
import type { Block, Runbook } from '../steps/model.ts';
import { pairUp, placesOf } from '../steps/pair-blocks.ts';
import { jsonText } from './json-text.ts';
import { openRunbook } from './runbook-files.ts';

/**
 * `handrail diff OLD NEW [--json]`: two texts of a runbook block by block. Answers with 0 when nothing that runs or is
 * judged differs, else 1, as diff does.
 */
export function diff(old: string, now: string, options: { readonly json?: boolean }): 0 | 1 {
  const compared = compare(openRunbook(old).runbook, openRunbook(now).runbook);
  process.stdout.write(
    options.json === true
      ? `${jsonText(compared)}\n`
      : `${linesOf(compared)
          .map((line) => sanitise(line))
          .join('\n')}\n`,
  );
  return compared.same ? 0 : 1;
}

/** What `--json` prints. Field names are part of handrail's interface. */
interface Compared {
  readonly old: Source;
  readonly new: Source;
  /** Nothing that runs or is judged differs; `proseOnly`: but something else does. */
  readonly same: boolean;
  readonly proseOnly: boolean;
  /** In the order of the new text; what is gone stands where it stood. */
  readonly blocks: readonly BlockCompared[];
  readonly literals: readonly {
    readonly name: string;
    readonly old: string | undefined;
    readonly new: string | undefined;
  }[];
  /** Steps whose own gates differ, an exit gate's above all. */
  readonly steps: readonly { readonly id: string; readonly lines: FacetDiff['lines'] }[];
  readonly unchanged: readonly { readonly old: string; readonly new: string }[];
}

interface Source {
  readonly file: string;
  readonly sha256: string;
}

interface BlockCompared {
  readonly type: RunbookChange['type'];
  readonly old: string | undefined;
  readonly new: string | undefined;
  readonly what: readonly string[];
  /** For a new one: the block of the old text that it stands in front of. */
  readonly before: string | undefined;
  readonly differs: readonly FacetDiff[];
}

function compare(old: Runbook, now: Runbook): Compared {
  const changes = compareRunbooks(old, now);
  const [before, after] = [blocksOf(old), blocksOf(now)];
  const touched = new Set(changes.blocks.map((change) => change.now));
  return {
    old: { file: old.file, sha256: old.sha256 },
    new: { file: now.file, sha256: now.sha256 },
    same: isProseOnly(changes),
    proseOnly: isProseOnly(changes) && old.sha256 !== now.sha256,
    blocks: changes.blocks.map((change) => ({
      type: change.type,
      old: change.kept,
      new: change.now,
      what: change.what,
      before: change.before,
      differs: differs(
        { runbook: old, block: before.get(change.kept ?? '') },
        { runbook: now, block: after.get(change.now ?? '') },
        change,
      ),
    })),
    literals: changes.literals.map((name) => ({
      name,
      old: old.literals.find((literal) => literal.name === name)?.value,
      new: now.literals.find((literal) => literal.name === name)?.value,
    })),
    steps: changes.steps.map((id) => ({
      id,
      lines: diffLines(gatesOf(old, id), gatesOf(now, id)),
    })),
    unchanged: pairUp(placesOf(old), placesOf(now))
      .filter((pair) => !touched.has(pair.now.block.id))
      .map((pair) => ({ old: pair.kept.block.id, new: pair.now.block.id })),
  };
}

interface Side {
  readonly runbook: Runbook;
  readonly block: Block | undefined;
}

function differs(old: Side, now: Side, { type, what }: RunbookChange): readonly FacetDiff[] {
  if (old.block !== undefined && now.block !== undefined)
    return blockDiff(
      { runbook: old.runbook, block: old.block },
      { runbook: now.runbook, block: now.block },
      what,
    );
  const block = type === 'new' ? now.block : old.block;
  const lines = block === undefined ? [] : commandOf(block);
  const sign = type === 'new' ? '+' : '-';
  return [{ what: 'command', lines: lines.map((text) => ({ sign, text })) }];
}

function blocksOf({ steps }: Runbook): ReadonlyMap<string, Block> {
  return new Map(steps.flatMap(({ blocks }) => blocks.map((block) => [block.id, block] as const)));
}

function gatesOf({ steps }: Runbook, id: string): readonly string[] {
  const step = steps.find((one) => one.id === id);
  return (step?.gates ?? []).map(({ text, hard }) => (hard ? `${text} (hard)` : text));
}

function linesOf(compared: Compared): readonly string[] {
  const { old, new: now, blocks, literals, steps, unchanged, same, proseOnly } = compared;
  const renamed = unchanged.filter((pair) => pair.old !== pair.new).length;
  const number = renamed === 0 ? '' : `, ${renamed} of them under another number`;
  return [
    `${old.file} -> ${now.file}`,
    ...(same ? [proseOnly ? 'Only prose differs: nothing that runs.' : 'They are the same.'] : []),
    ...blocks.flatMap((block) => [headOf(block), ...block.differs.flatMap(facetLines)]),
    ...literals.map(
      ({ name, old: was, new: is }) =>
        `value     ENV(${name}) ${was ?? 'not there'} -> ${is ?? 'not there'}`,
    ),
    ...steps.flatMap(({ id, lines }) => [`gates     ${id}`, ...signed(lines)]),
    `unchanged ${unchanged.length} ${unchanged.length === 1 ? 'block' : 'blocks'}${number}`,
  ];
}

function headOf({ type, old = '', new: now = '', what, before }: BlockCompared): string {
  const name = old === now ? now : `${old}, now ${now}`;
  switch (type) {
    case 'changed':
      return `changed   ${name} (${what.join(', ')})`;
    case 'moved':
      return `moved     ${name}`;
    case 'new':
      return `new       ${now}${before === undefined ? ' at the end' : `, before what was ${before}`}`;
    case 'gone':
      return `gone      ${old}`;
  }
}

function facetLines({ what, lines }: FacetDiff): readonly string[] {
  return lines.length === 0 ? [] : [`  ${what}`, ...signed(lines)];
}

function signed(lines: FacetDiff['lines']): readonly string[] {
  return lines.map((line) => (line === 'left-out' ? '      ...' : `    ${line.sign} ${line.text}`));
}
