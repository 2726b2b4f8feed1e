import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme, type Theme } from '../theme.ts';
import type { Line, Span } from './span.ts';

/** Draws rows that were made to fit. Cutting is only a second wall: nothing may push the frame apart. */
export function Lines(props: {
  readonly lines: readonly Line[];
  readonly columns: number;
  readonly rows: number;
}): ReactNode {
  const theme = useTheme();
  return (
    <Box
      flexDirection="column"
      width={props.columns}
      height={props.rows}
      flexShrink={0}
      overflow="hidden"
    >
      {props.lines.slice(0, props.rows).map((line, index) => (
        <Text key={index} wrap="truncate-end">
          {line.length === 0 ? ' ' : line.map((piece, at) => drawSpan(piece, at, theme))}
        </Text>
      ))}
    </Box>
  );
}

function drawSpan(piece: Span, key: number, theme: Theme): ReactNode {
  const colour = piece.tone === undefined ? undefined : theme.tone(piece.tone);
  return (
    <Text
      key={key}
      bold={piece.bold ?? false}
      inverse={piece.inverse ?? false}
      {...(colour === undefined ? {} : { color: colour })}
    >
      {piece.text}
    </Text>
  );
}
