import type { Block } from '../../steps/model.ts';
import { quoted } from '../../steps/quoted.ts';
import type { LoginTrouble } from '../login-trouble.ts';
import type { Outcome } from '../outcome.ts';
import type { RunningBlock } from '../runner.ts';
import type { Live } from '../walker.ts';
import { watchForPrompt } from './prompt-watch.ts';
import { troubleIn } from './seen-trouble.ts';

/**
 * Sees a run to its end. When it asks for something that nobody can type here, `asked` is told; what only reads is
 * stopped then, what changes something is never stopped by itself. Answers with how it ended and with what its
 * output says about a login.
 */
export async function followToEnd(
  started: RunningBlock,
  folder: string,
  block: Block,
  asked: (prompt: string) => void,
): Promise<{ readonly outcome: Outcome; readonly trouble: LoginTrouble | undefined }> {
  let prompt: string | undefined;
  // A simulated block has no process, and ends at such a question by itself. On a terminal of its own it is answered.
  const unwatch =
    started.process === undefined || started.terminal !== undefined
      ? () => undefined
      : watchForPrompt(folder, started.process.pid, (found) => {
          prompt = found;
          asked(found);
          if (!block.mutates) started.cancel();
        });
  const ended = await started.ended;
  unwatch();
  const outcome: Outcome =
    ended.type === 'cancelled' && prompt !== undefined && !block.mutates
      ? {
          ...ended,
          why: `it asked ${quoted(prompt)}, which nobody can answer there, and was stopped`,
        }
      : ended;
  const hasSpoken = ended.type === 'exited' || ended.type === 'cancelled';
  return { outcome, trouble: hasSpoken ? troubleIn(folder) : undefined };
}

/** What the view tells of a block that has a terminal of its own. */
export function terminalOf({
  terminal,
  unproven,
}: RunningBlock): Pick<Live, 'terminal' | 'unproven'> {
  return {
    ...(terminal === undefined ? {} : { terminal: true }),
    ...(unproven === undefined ? {} : { unproven }),
  };
}
