import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { useEffect, type ReactNode } from 'react';
import { useTheme } from '../theme.ts';
import { useListPort } from './list-port.ts';
import { Place } from './place.tsx';

/**
 * A list of harmless choices, drawn and moved by ink-select-input. That package selects at once on a
 * digit and judges several keys of one read by the first one's screen; both can not happen here, because
 * the listener hands it nothing but up, down and Enter, one at a time.
 */
export function SelectList(props: {
  readonly labels: readonly string[];
  readonly choice: number;
  readonly rows: number;
  readonly columns: number;
}): ReactNode {
  const { labels, rows, columns } = props;
  const { shown, highlight, pick } = useListPort();
  useEffect(() => shown(), [shown]);
  const isCut = labels.length > rows;
  const limit = Math.max(1, isCut ? rows - 1 : rows);
  const choice = Math.min(Math.max(0, props.choice), labels.length - 1);
  return (
    <Box flexDirection="column" width={columns} flexShrink={0}>
      <SelectInput
        // Its own place in the list is not followed when the list's size changes: it starts anew then.
        key={`${limit}/${labels.length}`}
        items={labels.map((label, value) => ({ key: String(value), label, value }))}
        initialIndex={choice}
        limit={limit}
        indicatorComponent={Pointer}
        itemComponent={Label}
        onHighlight={({ value }) => highlight(value)}
        onSelect={({ value }) => pick(value)}
      />
      {isCut && <Place at={choice} of={labels.length} />}
    </Box>
  );
}

function Pointer({ isSelected = false }: { readonly isSelected?: boolean }): ReactNode {
  const { marks, tone } = useTheme();
  return (
    <Box width={2} flexShrink={0}>
      <Text bold color={tone('accent')}>
        {isSelected ? marks.pointer : ' '}
      </Text>
    </Box>
  );
}

function Label(props: { readonly isSelected?: boolean; readonly label: string }): ReactNode {
  const { tone } = useTheme();
  const isSelected = props.isSelected === true;
  return (
    <Text bold={isSelected} color={isSelected ? tone('accent') : undefined} wrap="truncate">
      {props.label}
    </Text>
  );
}
