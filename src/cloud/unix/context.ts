import type { Command } from 'just-bash';

/** What just-bash hands to a command; the package does not name this type. */
export type RuntimeCommandContext = Parameters<Command['execute']>[1];
export type CommandResult = Awaited<ReturnType<Command['execute']>>;
