import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { smallest, type Size } from '../layout.ts';

/** Drawn instead of everything else when nothing useful would fit. Plain rows: it has to fit anywhere. */
export function TooSmall(props: {
  readonly size: Size;
  readonly training: boolean;
  /** What is typed goes unseen into a prompt: no character is a key. */
  readonly hidden: boolean;
}): ReactNode {
  const { columns, rows } = props.size;
  const lines = [
    ...(props.training ? ['TRAINING'] : []),
    `Terminal too small: ${columns}x${rows}.`,
    `handrail needs ${smallest.columns}x${smallest.rows}.`,
    ...(props.hidden
      ? ['Make it larger, or Esc goes back;', 'what was typed unseen is not kept then.']
      : ['Make it larger, or q quits;', 'handrail resume comes back.']),
  ];
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      {lines.slice(0, rows).map((line) => (
        <Text key={line} wrap="truncate" inverse={line === 'TRAINING'}>
          {line}
        </Text>
      ))}
    </Box>
  );
}
