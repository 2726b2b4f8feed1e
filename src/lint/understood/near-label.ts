import type { Block } from '../../steps/model.ts';
import { placeOf } from '../../steps/place.ts';
import type { DocumentLines } from '../document-lines.ts';
import type { FoundInDocument } from '../rule.ts';

/**
 * A label that lacks nothing but its dashes, or whose bold ends too early, written as it has to be; nothing for any other.
 * Kind and place have to be whole, and the place one that handrail can reach: then there is one reading of it.
 */
export function nearLabelFix(
  lines: DocumentLines,
  line: number,
  blocks: readonly Block[],
): Pick<FoundInDocument, 'fix' | 'block'> {
  const found = NEAR.exec(lines.textOf(line));
  if (found === null) return {};
  const [whole, before = '', mark = '', kind = '', remark = '', inside, behind] = found;
  const location = (inside ?? behind ?? '').trim();
  const [place = '', scope = ''] =
    /^(.*?)(\s*\([^()]{1,60} scope\))?$/.exec(location)?.slice(1) ?? [];
  if (!reachable(place)) return {};
  const block = blocks.find((one) => one.line > line);
  if (block === undefined) return {};
  const text = `${mark}${kind}${remark} -- ${place}${scope}${mark}`;
  const start = lines.startOf(line) + before.length;
  return {
    block: block.id,
    fix: [{ start, end: start + whole.length - before.length, text }],
  };
}

/** `jumphost`, a unit, or the one shipping to the other. */
function reachable(location: string): boolean {
  const ends = location.split(/\s*(?:->|→)\s*/);
  return (
    ends.length <= 2 && ends.every((end) => /^\S+$/.test(end) && placeOf(end).type !== 'elsewhere')
  );
}

/** `**RUN: jumphost**`, `**RUN - jumphost**` and `**RUN** -- jumphost`. */
const NEAR = new RegExp(
  String.raw`^([\s>*+-]*?(?:\d{1,9}[.)]\s+)?)(\*\*|__)(RUN|CHECK|POLL|SECRET|FALLBACK|ROLLBACK)` +
    String.raw`( ?\([^()*_]{1,60}\))?(?:\s*[:–—-]{1,2}\s*([^*_:]{1,80})\2|\2\s*(?:--|–|—|:)\s*([^*_:.,]{1,80}?)(?=\s*$))`,
);
