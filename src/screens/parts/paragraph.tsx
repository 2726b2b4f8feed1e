import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { wrapWords } from '../layout.ts';

/** Our own sentences, broken at blanks, at most so many rows of them. */
export function Paragraph(props: {
  readonly text: string;
  readonly columns: number;
  readonly rows?: number;
  readonly bold?: boolean;
}): ReactNode {
  const { text, columns, rows, bold = false } = props;
  return (
    <Box flexDirection="column" flexShrink={0}>
      {wrapWords(text, columns - 1)
        .slice(0, rows)
        .map((line, index) => (
          <Text key={index} bold={bold} wrap="truncate">
            {line}
          </Text>
        ))}
    </Box>
  );
}

/** How many rows a paragraph takes. */
export function paragraphRows(text: string, columns: number): number {
  return wrapWords(text, columns - 1).length;
}
