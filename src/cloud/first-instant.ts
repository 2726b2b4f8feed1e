/** Where virtual time starts, in milliseconds: 2 July 2026, 09:00 UTC. The clock and the model share it. */
export const firstInstant = Date.UTC(2026, 6, 2, 9, 0, 0);
