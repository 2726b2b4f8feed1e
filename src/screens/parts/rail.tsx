import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../theme.ts';

/** The rail on the left of every row of a training walk. */
export function Rail({ rows }: { readonly rows: number }): ReactNode {
  const { tone, marks } = useTheme();
  return (
    <Box flexDirection="column" width={2} height={rows} flexShrink={0}>
      <Text bold color={tone('training')}>
        {Array.from({ length: rows }, () => marks.trainingRail).join('\n')}
      </Text>
    </Box>
  );
}
