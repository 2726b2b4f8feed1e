import { Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../theme.ts';

/** WATCHING in reverse video, on the first row for as long as somebody else walks what is shown. */
export function WatchingWord(): ReactNode {
  const { tone } = useTheme();
  return (
    <>
      <Text bold inverse color={tone('warning')}>
        {' WATCHING '}
      </Text>
      <Text> </Text>
    </>
  );
}
