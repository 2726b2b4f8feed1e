import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eachPiece, readWhole, tailFile } from '../../../src/session/effects/output-file.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function fileWith(content: string | Uint8Array): string {
  const file = join(temporaryFolder(), 'stdout');
  writeFileSync(file, content);
  return file;
}

describe('the end of an output file', () => {
  it('is empty as long as there is no file', () => {
    const none = join(temporaryFolder(), 'stdout');
    expect(tailFile(none)).toEqual({ text: '', size: 0, truncatedStart: false });
    expect(readWhole(none, 10)).toEqual({ text: '', complete: true });
  });

  it('is the whole file when that is small, and follows as it grows', () => {
    const file = fileWith('one\n');
    expect(tailFile(file, 100)).toEqual({ text: 'one\n', size: 4, truncatedStart: false });
    appendFileSync(file, 'two\n');
    expect(tailFile(file, 4)).toEqual({ text: 'two\n', size: 8, truncatedStart: true });
  });

  it('comes in pieces that end with a line, but for a line that is longer, and lose nothing', () => {
    for (const text of [
      '',
      'a\n',
      'one\ntwo\nthree',
      'é€😀\n'.repeat(50),
      `${'x😀'.repeat(99)}\nend\n`,
    ])
      for (const bytes of [1, 3, 7, 64, 1000]) {
        const pieces: string[] = [];
        eachPiece(fileWith(text), bytes, (piece) => pieces.push(piece));
        expect(pieces.join('')).toBe(text);
        if (bytes === 64 && text.startsWith('é'))
          expect(pieces.every((piece) => piece.endsWith('\n'))).toBe(true);
      }
    expect(() => eachPiece(join(temporaryFolder(), 'none'), 9, () => expect.fail())).not.toThrow();
  });

  it('never begins or ends within a character, wherever it is cut', () => {
    const text = 'aé€😀'.repeat(3);
    const bytes = Buffer.from(text);
    for (let end = 0; end <= bytes.length; end += 1) {
      const file = fileWith(bytes.subarray(0, end));
      for (let length = 1; length <= end; length += 1) {
        const tail = tailFile(file, length);
        expect(tail.text, `${length} of ${end}`).not.toContain('\ufffd');
        expect(text).toContain(tail.text);
      }
    }
  });

  it('takes bytes that are no text', () => {
    const file = fileWith(Uint8Array.of(0x61, 0xff, 0x9b, 0x00, 0x62));
    expect(tailFile(file).text).toBe('a\ufffd\ufffd\0b');
    expect(tailFile(fileWith(Buffer.alloc(10, 0x80)), 4).text.length).toBeLessThanOrEqual(4);
  });

  it('says so when a folder stands in its place', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'stdout'));
    expect(() => tailFile(join(folder, 'stdout'))).toThrow(/EISDIR/);
  });
});

describe('a whole output', () => {
  it('is complete up to the limit and says when it is not', () => {
    const file = fileWith('aé€');
    expect(readWhole(file, 6)).toEqual({ text: 'aé€', complete: true });
    expect(readWhole(file, 5)).toEqual({ text: 'aé', complete: false });
    expect(readWhole(file, 2)).toEqual({ text: 'a', complete: false });
  });

  it('keeps what is left of a character at its end when the program has ended there', () => {
    expect(readWhole(fileWith(Uint8Array.of(0x61, 0xe2, 0x82)), 10)).toEqual({
      text: 'a\ufffd',
      complete: true,
    });
  });

  it('keeps a byte order mark, as gates compare whole outputs', () => {
    expect(readWhole(fileWith('\ufeffa'), 10).text).toBe('\ufeffa');
  });
});
