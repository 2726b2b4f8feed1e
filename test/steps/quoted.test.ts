import { describe, expect, it } from 'vitest';
import { sanitise } from '../../src/session/sanitise.ts';
import { quoted } from '../../src/steps/quoted.ts';

describe('a value in a sentence', () => {
  it('stands on one line, in signs that every terminal has, and is cut', () => {
    expect(quoted('no\nnot even this')).toBe('`no \\n not even this`');
    expect(quoted('')).toBe('nothing');
    expect(quoted('x'.repeat(500))).toBe(`\`${'x'.repeat(117)}...\``);
  });

  it.each([
    '\u001b]52;c;eA==',
    '\u001b]0;title',
    '\u001bPtmux;x',
    '\u001b[',
    '\u009d0;t',
    '\u001b',
  ])('takes no word behind it along when %j is taken out', (value) => {
    const said = sanitise(`expected \`a\`, came ${quoted(value)} and that is all`);
    expect(said).toMatch(/^expected `a`, came `[^`]*` and that is all$/);
  });
});
