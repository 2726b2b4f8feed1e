import type { FlowItem } from './flow.ts';
import { attestedGate } from './gate.ts';
import { inlineCommandsIn } from './inline-commands.ts';
import type { InlineCommand } from './inline-commands.ts';
import { plainText } from './inline.ts';
import { lineCounter } from './paragraph.ts';
import type { ParagraphPart } from './paragraph.ts';
import type { DraftBlock } from './draft.ts';
import type { StepBuilder } from './step-builder.ts';

/**
 * Makes the commands that stand in a table row checks of their own; its words are what the operator answers for.
 */
export function addRowCommands(
  item: Extract<FlowItem, { type: 'row' }>,
  builder: StepBuilder,
): void {
  const found = item.cells.flatMap(inlineCommandsIn).map((one) => ({ ...one, line: item.line }));
  if (found.length === 0) return;
  const [first = '', ...rest] = item.cells.map(plainText).filter((cell) => cell !== '');
  const words = rest.length === 0 ? first : `${first}: ${rest.join(' | ')}`;
  addCommands(found, { words, line: item.line, items: [] }, builder);
}

/** The same for a paragraph of a list item. Answers with the checks that were made. */
export function addItemCommands(
  item: Extract<FlowItem, { type: 'paragraph' }>,
  parts: readonly ParagraphPart[],
  builder: StepBuilder,
): readonly DraftBlock[] {
  const lineOf = lineCounter(item.text, item.line);
  const texts = parts.flatMap((part) =>
    part.type === 'words' ? [part.text] : part.type === 'label' ? [part.label.tail] : [],
  );
  const found = texts.flatMap((text) => {
    const from = Math.max(0, item.text.indexOf(text));
    return inlineCommandsIn(text).map((one) => ({ ...one, line: lineOf(from + one.at) }));
  });
  if (found.length === 0) return [];
  const words = parts.map(wordsOfPart).filter((said) => said !== '');
  return addCommands(
    found,
    { words: words.join(' '), line: item.line, items: item.items },
    builder,
  );
}

interface PlacedCommand extends InlineCommand {
  readonly line: number;
}

interface Item {
  readonly words: string;
  readonly line: number;
  readonly items: readonly number[];
}

function addCommands(
  found: readonly PlacedCommand[],
  { words, line, items }: Item,
  builder: StepBuilder,
): readonly DraftBlock[] {
  for (const { text, line: at, refused } of found)
    // `juju exec` beside `juju exec --unit a/0 -- hostname` is its name.
    if (refused !== undefined && !found.some((one) => one.text.startsWith(`${text} `)))
      builder.addOther({ origin: 'inline', line: at, lang: '', text, reason: refused });
  const offered = found.filter(({ refused }) => refused === undefined);
  if (offered.length === 0) return [];
  const said = words.length > LONGEST ? `${words.slice(0, LONGEST)}...` : words;
  return builder.addInline(offered, {
    items,
    prose: said,
    gate: attestedGate(line, said, undefined),
  });
}

/** What a person can take in before an answer. */
const LONGEST = 600;

function wordsOfPart(part: ParagraphPart): string {
  switch (part.type) {
    case 'words':
      return plainText(part.text);
    case 'label':
      return plainText(part.label.tail);
    case 'sentence':
      return part.head === 'pass' || part.head === 'expect'
        ? `${part.head === 'pass' ? 'Pass' : 'Expect'}: ${plainText(part.body)}`
        : '';
  }
}
