import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Binding, ScreenContext, ScreenPart } from './contract.ts';
import { bindings, globalBindings } from './keys.ts';
import { wrapWords } from './layout.ts';
import { oneRow } from './one-row.ts';
import { plural } from './parts/words.ts';
import { useParts } from './parts-context.ts';
import type { Screen } from './stack.ts';

type HelpScreen = Extract<Screen, { type: 'help' }>;

/** All keys of the screen below, as they stand at this moment, then those that work everywhere. */
export const helpScreen: ScreenPart<HelpScreen> = {
  title: () => 'Keys',
  view: HelpView,
  takesText: false,
  act(binding, _screen, { ui }) {
    switch (binding) {
      case 'up':
        return scroll(ui.scroll - 1);
      case 'down':
        return scroll(ui.scroll + 1);
      case 'page-up':
        return scroll(ui.scroll - 5);
      case 'page-down':
        return scroll(ui.scroll + 5);
      case 'main':
        return [{ type: 'back' }];
      default:
        return undefined;
    }
  },
  hints: () => [
    { binding: 'main', says: 'back' },
    { binding: 'down', says: 'scroll' },
    { binding: 'back', says: 'back' },
    { binding: 'quit', says: 'quit' },
  ],
};

/** More rows than there are bindings, at any width; the view stops at the end. */
const farthest = bindings.length * 3;

function scroll(to: number) {
  return [{ type: 'ui', change: { scroll: Math.min(Math.max(0, to), farthest) } }] as const;
}

interface Line {
  readonly key: string;
  readonly text: string;
}

function HelpView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { columns, rows, ui } = context;
  const partOf = useParts();
  const below = ui.stack.at(-2) ?? { type: 'home' };
  const part = partOf(below);
  const lines = [
    heading(`On this screen (${oneRow(part.title(below, context))}):`),
    ...ownLines(part, below, context, columns),
    heading('Everywhere:'),
    ...bindings
      .filter(({ id }) => globalBindings.includes(id))
      .flatMap((binding) => linesOf(binding, binding.says, columns)),
  ];
  // The last row tells of what is below it.
  const room = lines.length > rows ? rows - 1 : rows;
  const last = Math.max(0, lines.length - room);
  const from = Math.min(ui.scroll, last);
  const left = lines.length - from - room;
  return (
    <Box flexDirection="column" width={columns}>
      {lines.slice(from, from + room).map(({ key, text }, index) => (
        <Text key={from + index} wrap="truncate">
          <Text bold>{key}</Text>
          {text}
        </Text>
      ))}
      {lines.length > rows && (
        <Text>{left > 0 ? `-- ${plural(left, 'more row')}, PgDn` : '-- end'}</Text>
      )}
    </Box>
  );
}

const keyWidth = 8;

function heading(text: string): Line {
  return { key: text, text: '' };
}

/** What the footer would say of a key now; where it says nothing, what the key does in general or why not now. */
function ownLines(
  part: ScreenPart,
  below: Screen,
  context: ScreenContext,
  columns: number,
): readonly Line[] {
  const hints = part.hints(below, context);
  return bindings
    .filter(({ id }) => !globalBindings.includes(id))
    .flatMap((binding) => {
      if (part.takesText && /^[^ ]$/.test(binding.shown)) return [];
      const hint = hints.find((candidate) => candidate.binding === binding.id);
      if (hint !== undefined) return linesOf(binding, hint.says, columns);
      const does = part.act(binding.id, below, context);
      if (does === undefined) return [];
      const why = typeof does === 'string' ? ` (not now: ${does})` : '';
      return linesOf(binding, binding.says + why, columns);
    });
}

function linesOf({ shown }: Binding, says: string, columns: number): readonly Line[] {
  return wrapWords(says, columns - keyWidth - 1).map((text, index) => ({
    key: (index === 0 ? shown : '').padEnd(keyWidth),
    text,
  }));
}
