import { Text } from 'ink';
import type { ReactNode } from 'react';

/** Stands under a list that does not fit, so that nobody takes a part of it for the whole. */
export function Place({ at, of }: { readonly at: number; readonly of: number }): ReactNode {
  return (
    <Text wrap="truncate">
      {'  '}
      {at + 1} of {of}, more with up and down
    </Text>
  );
}
