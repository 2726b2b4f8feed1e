import type { BlockTerminal } from '../session/runner.ts';
import type { Walker } from '../session/walker.ts';
import { clean, cleanRow } from './parts/span.ts';

/** The terminal of what runs; `soon` waits for it while the block is only being started. Undefined without one. */
export async function terminalOfBlock(
  walker: Walker,
  soon: boolean,
): Promise<BlockTerminal | undefined> {
  const isThere = (): boolean =>
    walker.terminal() !== undefined || walker.store.getState().session.running === undefined;
  if (soon && !isThere())
    await new Promise<void>((resolve) => {
      const stop = walker.store.subscribe(() => {
        if (!isThere()) return;
        stop();
        resolve();
      });
    });
  return walker.terminal();
}

/** What stands above the terminal of a block when it is taken over: what this is, and what it said last. */
export function openingOf(walker: Walker, size: { columns: number; rows: number }): string {
  const { live } = walker.store.getState();
  const id = cleanRow(live?.block.slice(live.block.indexOf(':') + 1) ?? '');
  const rows = Math.max(1, Math.floor(size.rows / 2));
  const said =
    live === undefined
      ? []
      : walker.output(live.attempt, { rows, columns: size.columns, offset: 0 }).lines;
  return [
    `handrail: this is the terminal of ${id}. What you type goes to its program.`,
    'Ctrl-] comes back to handrail, and the block goes on. What it prints stays in the history of this terminal.',
    ...said.map(clean),
  ]
    .join('\n')
    .concat(said.length === 0 ? '\n' : '');
}
