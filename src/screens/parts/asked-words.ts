import type { SecretRound } from '../../session/events.ts';
import type { SecretAsked } from '../../session/walker.ts';
import type { Block } from '../../steps/model.ts';
import { shapeWords, wayWords } from '../../steps/secret-words.ts';
import { cleanRow, span, type Line } from './span.ts';
import { exitWords, outcomeWords } from './words.ts';
import { hanging } from './wrap.ts';

/** `password`, `unseal share 2 of 3`. One that is asked for beyond the count is named by its number. */
export function askedName({ input, number }: Pick<SecretAsked, 'input' | 'number'>): string {
  const name = cleanRow(input.name);
  if (input.of === 1) return name;
  return number <= input.count ? `${name} ${number} of ${input.count}` : `${name} ${number}`;
}

/** Who stands for one where nobody said a name. */
export function holderName(number: number): string {
  return `holder ${number}`;
}

/** What it has to look like, for the line that asks for it; nothing where anything will do. */
export function shapeSentence({ input }: SecretAsked): string {
  return input.shape === 'line' ? '' : ` It looks like ${shapeWords(input.shape)}.`;
}

/** Where it goes: `to vault/0, on standard input as json key`. */
export function goesWords(block: Block, { input }: SecretAsked): string {
  const where = block.place.type === 'unit' ? cleanRow(block.place.unit) : 'the jumphost';
  return `to ${cleanRow(block.id)} on ${where}, ${cleanRow(wayWords(input.way))}`;
}

/** What comes of Enter. */
export function afterWords({ secrets }: Block, { index, input }: SecretAsked): string {
  const next = secrets?.inputs[index + 1];
  if (next !== undefined)
    return `the ${cleanRow(next.name)} is asked for; nothing runs before that is there too`;
  const runs =
    input.way.type === 'stdin'
      ? 'the block runs and reads it'
      : 'the block runs; it is typed there when its prompt comes and nothing typed would be shown';
  const more = input.of > 1 ? '; the next one is asked for until the gates hold' : '';
  return `${runs}${more}`;
}

/** What Enter does with a block that is given something, or answered by the operator; undefined for any other. */
export function enterWords(block: Block): string | undefined {
  if (takesTerminal(block))
    return 'Enter runs exactly this and gives it this terminal; Ctrl-] comes back.';
  const first = block.secrets?.inputs[0];
  if (first === undefined) return undefined;
  return `Enter asks for the ${cleanRow(first.name)} next, unseen; nothing runs before it is given.`;
}

/** Whether it is there to be answered by the operator, on a terminal of its own. */
export function takesTerminal({ stdin, secrets }: Block): boolean {
  return stdin === 'tty' && secrets === undefined;
}

/** Each run so far in a row of its own: who brought it, and what the run said. */
export function roundLines(rounds: readonly SecretRound[], columns: number): readonly Line[] {
  return rounds.flatMap(({ number, holder, state, outcome }) => {
    const who = holder === undefined ? '' : ` ${cleanRow(holder)}`;
    const isFine = outcome.type === 'exited' && outcome.status === 0;
    const end = outcome.type === 'exited' ? exitWords(outcome.status) : outcomeWords(outcome);
    const said = cleanRow(state);
    const words = isFine ? said : said === '' ? end : `${said} (${end})`;
    const tone = isFine ? 'accent' : 'bad';
    return hanging([span(`${number}${who}: `, { bold: true, tone })], words, columns);
  });
}
