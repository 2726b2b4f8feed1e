import { describe, expect, it } from 'vitest';
import { read } from '../support/read.ts';

/** Of each code block its line, and the ids of its blocks or why it has none. */
function fates(...lines: string[]): (readonly [number, string | undefined])[] {
  return read(...lines).code.map(({ line, blocks, reason }) => [line, reason ?? blocks.join()]);
}

describe('every code block of a document', () => {
  it('says what became of it: a block, or the reason why it is none', () => {
    expect(
      fates(
        '```bash',
        'ls',
        '```',
        '## Legend',
        '```bash',
        'ls',
        '```',
        '## Step 1',
        '- ```sh',
        '  ls',
        '  ```',
        '',
        'Words:',
        '',
        '    words',
        '',
        '~~~ yaml',
        '~~~',
        '```bash',
        'ls',
      ),
    ).toEqual([
      [1, 'start/1'],
      [5, 'an example that explains the labels'],
      [9, '1/1'],
      [15, 'indented text without a label'],
      [17, 'it is empty'],
      [19, 'the fence never closes'],
    ]);
  });

  it('stands with its fence as written: language, info string, last line', () => {
    const [code] = read('~~~ Bash {.x  y="1"}', 'ls', '', '~~~~').code;
    expect(code).toMatchObject({
      line: 1,
      endLine: 4,
      lang: 'Bash',
      info: 'Bash {.x  y="1"}',
      form: 'fenced',
      text: 'ls\n',
    });
  });

  it('is there below what can not be read, too', () => {
    expect(fates(`${'> '.repeat(120)}a`, '', '```bash', 'ls', '```')).toEqual([[3, 'start/1']]);
  });
});
