import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../steps/command.ts';
import type { Answer } from '../probe.ts';
import type { BlockRunner } from '../runner.ts';
import { readWhole } from './output-file.ts';

/** Runs a small read-only command and answers with what it said. Never rejects. */
export type Ask = (command: Command, signal?: AbortSignal) => Promise<Answer>;

/** Longer than a busy controller takes, and short enough to wait for. Milliseconds. */
const patience = 30_000;
/** Nobody looks at more of an answer than this, bytes. */
const readBytes = 64 * 1024;

const prefix = 'probe-';

/**
 * Asks through the runner of the blocks, so that a probe sees what they would see. Nothing of it is kept: what a
 * handrail that was killed left behind goes now. Hold the session's lock.
 */
export function createAsk(runner: BlockRunner, sessionFolder: string): Ask {
  forgetOld(sessionFolder);
  return async (command, signal) => {
    let folder: string | undefined;
    try {
      folder = mkdtempSync(join(sessionFolder, prefix));
      chmodSync(folder, 0o700);
      const own = join(folder, 'run');
      const running = await runner.start(leavingNothing(command), own);
      const stop = (): void => running.cancel();
      const timer = setTimeout(stop, patience);
      signal?.addEventListener('abort', stop, { once: true });
      if (signal?.aborted === true) stop();
      const outcome = await running.ended;
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      return {
        status: outcome.type === 'exited' ? outcome.status : undefined,
        stdout: readWhole(join(own, 'stdout'), readBytes).text,
        // A question that could not be put has an answer of its own: the disk may be full.
        stderr:
          outcome.type === 'not-started'
            ? outcome.reason
            : readWhole(join(own, 'stderr'), readBytes).text,
      };
    } catch (error) {
      return { status: undefined, stdout: '', stderr: String(error) };
    } finally {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    }
  };
}

function forgetOld(sessionFolder: string): void {
  try {
    for (const name of readdirSync(sessionFolder))
      if (name.startsWith(prefix))
        rmSync(join(sessionFolder, name), { recursive: true, force: true });
  } catch {
    // It holds no more than what a program said of a login; the walk does not wait for it.
  }
}

/** A probe sees what is carried, and the next block starts as if it had never been asked. */
function leavingNothing(command: Command): Command {
  return command.environment === 'carried' ? { ...command, environment: 'read' } : command;
}
