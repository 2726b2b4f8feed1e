/** How a Kubernetes API writes instants, and kubectl lengths of time. */

/** Virtual milliseconds as the API writes them, whole seconds: `2026-07-02T09:00:00Z`. */
export function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** The age of what was made at that stamp, as a table shows it; `<unknown>` without one. */
export function age(created: string | undefined, now: number): string {
  return created === undefined ? '<unknown>' : lengthOf(now - Date.parse(created));
}

/** Two units at most, the longer the fewer: `95s`, `3m20s`, `42m`, `5h10m`, `24h`, `3d4h`, `22d`. */
export function lengthOf(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${minutes}m${rest(seconds % 60, 's')}`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return `${hours}h${rest(minutes % 60, 'm')}`;
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  return days < 8 ? `${days}d${rest(hours % 24, 'h')}` : `${days}d`;
}

function rest(count: number, unit: string): string {
  return count === 0 ? '' : `${count}${unit}`;
}
