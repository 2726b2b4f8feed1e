import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { readItFirst } from '../guard.ts';
import { bindingById } from '../keys.ts';
import { useTheme } from '../theme.ts';
import { TrainingWord } from './training-word.tsx';

export interface Hint {
  readonly binding: string;
  readonly says: string;
}

/** The last row: what the keys do now. The first hint and the way out always stand there, the rest as far as it fits. */
export function Footer(props: {
  readonly hints: readonly Hint[];
  /** A confirmation that takes no answer yet: only the ways out are named. */
  readonly fresh: boolean;
  readonly training: boolean;
  readonly isText: boolean;
  readonly columns: number;
}): ReactNode {
  const { fresh, training, isText, columns } = props;
  const { tone, marks } = useTheme();
  const hints = fresh ? props.hints.filter(isOpenAtOnce) : props.hints;
  const room = columns - (training ? 11 : 0);
  const first = fresh ? [{ key: '', says: readItFirst }] : [];
  const left = room - (fresh ? readItFirst.length + 2 : 0);
  const fitting = [...first, ...fittingHints(hints, { room: left, isText, more: marks.more })];
  return (
    <Box width={columns} height={1} flexShrink={0} overflow="hidden">
      {training && <TrainingWord />}
      <Text wrap="truncate">
        {fitting.map(({ key, says }, index) => (
          <Text key={index}>
            {index > 0 ? '  ' : ''}
            {key !== '' && (
              <Text bold color={tone('accent')}>
                {key}
              </Text>
            )}
            {key === '' || says === '' ? says : ` ${says}`}
          </Text>
        ))}
      </Text>
    </Box>
  );
}

/** What a confirmation takes from its first moment on; help stands there anyway. */
function isOpenAtOnce({ binding }: Hint): boolean {
  return ['back', 'quit', 'page-down', 'down', 'other-pane'].includes(binding);
}

interface Shown {
  readonly key: string;
  readonly says: string;
}

/**
 * Most useful first. The first hint, what Enter does and one way out are the last to go; before them go
 * the hints in between (an ellipsis says so), then the other ways out, then the word beside the help key.
 */
export function fittingHints(
  hints: readonly Hint[],
  {
    room,
    isText,
    more,
  }: { readonly room: number; readonly isText: boolean; readonly more: string },
): readonly Shown[] {
  const all = hints.filter(({ binding }) => binding !== 'help').map(shownOf);
  const kept = all.filter(({ isMain }, index) => index === 0 || isMain);
  const ways = all.filter((hint) => hint.isOut && !kept.includes(hint));
  const between = all.filter((hint) => !hint.isOut && !kept.includes(hint));
  const help = isText ? [] : [helpHint];
  const ellipsis = { key: '', says: more };
  const tries = [
    [...kept, ...between, ...ways, ...help],
    ...between.map((_, index) => [
      ...kept,
      ...between.slice(0, between.length - 1 - index),
      ellipsis,
      ...ways,
      ...help,
    ]),
    [...kept, ...ways, ...help],
    [...kept, ...ways.slice(0, 1), ...help],
    [...kept, ...ways.slice(0, 1), ...help.map(({ key }) => ({ key, says: '' }))],
    [...kept, ...ways.slice(0, 1)],
  ];
  return tries.find((candidate) => widthOf(candidate) <= room) ?? shortened(kept, ways, room);
}

const helpHint: Shown = { key: '?', says: 'keys' };

function shownOf({ binding, says }: Hint) {
  const key = bindingById(binding)?.shown.split(' ')[0] ?? binding;
  return {
    key,
    says,
    isOut: binding === 'back' || binding === 'quit',
    isMain: binding === 'main',
  };
}

/** Nothing else is left to drop: the words get fewer and then shorter, the keys stay. */
function shortened(kept: readonly Shown[], ways: readonly Shown[], room: number): readonly Shown[] {
  const first = ({ key, says }: Shown) => ({ key, says: says.split(' ')[0] ?? '' });
  const way = ways.slice(0, 1).map(first);
  const fewer = [...kept.map(first), ...way];
  if (widthOf(fewer) <= room) return fewer;
  const keys = kept.reduce((sum, { key }) => sum + key.length + 3, 0);
  const each = Math.max(0, Math.floor((room - widthOf(way) - keys) / Math.max(1, kept.length)));
  return [...kept.map(({ key, says }) => ({ key, says: says.slice(0, each) })), ...way];
}

function widthOf(shown: readonly Shown[]): number {
  return shown.reduce(
    (sum, { key, says }, index) =>
      sum + (index > 0 ? 2 : 0) + key.length + (key === '' || says === '' ? 0 : 1) + says.length,
    0,
  );
}
