import type { FlowItem } from './flow.ts';
import type { CodeBlock } from './code-block.ts';
import type { OtherBlock, Step } from './model.ts';

/** Every code block of a document as CommonMark has it, in order, each with what became of it. */
export function codeBlocksOf(
  flow: readonly FlowItem[],
  steps: readonly Step[],
  other: readonly OtherBlock[],
): readonly CodeBlock[] {
  const ids = new Map<number, string[]>();
  for (const { blocks } of steps) for (const { line, id } of blocks) add(ids, line, id);
  const reasons = new Map<number, string[]>();
  for (const { line, reason } of other) add(reasons, line, reason);
  return flow.flatMap((item): CodeBlock[] => {
    if (item.type !== 'code' || item.seenBy === 'author') return [];
    const { line, endLine, info, form, text } = item;
    const blocks = within(ids, line, endLine);
    const why = [...new Set(within(reasons, line, endLine))].join('; ');
    const reason = blocks.length > 0 ? undefined : why === '' ? WITH_ITS_PART : why;
    const [lang = ''] = info.split(/\s/, 1);
    return [{ line, endLine, lang, info, form, text, blocks, reason }];
  });
}

const WITH_ITS_PART = 'it is read with the tab or note around it';

function add(map: Map<number, string[]>, line: number, value: string): void {
  const known = map.get(line);
  if (known === undefined) map.set(line, [value]);
  else known.push(value);
}

function within(map: ReadonlyMap<number, string[]>, first: number, last: number): string[] {
  const found: string[] = [];
  for (let line = first; line <= last; line += 1) found.push(...(map.get(line) ?? []));
  return found;
}
