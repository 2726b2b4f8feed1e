import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
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
  readonly training: boolean;
  readonly isText: boolean;
  readonly columns: number;
}): ReactNode {
  const { hints, training, isText, columns } = props;
  const { tone, marks } = useTheme();
  const room = columns - (training ? 11 : 0);
  const fitting = fittingHints(hints, { room, isText, more: marks.more });
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
            {key === '' ? says : ` ${says}`}
          </Text>
        ))}
      </Text>
    </Box>
  );
}

interface Shown {
  readonly key: string;
  readonly says: string;
}

/** Most useful first; the way out and the help key are kept, what does not fit becomes an ellipsis. */
export function fittingHints(
  hints: readonly Hint[],
  {
    room,
    isText,
    more,
  }: { readonly room: number; readonly isText: boolean; readonly more: string },
): readonly Shown[] {
  const shown = hints.map(({ binding, says }) => ({
    key: bindingById(binding)?.shown.split(' ')[0] ?? binding,
    says,
    isOut: binding === 'back' || binding === 'quit',
  }));
  const first = shown.slice(0, 1);
  const ways = shown.slice(1).filter(({ isOut }) => isOut);
  const help = isText || hints.some(({ binding }) => binding === 'help') ? [] : [helpHint];
  const between = shown.slice(1).filter(({ isOut }) => !isOut);
  const kept: Shown[] = [];
  for (const hint of between) {
    const isLast = kept.length + 1 === between.length;
    const rest = isLast ? [] : [{ key: '', says: more }];
    if (widthOf([...first, ...kept, hint, ...rest, ...ways, ...help]) > room)
      return fitEnds(first, [...kept, { key: '', says: more }], [...ways, ...help], room);
    kept.push(hint);
  }
  return fitEnds(first, kept, [...ways, ...help], room);
}

const helpHint: Shown = { key: '?', says: 'keys' };

/** When even the ends do not fit, the words of the last ones go before their keys do. */
function fitEnds(
  first: readonly Shown[],
  kept: readonly Shown[],
  ends: readonly Shown[],
  room: number,
): readonly Shown[] {
  if (widthOf([...first, ...kept, ...ends]) <= room) return [...first, ...kept, ...ends];
  const short = ends.map(({ key, says }) => ({ key, says: says.split(' ')[0] ?? '' }));
  const left = room - widthOf(short) - 2;
  const cut = first.map(({ key, says }) => ({
    key,
    says: says.slice(0, Math.max(0, left - key.length - 1)),
  }));
  return [...cut, ...short];
}

function widthOf(shown: readonly Shown[]): number {
  return shown.reduce(
    (sum, { key, says }, index) =>
      sum + (index > 0 ? 2 : 0) + key.length + (key === '' ? 0 : 1) + says.length,
    0,
  );
}
