import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellTokens } from '../../../src/screens/parts/shell-colour.ts';

const joined = (script: string) =>
  shellTokens(script)
    .map(({ text }) => text)
    .join('');

const ofKind = (script: string, kind: string) =>
  shellTokens(script)
    .filter((token) => token.kind === kind)
    .map(({ text }) => text);

describe('the colours of a script', () => {
  it('never change a character of it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (script) => joined(script) === script));
    const shell = fc.array(
      fc.constantFrom(
        "'",
        '"',
        '$',
        '${',
        '}',
        '`',
        '\\',
        '#',
        '<<',
        '-',
        'EOF',
        '\n',
        ' ',
        'if',
        'for',
        'in',
        ';',
        '|',
        '(',
        ')',
        'x',
        '\t',
      ),
      { maxLength: 60 },
    );
    fc.assert(fc.property(shell, (parts) => joined(parts.join('')) === parts.join('')));
  });

  it('tell comments, strings, variables and keywords apart', () => {
    const script = 'if [ "$x" = \'a b\' ]; then echo ${y}; fi # done';
    expect(ofKind(script, 'keyword')).toEqual(['if', 'then', 'fi']);
    expect(ofKind(script, 'variable')).toEqual(['$x', '${y}']);
    expect(ofKind(script, 'string')).toEqual(['"', '"', "'a b'"]);
    expect(ofKind(script, 'comment')).toEqual(['# done']);
  });

  it('take a # inside a word, and a keyword as an argument, for plain text', () => {
    expect(ofKind('echo a#b if', 'comment')).toEqual([]);
    expect(ofKind('echo a#b if', 'keyword')).toEqual([]);
  });

  it('show the body of a heredoc as text, with its variables where the shell reads them', () => {
    const read = 'cat <<EOF\nhello $name # no comment\nEOF\nls # a comment';
    expect(ofKind(read, 'variable')).toEqual(['$name']);
    expect(ofKind(read, 'comment')).toEqual(['# a comment']);
    const quoted = "cat <<'EOF'\nhello $name\nEOF\n";
    expect(ofKind(quoted, 'variable')).toEqual([]);
  });

  it('cost time that grows with the length alone, whatever is left open', () => {
    for (const piece of ['${', '"', "'", '<<A\n', '$(', '\\'])
      expect(joined(piece.repeat(50_000)).length).toBe(piece.length * 50_000);
  }, 10_000);
});
