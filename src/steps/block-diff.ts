import { around, diffLines, type DiffLine } from './line-diff.ts';
import type { Block, Runbook } from './model.ts';
import { scopeOf } from './scope.ts';

/** One thing about a block that differs between two texts of its runbook, line by line. */
export interface FacetDiff {
  /** `command`, `gate` ... as `whatDiffers` names them. */
  readonly what: string;
  readonly lines: readonly (DiffLine | 'left-out')[];
}

/** A block with the runbook that it stands in. */
export interface BlockIn {
  readonly runbook: Runbook;
  readonly block: Block;
}

/** What differs in a block, each thing with its lines as they were and as they are. `what`: see `whatDiffers`. */
export function blockDiff(
  before: BlockIn,
  now: BlockIn,
  what: readonly string[],
): readonly FacetDiff[] {
  return what.map((name) => ({
    what: name,
    lines: around(diffLines(linesOf(before, name), linesOf(now, name)), 2),
  }));
}

/** The lines of a block that is there in one of two texts alone. */
export function commandOf({ text }: Block): readonly string[] {
  return text.split(/\r?\n/);
}

function linesOf({ runbook, block }: BlockIn, what: string): readonly string[] {
  switch (what) {
    case 'command':
      return commandOf(block);
    case 'scope':
      return scopeOf(block, runbook.scopes)?.lines ?? [];
    case 'kind':
      return [block.kind.toUpperCase()];
    case 'place':
      return [`${block.location}${block.scope === undefined ? '' : ` (${block.scope} scope)`}`];
    case 'gate':
      return block.gates.map(({ text, hard }) => (hard ? `${text} (hard)` : text));
    case 'capture':
      return block.captures.map(({ text }) => text);
    case 'caution':
      return block.cautions.map(({ text }) => text);
    case 'poll':
      return block.poll === undefined
        ? []
        : [
            `every ${block.poll.everySeconds} s, at most ${block.poll.atMost} times`,
            ...block.poll.stopOn.map(({ text }) => `stop on ${text}`),
          ];
    case 'route':
      return [
        ...(block.routing?.skipWhen === undefined ? [] : [`skip when ${block.routing.skipWhen}`]),
        ...(block.routing?.deferTo === undefined ? [] : [`defer to ${block.routing.deferTo}`]),
      ];
    default:
      return [];
  }
}
