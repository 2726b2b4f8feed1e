import { ANY_CODE, CODE, bodyOf, codesIn, firstSentence } from './body.ts';
import { plainText } from './inline.ts';
import type { Problem, SecretInput, SecretInputs, SecretPrompt, SecretShape } from './model.ts';

/** A known form, as a problem names it. */
export const INPUT_FORM = '**INPUT:** `root token`, a vault token, on standard input.';

/** Reads what follows `INPUT:`: what is asked for, what it looks like, and how it reaches the block. */
export function readSecretInput(
  line: number,
  raw: string,
):
  | { readonly input: SecretInput; readonly problem: undefined }
  | { readonly input: undefined; readonly problem: Problem } {
  const report = (message: string) => ({
    input: undefined,
    problem: {
      topic: 'input-not-understood' as const,
      line,
      message: `INPUT: ${message}`,
      nearest: INPUT_FORM,
    },
  });
  const { text, codes } = bodyOf(raw);
  const found = WHOLE.exec(firstSentence(text).sentence);
  if (found === null) return report(`"${plainText(raw)}" is not understood`);
  const [, wanted, total, nameAt, shape, byStdin, jsonAt, atPrompts] = found;
  const name = (codes[Number(nameAt)] ?? '').trim();
  const count = Number(wanted ?? 1);
  const of = Number(total ?? count);
  if (name === '') return report('it does not say what is asked for');
  if (count < 1 || of < count) return report(`${count} of ${of} can not be`);
  const common = { line, name, count, of, shape: SHAPES.get(shape ?? '') ?? 'line' };
  if (byStdin !== undefined) {
    const json = jsonAt === undefined ? undefined : codes[Number(jsonAt)];
    if (json === '') return report('the json field has no name');
    return { input: { ...common, way: { type: 'stdin', json } }, problem: undefined };
  }
  const prompts = promptsIn(atPrompts ?? '', codes);
  const wrong = prompts.find(isUnsafe);
  if (wrong !== undefined) return report('a prompt is empty, or its pattern is none');
  return { input: { ...common, way: { type: 'prompt', prompts } }, problem: undefined };
}

/**
 * What the INPUT sentences of a block say together. What does not go together is a problem, and then the block
 * refuses to run with the first of them.
 */
export function joinInputs(
  inputs: readonly SecretInput[],
  remember: 'asked' | 'never',
): { readonly secrets: SecretInputs | undefined; readonly problems: readonly Problem[] } {
  const [first, ...rest] = inputs;
  if (first === undefined) return { secrets: undefined, problems: [] };
  const wrong: string[] = [];
  if (rest.length > 0 && inputs.some(({ way }) => way.type === 'stdin'))
    wrong.push('standard input takes one secret: let the others come at prompts of their own');
  if (rest.length > 0 && inputs.some(({ count }) => count > 1))
    wrong.push('several of one kind are asked for one run each: give that kind a block of its own');
  const problems = wrong.map((message) => ({
    topic: 'input-not-understood' as const,
    line: first.line,
    message: `INPUT: ${message}`,
    nearest: INPUT_FORM,
  }));
  return { secrets: { inputs, remember, refused: wrong[0] }, problems };
}

const SHAPES: ReadonlyMap<string, SecretShape> = new Map([
  ['vault share', 'vault-share'],
  ['vault token', 'vault-token'],
  ['line', 'line'],
]);

const PROMPT = `(?:a prompt matching )?${ANY_CODE}`;
const WHOLE = new RegExp(
  `^(?:(\\d{1,3}) of (\\d{1,3}) )?${CODE},? (?:(?:an?|one) (vault share|vault token|line),? )?` +
    `(?:((?:on|by) standard input)(?: as json ${CODE})?|at (${PROMPT}(?: and (?:at )?${PROMPT}){0,7}))$`,
);

function promptsIn(text: string, codes: readonly string[]): SecretPrompt[] {
  return [...text.matchAll(new RegExp(PROMPT, 'g'))].map(([written]) => {
    const value = codesIn(written, codes)[0] ?? '';
    return written.startsWith('a prompt matching')
      ? { type: 'pattern', pattern: value }
      : { type: 'text', text: value };
  });
}

/** A prompt that everything ends with would be answered at once. */
function isUnsafe(prompt: SecretPrompt): boolean {
  if (prompt.type === 'text') return prompt.text.trim() === '';
  try {
    return new RegExp(`(?:${prompt.pattern})$`, 'u').test('');
  } catch {
    return true;
  }
}
