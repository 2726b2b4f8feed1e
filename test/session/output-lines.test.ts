import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collapseReturns, lastLines } from '../../src/session/output-lines.ts';
import { escapeVectors } from './support/escape-vectors.ts';

const size = { rows: 3, columns: 10 };

describe('the last lines of an output', () => {
  it('are none of nothing', () => {
    expect(lastLines('', size)).toEqual([]);
  });

  it('are all lines when there are few, and the last ones when there are many', () => {
    expect(lastLines('one', size)).toEqual(['one']);
    expect(lastLines('one\ntwo\n', size)).toEqual(['one', 'two']);
    expect(lastLines('one\ntwo\nthree\nfour\n', size)).toEqual(['two', 'three', 'four']);
    expect(lastLines('one\n', { ...size, rows: 0 })).toEqual([]);
  });

  it('keep empty lines, but a line feed at the end starts none', () => {
    expect(lastLines('\n', size)).toEqual(['']);
    expect(lastLines('a\n\n', size)).toEqual(['a', '']);
    expect(lastLines('\n\nb', size)).toEqual(['', '', 'b']);
  });

  it('show a progress line as it last looked', () => {
    expect(lastLines('10%\r20%\r30%', size)).toEqual(['30%']);
    expect(lastLines('10%\r20%\r', size)).toEqual(['20%']);
    expect(lastLines('10%\r100%\ndone\r\n', size)).toEqual(['100%', 'done']);
    expect(lastLines('\r\r\n', size)).toEqual(['']);
  });

  it('spread tabs to the stops of eight', () => {
    expect(lastLines('a\tb\n\tc\n12345678\td', size)).toEqual([
      'a       b',
      '        c',
      '12345678        d',
    ]);
  });

  it('cut a line that never ends, between characters', () => {
    const [line = ''] = lastLines('😀'.repeat(1_000_000), size);
    expect(Array.from(line)).toHaveLength(40);
    expect(line).toBe(`${'😀'.repeat(39)}…`);
    expect(lastLines('x'.repeat(40), size)).toEqual(['x'.repeat(40)]);
  });

  it('find the text of a line among its escapes', () => {
    const text = Array.from('0123456789', (digit) => `\x1b[38;5;200m${digit}\x1b[0m`).join('');
    expect(lastLines(text, size)).toEqual(['0123456789']);
  });

  it.each(escapeVectors)('are safe when a program $name', ({ bytes }) => {
    const text = new TextDecoder().decode(bytes);
    for (const line of lastLines(text.repeat(5), { rows: 10, columns: 80 })) {
      expect(line).not.toMatch(/[\0-\x1f\x7f-\x9f\u202e]/);
    }
  });

  it('are never more or longer than asked for, of any text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\t', '\x1b', '[', '日') });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (given, rows, columns) => {
          const lines = lastLines(given, { rows, columns });
          expect(lines.length).toBeLessThanOrEqual(rows);
          for (const line of lines)
            expect(Array.from(line).length).toBeLessThanOrEqual(columns * 4);
          if (given !== '' && given.split('\n').length <= rows) {
            expect(lines).toHaveLength(given.replace(/\n$/, '').split('\n').length);
          }
        },
      ),
    );
  });
});

it('a whole output has its progress lines collapsed', () => {
  expect(collapseReturns('a\r\n10%\r20%\r\nb')).toBe('a\n20%\nb');
  expect(collapseReturns('plain\n')).toBe('plain\n');
});
