import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentsBlanked } from '../../src/steps/shell-comments.ts';

/** What is left, with the blanks at the ends of lines taken away. */
const left = (script: string): string => commentsBlanked(script).replace(/ +$/gm, '');

describe('a comment', () => {
  it.each([
    ['# all of it', ''],
    ['echo a # b', 'echo a'],
    ['echo a;# b', 'echo a;'],
    ['  # indented\necho a', '\necho a'],
    ['echo a \\\n  # after a line that goes on', 'echo a \\\n'],
    ["echo 'a # b' # c", "echo 'a # b'"],
    ['echo "$(date # now\n)" # c', 'echo "$(date\n)"'],
    ['x=${a#b} # c', 'x=${a#b}'],
    ['echo $# # c', 'echo $#'],
    ["echo $'it\\'s' # c", "echo $'it\\'s'"],
    ['cat <<EOF # c\n# text\nEOF\necho # d', 'cat <<EOF\n# text\nEOF\necho'],
    ["cat <<-'E'\n\t# text\n\tE\n# d", "cat <<-'E'\n\t# text\n\tE\n"],
    ['case $a in\n  b) # c\n  echo ;; # d\nesac', 'case $a in\n  b)\n  echo ;;\nesac'],
    ['( cd a # b\n)', '( cd a\n)'],
    ['cat <<<"a" # b', 'cat <<<"a"'],
  ])('is blanked: %j', (script, rest) => {
    expect(left(script)).toBe(rest);
    expect(commentsBlanked(script)).toHaveLength(script.length);
  });

  it.each([
    'echo a#b',
    'echo "a # b"',
    "echo 'a\n# b'",
    'echo \\# b',
    'echo a\\\n# b',
    'echo ${a:-# b}',
    'echo "${a:-\n# b}"',
    'cat <<EOF\n# b\nEOF',
    'cat <<A <<B\n# a\nA\n# b\nB',
    'echo https://a/#b',
    '# `not understood`\necho `date # b`',
    'cat <<"$END"\n# b',
    'cat <<EOF\nnever closed\n# b',
    'cat <<EOF\na \\\nEOF\n# b\nEOF',
    'echo "never closed # b',
    "echo 'never closed # b",
    'echo $(never closed # b',
    'echo $(case a in a) echo;; esac # b\n)',
    'echo "${a:-it\'s}" # b',
  ])('is not seen in what is none, or may be none: %j', (script) => {
    expect(commentsBlanked(script)).toBe(script);
  });

  it('takes away blanks and nothing else, whatever the script is', () => {
    const piece = fc.constantFrom(
      ...['#', ' ', '\n', "'", '"', '`', '$', '$(', '${', '(', ')', '}', '\\', '<<', '<<<', '<<A'],
      ...['A', 'a', ';', '|', '=', 'case ', 'esac', '$#', "$'", '\t', 'é'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const script = pieces.join('');
        const blanked = commentsBlanked(script);
        expect(blanked).toHaveLength(script.length);
        for (const [index, character] of [...blanked].entries())
          expect([' ', [...script][index]]).toContain(character);
      }),
      { numRuns: 500 },
    );
  });

  it('is found in no more than a moment, however deep or long a script is', () => {
    const deep = `${'echo $('.repeat(20_000)} # b`;
    const long = `${'echo \'a\' "$(date)" # b\n'.repeat(20_000)}`;
    const started = performance.now();
    expect(commentsBlanked(deep)).toBe(deep);
    expect(commentsBlanked(long)).not.toContain('#');
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
