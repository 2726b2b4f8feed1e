/** When phase-06 built the management cluster, as its API writes it. */
export const builtAt = '2026-07-01T08:40:12Z';
