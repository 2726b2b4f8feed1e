import { redact, showsSecret } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Block } from '../../steps/model.ts';
import { outcomeInShort } from '../look.ts';
import type { Outcome } from '../outcome.ts';
import { collapseReturns } from '../output-lines.ts';
import type { Located } from '../refs.ts';
import type { AttemptFolder } from '../runner.ts';
import { sanitise } from '../sanitise.ts';
import { tailFile } from './output-file.ts';
import { streamFile } from './output-place.ts';

/** The last line that a run printed, short. What must be kept nowhere is not in it. */
export function stateOf(
  { block }: Located,
  folder: AttemptFolder,
  outcome: Outcome,
  given: readonly Secret[],
): string {
  const { text, truncatedStart } = tailFile(streamFile(folder, 'stdout'), TAIL_BYTES);
  // Half of a line could be half of a secret, which nobody would know.
  const whole = truncatedStart ? text.slice(text.indexOf('\n') + 1 || text.length) : text;
  const shown = block.sensitive ? '' : sanitise(collapseReturns(whole), { colour: false });
  const lines = redact(shown, given).split('\n');
  const last = lines.findLast((line) => line.trim() !== '')?.trim();
  const isSaid = outcome.type === 'exited' && last !== undefined;
  return isSaid ? shortened(last) : endOf(outcome, given);
}

const TAIL_BYTES = 8 * 1024;

/**
 * Whether a run shows what it was given. A program that does so does it at the end, where it says what it makes of it.
 */
export function showsGiven(folder: AttemptFolder, given: readonly Secret[]): boolean {
  return (['stdout', 'stderr'] as const).some((name) =>
    showsSecret(tailFile(streamFile(folder, name), SEARCHED_BYTES).text, given),
  );
}

const SEARCHED_BYTES = 256 * 1024;

function shortened(state: string): string {
  const characters = [...state];
  return characters.length > stateLength
    ? `${characters.slice(0, stateLength - 1).join('')}…`
    : state;
}

/** How a run ended, in place of what it printed. */
export function endOf(outcome: Outcome, given: readonly Secret[]): string {
  return shortened(redact(outcomeInShort(outcome), given));
}

/** The note about a run that showed what it was given. */
export function printedWords({ sensitive }: Pick<Block, 'sensitive'>): string {
  const kept = sensitive ? 'It is kept nowhere here' : 'It is masked here';
  return `Its program showed a secret that was typed for it. ${kept}, but whose it is should replace it.`;
}

/** A state is as long as fits into a strip. */
const stateLength = 60;
