import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../theme.ts';

/** Where a text is being typed. A long one wraps; when it does not fit, its end is what stays in view. */
export function TextEntry(props: {
  readonly label: string;
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
}): ReactNode {
  const { label, text, columns, rows } = props;
  const { marks, tone } = useTheme();
  const room = Math.max(1, (columns - 1) * Math.max(1, rows) - label.length - 3);
  const characters = [...text];
  const tail = characters.length > room ? marks.more + characters.slice(-room).join('') : text;
  return (
    <Box width={columns - 1} flexShrink={0}>
      <Text wrap="wrap">
        <Text bold color={tone('accent')}>
          {label}
        </Text>{' '}
        {tail}
        <Text inverse> </Text>
      </Text>
    </Box>
  );
}
