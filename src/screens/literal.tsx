import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { deadLiteral } from '../session/dead-values.ts';
import { lastValueOf, literalRows, type LiteralRow } from '../session/literal-rows.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { wrapWords } from './layout.ts';
import { oneRow } from './one-row.ts';
import { literalSentences } from './parts/literal-words.ts';
import { Paragraph } from './parts/paragraph.tsx';
import { TextEntry } from './parts/text-entry.tsx';
import type { Screen } from './stack.ts';

type LiteralScreen = Extract<Screen, { type: 'literal' }>;

/** One literal being typed, or chosen among the values that are known of it. Nothing is recorded until all are confirmed. */
export const literalScreen: ScreenPart<LiteralScreen> = {
  title: (screen) => `ENV(${screen.name})`,
  view: LiteralView,
  takesText: true,
  act(binding, screen, context) {
    const { ui, view } = context;
    switch (binding) {
      case 'main': {
        const value = ui.text.trim();
        const dead = view === undefined ? undefined : deadLiteral(view.session, screen.name, value);
        return (
          dead ?? [
            { type: 'ui', change: { drafts: { ...ui.drafts, [screen.name]: value } } },
            { type: 'back' },
          ]
        );
      }
      case 'up':
        return offered(screen, context, -1);
      case 'down':
        return offered(screen, context, 1);
      default:
        return undefined;
    }
  },
  hints: (screen, context) => [
    { binding: 'main', says: 'take this value' },
    ...(offersOf(rowOf(screen, context), context).length > 0
      ? [{ binding: 'down', says: 'the next known value' }]
      : []),
    { binding: 'clear', says: 'clear' },
    { binding: 'back', says: 'leave as it was' },
  ],
};

/** A value that somebody or something gives, and who does. */
interface Offer {
  readonly value: string;
  readonly by: string;
}

function rowOf({ name }: LiteralScreen, { view }: ScreenContext): LiteralRow | undefined {
  return view === undefined
    ? undefined
    : literalRows(view.session).find((row) => row.names.includes(name));
}

function offersOf(row: LiteralRow | undefined, { earlier }: ScreenContext): readonly Offer[] {
  if (row === undefined) return [];
  const last = lastValueOf(row, earlier);
  const changes = row.perRebuild ? '; it changes with every rebuild' : '';
  return [
    ...row.sources
      .filter(({ literal }) => literal.value !== '')
      .map(({ runbook, literal }) => ({
        value: literal.value,
        by: `${runbook.id} (line ${literal.line})`,
      })),
    ...(row.site === undefined
      ? []
      : [{ value: row.site.value, by: `the site file (line ${row.site.line})` }]),
    ...(last === undefined
      ? []
      : [{ value: last.value, by: `the last walk (${last.at.slice(0, 10)})${changes}` }]),
  ];
}

function offered(
  screen: LiteralScreen,
  context: ScreenContext,
  by: 1 | -1,
): ReturnType<ScreenPart['act']> {
  const values = [...new Set(offersOf(rowOf(screen, context), context).map(({ value }) => value))];
  if (values.length === 0) return 'No runbook, site file or earlier walk tells a value: type one.';
  const at = values.indexOf(context.ui.text.trim());
  const next = at < 0 && by < 0 ? values.length - 1 : (at + by + values.length) % values.length;
  return [{ type: 'ui', change: { text: values[next] ?? '', isSpoilt: false } }];
}

function LiteralView(props: {
  readonly screen: LiteralScreen;
  readonly context: ScreenContext;
}): ReactNode {
  const { screen, context } = props;
  const { view, ui, columns, rows } = context;
  const row = rowOf(screen, context);
  if (view === undefined || row === undefined) return null;
  const offers = offersOf(row, context);
  const sentences = literalSentences(view.session, row, ui.text.trim(), []);
  const about = wrapWords(sentences.join(' '), columns - 1).slice(0, rows < 14 ? 2 : 5);
  const listed = offers.map(({ value, by }) => oneRow(`${by}: ${value}`));
  const room = Math.max(0, rows - about.length - 6);
  return (
    <Box flexDirection="column" width={columns}>
      <Paragraph text={about.join('\n')} columns={columns} />
      <Box marginY={1}>
        <TextEntry
          label={oneRow(screen.name)}
          text={ui.text}
          columns={columns}
          rows={Math.max(1, Math.min(4, rows - about.length - 4))}
        />
      </Box>
      {listed.length > 0 && room > 0 && (
        <Text wrap="truncate">Known values, with up and down:</Text>
      )}
      {listed.slice(0, room).map((line, index) => (
        <Text key={index} wrap="truncate">
          {'  '}
          {line}
        </Text>
      ))}
    </Box>
  );
}
