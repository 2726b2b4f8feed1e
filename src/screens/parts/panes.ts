/** How the walk shares its columns: beside each other where there is room, else one pane alone. */
export interface Panes {
  readonly outline: number;
  readonly block: number;
  readonly both: boolean;
}

/** Below this the outline is folded away, and Tab shows it alone. */
const bothFrom = 70;

export function panesOf(columns: number): Panes {
  if (columns < bothFrom) return { outline: columns, block: columns, both: false };
  const outline = Math.min(48, Math.max(25, Math.round(columns * 0.3)));
  // A rail and a blank stand between the two.
  return { outline, block: columns - outline - 2, both: true };
}
