import type { ReactNode } from 'react';
import type { View } from '../../session/walker.ts';
import type { ShellState } from '../shell.ts';
import { useTheme } from '../theme.ts';
import { Lines } from './lines.tsx';
import { pollEntries, stripLines } from './poll-strip.ts';

/** The polls that run on beside the walk, and those that ended unseen, at the bottom of every screen. */
export function PollStrip(props: {
  readonly state: ShellState;
  readonly view: View | undefined;
  readonly columns: number;
  readonly rows: number;
}): ReactNode {
  const { state, view, columns, rows } = props;
  const { marks } = useTheme();
  if (view === undefined) return null;
  const entries = pollEntries(view, state.ui.ended ?? [], state.walker?.now() ?? 0);
  return (
    <Lines lines={stripLines(entries, { marks, columns, rows })} columns={columns} rows={rows} />
  );
}
