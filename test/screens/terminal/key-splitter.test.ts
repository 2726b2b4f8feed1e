import { describe, expect, it } from 'vitest';
import { createKeySplitter, type Token } from '../../../src/screens/terminal/key-splitter.ts';

function namesOf(tokens: readonly Token[]): string[] {
  return tokens.map((token) => (token.type === 'key' ? token.name : `paste:${token.text}`));
}

/** Everything that comes out when the text arrives in these reads and then nothing more. */
function split(...reads: readonly string[]): string[] {
  const splitter = createKeySplitter();
  return namesOf([...reads.flatMap((read) => splitter.push(read)), ...splitter.flush()]);
}

describe('splitting what a terminal sends', () => {
  it.each([
    ['Down Down Enter', '\u{1B}[B\u{1B}[B\r', ['down', 'down', 'enter']],
    ['plain text with Enter inside', 'jj\rq', ['j', 'j', 'enter', 'q']],
    ['application mode arrows', '\u{1B}OA\u{1B}OB', ['up', 'down']],
    ['arrows with modifiers', '\u{1B}[1;2A\u{1B}[1;5B', ['up', 'ctrl-down']],
    ['kitty arrows, pressed and released', '\u{1B}[1;1:1A\u{1B}[1;1:3A', ['up']],
    ['kitty keys', '\u{1B}[13u\u{1B}[27u\u{1B}[9u\u{1B}[113u', ['enter', 'escape', 'tab', 'q']],
    ['kitty Ctrl-C', '\u{1B}[99;5u', ['ctrl-c']],
    ['kitty shifted letter', '\u{1B}[97;2u', ['A']],
    ['modifyOtherKeys', '\u{1B}[27;5;99~', ['ctrl-c']],
    ['page keys of xterm and rxvt', '\u{1B}[5~\u{1B}[6~\u{1B}[7~', ['pageup', 'pagedown', 'home']],
    ['Alt with Enter is no Enter', '\u{1B}\r', ['alt-enter']],
    ['Alt with a letter is not the letter', '\u{1B}x', ['alt-x']],
    ['Esc before an arrow', '\u{1B}\u{1B}[A', ['escape', 'up']],
    [
      'control characters',
      '\u{3}\u{15}\u{1A}\u{7F}\t ',
      ['ctrl-c', 'ctrl-u', 'ctrl-z', 'backspace', 'tab', 'space'],
    ],
    ['answers of the terminal', '\u{1B}[?62;4c\u{1B}[12;40R\u{1B}[I\u{1B}[O', []],
    ['an operating system command', '\u{1B}]11;rgb:0/0/0\u{7}x', ['x']],
    ['a device control string', '\u{1B}P1+r\u{1B}\\x', ['x']],
    ['a mouse report', '\u{1B}[<0;10;10Mx', ['x']],
    ['letters beyond ASCII', 'é漢😀', ['é', '漢', '😀']],
  ])('reads %s', (_what, text, keys) => {
    expect(split(text)).toEqual(keys);
  });

  it('keeps a paste whole, with what looks like keys in it', () => {
    expect(split('a\u{1B}[200~one\rq\u{1B}[B\u{1B}[201~b')).toEqual([
      'a',
      'paste:one\rq\u{1B}[B',
      'b',
    ]);
  });

  it('gives the same keys wherever the reads were cut', () => {
    const text = 'a\u{1B}[B\u{1B}[200~x\ry\u{1B}[201~\u{1B}OA\u{1B}[13u\u{1B}]0;t\u{7}\u{1B}[5~\r';
    const whole = split(text);
    for (let first = 0; first <= text.length; first += 1)
      for (let second = first; second <= text.length; second += 1)
        expect(split(text.slice(0, first), text.slice(first, second), text.slice(second))).toEqual(
          whole,
        );
  });

  it('takes a lone Esc for the Esc key only when nothing follows', () => {
    const splitter = createKeySplitter();
    expect(splitter.push('\u{1B}')).toEqual([]);
    expect(splitter.pending()).toBe('escape');
    expect(namesOf(splitter.flush())).toEqual(['escape']);
  });

  it('drops half a sequence, and keeps a paste whose end got lost', () => {
    expect(split('\u{1B}[1;')).toEqual([]);
    expect(split('\u{1B}[200~lost')).toEqual(['paste:lost']);
  });

  it('does not wait for ever for a sequence that never ends', () => {
    expect(split(`\u{1B}[${'1;'.repeat(3000)}`).length).toBeGreaterThan(0);
    expect(split(`\u{1B}]${'x'.repeat(5000)}`)).toEqual([]);
  });
});
