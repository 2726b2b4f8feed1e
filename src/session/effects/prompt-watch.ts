import { redact } from '../../secrets/redact.ts';
import { sanitise } from '../sanitise.ts';
import { promptAtEnd } from '../prompt.ts';
import { processIds } from './block-processes.ts';
import { statOf } from './boot.ts';
import { tailFile } from './output-file.ts';
import { isInMemory, streamFile } from './output-place.ts';

/** How often an output is looked at for a question, milliseconds. Two looks that see the same make one. */
const lookEvery = 700;
const tailBytes = 2048;

/**
 * Watches a running block for a question that nothing here can answer: at the end of its output, unchanged between
 * two looks, with no process of its group computing. Tells of it once; the returned function stops the watch.
 */
export function watchForPrompt(
  folder: string,
  group: number | undefined,
  told: (prompt: string) => void,
): () => void {
  let before: string | undefined;
  const timer = setInterval(() => {
    const seen = (['stderr', 'stdout'] as const)
      .map((name) => tailFile(streamFile(folder, name), tailBytes))
      .map(({ text, size }) => ({ prompt: promptAtEnd(sanitise(text, { colour: false })), size }))
      .find(({ prompt }) => prompt !== undefined);
    const now = seen === undefined ? undefined : `${seen.size} ${seen.prompt}`;
    const isSame = now !== undefined && now === before;
    before = now;
    if (!isSame || seen?.prompt === undefined || isComputing(group)) return;
    clearInterval(timer);
    // It goes onto the screen and, where it was the end of a check, into the journal.
    told(isInMemory(folder) ? 'a question that is not kept' : redact(seen.prompt));
  }, lookEvery);
  timer.unref();
  return () => clearInterval(timer);
}

/** A program that waits for an answer sleeps. */
function isComputing(group: number | undefined): boolean {
  if (group === undefined) return false;
  return (processIds() ?? []).some((id) => {
    const stat = statOf(id);
    return stat?.group === group && stat.state === 'R';
  });
}
