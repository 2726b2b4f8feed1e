import type { Walker } from '../session/walker.ts';
import { carryNotices } from './carry-notice.ts';
import { beginSession } from './open-session.ts';
import { resumeWith, stateDirOf, type WalkOptions } from './options.ts';
import { plainSession } from './plain/session.ts';
import { openRunbook } from './runbook-files.ts';
import { showWalk } from './show-walk.ts';
import { needTerminal } from './terminal-check.ts';
import { atOnce } from './training.ts';
import { UserError } from './user-error.ts';

/** `handrail walk RUNBOOK...`: the walk on the real machine. Always with an operator at a terminal. */
export async function walk(runbooks: readonly string[], options: WalkOptions): Promise<number> {
  const opened = runbooks.map((name) => openRunbook(name));
  const stateDir = stateDirOf(options);
  const wanted = { mode: 'real', runbooks: opened, stateDir, faults: [], pace: atOnce } as const;
  if (options.plain !== true) {
    needTerminal(
      'handrail walk',
      `handrail walk --plain ${runbooks.join(' ')}${resumeWith(options)}`,
    );
    return showWalk(async () => begun(await beginSession(wanted)), options);
  }
  if (process.stdin.isTTY !== true)
    throw new UserError(
      'A walk on the real machine needs an operator at a terminal, by lines as well.',
    );
  return plainSession(
    async (onEvent) => begun(await beginSession({ ...wanted, onEvent })),
    options,
  );
}

function begun(walker: Walker): { walker: Walker; notices: readonly string[] } {
  return { walker, notices: carryNotices(walker) };
}
