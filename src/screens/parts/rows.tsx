import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { windowOf } from '../layout.ts';
import { useTheme } from '../theme.ts';
import { Place } from './place.tsx';

/** A list that a screen moves through itself: the highlighted row marked and always in view. */
export function Rows(props: {
  readonly lines: readonly string[];
  readonly choice: number;
  readonly rows: number;
}): ReactNode {
  const { lines, choice, rows } = props;
  const { marks, tone } = useTheme();
  const isCut = lines.length > rows;
  const { from, to } = windowOf(lines.length, choice, isCut ? rows - 1 : rows);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.slice(from, to).map((line, index) => {
        const isChosen = from + index === choice;
        return (
          <Text
            key={from + index}
            bold={isChosen}
            color={isChosen ? tone('accent') : undefined}
            wrap="truncate"
          >
            {isChosen ? marks.pointer : ' '} {line}
          </Text>
        );
      })}
      {isCut && <Place at={choice} of={lines.length} />}
    </Box>
  );
}
