import type { SecretInput, SecretPrompt, SecretShape } from './model.ts';

/** What is given and how, in a line: `3 of 5 unseal shares, each a vault share, on standard input as json key`. */
export function inputWords({ name, count, of, shape, way }: SecretInput): string {
  const what = of === 1 ? name : `${count} of ${of} ${name}${name.endsWith('s') ? '' : 's'}`;
  const like = shape === 'line' ? '' : `, ${of === 1 ? '' : 'each '}${shapeWords(shape)}`;
  return `${what}${like}, ${wayWords(way)}`;
}

/** `a vault share`. */
export function shapeWords(shape: SecretShape): string {
  switch (shape) {
    case 'line':
      return 'one line';
    case 'vault-share':
      return 'a vault share';
    case 'vault-token':
      return 'a vault token';
  }
}

/** `on standard input as json key`, `at "Password:"`. */
export function wayWords(way: SecretInput['way']): string {
  if (way.type === 'prompt') return `at ${way.prompts.map(promptWords).join(' and ')}`;
  return way.json === undefined ? 'on standard input' : `on standard input as json ${way.json}`;
}

/** `"Password:"`, or what it matches. */
export function promptWords(prompt: SecretPrompt): string {
  return prompt.type === 'text'
    ? JSON.stringify(prompt.text.trim())
    : `a prompt matching ${prompt.pattern}`;
}
