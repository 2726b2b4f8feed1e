import { describe, expect, it } from 'vitest';
import { hiddenCharacters, visible } from '../../../src/screens/parts/visible.ts';

describe('a script that hides something', () => {
  it('is shown with what it hides written out, never with it left out', () => {
    expect(visible('rm -rf /tmp/\u202egpj.x')).toBe('rm -rf /tmp/<U+202E>gpj.x');
    expect(visible('echo \x1b[8mhidden')).toBe('echo <U+001B>[8mhidden');
    expect(visible('a\u200bb\r')).toBe('a<U+200B>b<U+000D>');
    expect(hiddenCharacters('a\u200bb\r')).toBe(2);
  });

  it('is left as it is where nothing is hidden', () => {
    expect(visible('grep -c "é漢" file')).toBe('grep -c "é漢" file');
    expect(visible('a\tb')).toBe('a       b');
    expect(hiddenCharacters('a\tb\n')).toBe(0);
  });
});
