import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { windowOf } from '../layout.ts';
import { useTheme } from '../theme.ts';
import { Place } from './place.tsx';

/** A list that a screen moves through itself: the highlighted row marked and always in view. */
export function Rows(props: {
  readonly count: number;
  /** Asked only for the rows that are drawn. */
  readonly lineOf: (index: number) => string;
  readonly choice: number;
  readonly rows: number;
}): ReactNode {
  const { count, lineOf, choice, rows } = props;
  const { marks, tone } = useTheme();
  const isCut = count > rows;
  const { from, to } = windowOf(count, choice, isCut ? rows - 1 : rows);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {Array.from({ length: to - from }, (_, index) => {
        const isChosen = from + index === choice;
        return (
          <Text
            key={from + index}
            bold={isChosen}
            color={isChosen ? tone('accent') : undefined}
            wrap="truncate"
          >
            {isChosen ? marks.pointer : ' '} {lineOf(from + index)}
          </Text>
        );
      })}
      {isCut && <Place at={choice} of={count} />}
    </Box>
  );
}
