import { Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../theme.ts';

/** TRAINING in reverse video: on the first and on the last row of every frame, with and without colour. */
export function TrainingWord(): ReactNode {
  const { tone } = useTheme();
  return (
    <>
      <Text bold inverse color={tone('training')}>
        {' TRAINING '}
      </Text>
      <Text> </Text>
    </>
  );
}
