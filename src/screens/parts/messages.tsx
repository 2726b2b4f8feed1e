import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { sanitise } from '../../session/sanitise.ts';
import { wrapWords } from '../layout.ts';
import { useTheme } from '../theme.ts';

/** What was just said, under the screen. Trouble stands first and stays. */
export function Messages(props: {
  readonly messages: readonly string[];
  readonly rows: number;
  readonly columns: number;
  readonly trouble: boolean;
}): ReactNode {
  const { messages, rows, columns, trouble } = props;
  const { tone } = useTheme();
  const lines = messages.flatMap((text, index) =>
    wrapWords(sanitise(text), columns - 1).map((line) => ({
      line,
      colour: trouble && index === 0 ? tone('bad') : tone('warning'),
    })),
  );
  return (
    <Box flexDirection="column" height={rows} flexShrink={0} overflow="hidden">
      {lines.slice(0, rows).map(({ line, colour }, index) => (
        <Text key={index} bold color={colour} wrap="truncate">
          {line}
        </Text>
      ))}
    </Box>
  );
}
