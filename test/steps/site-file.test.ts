import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSiteFile } from '../../src/steps/site-file.ts';

const read = (text: string | Uint8Array) =>
  readSiteFile(typeof text === 'string' ? new TextEncoder().encode(text) : text);
function said(text: string | Uint8Array): readonly string[] {
  const reading = read(text);
  return reading.type === 'read'
    ? []
    : reading.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

describe('a site file', () => {
  it('says a name, an order, values as they are written, and what is dead', () => {
    expect(
      read(
        '# c\nname: region one\nrunbooks:\n  - phase-02\n  - ./a.md\nliterals:\n  ver: 1.10\n  no: no\n' +
          '  nil: null\n  date: 2026-01-02\n  q: "a: b # c"\n  Ünicode: x\n',
      ),
    ).toMatchObject({ type: 'refused' });
    const reading = read(
      'name: région\nrunbooks:\n  - phase-02\n  - ./a.md\nliterals:\n  ver: 1.10\n  no: no\n' +
        '  nil: null\n  date: 2026-01-02\n  q: "a: b # c"\n  hex: 0x10\ndead:\n  192.0.2.1: is old\n  old-name: retired\n',
    );
    expect(reading).toEqual({
      type: 'read',
      site: {
        name: 'région',
        runbooks: [
          { name: 'phase-02', line: 3, column: 5 },
          { name: './a.md', line: 4, column: 5 },
        ],
        literals: {
          ver: { value: '1.10', line: 6, column: 8 },
          no: { value: 'no', line: 7, column: 7 },
          nil: { value: 'null', line: 8, column: 8 },
          date: { value: '2026-01-02', line: 9, column: 9 },
          q: { value: 'a: b # c', line: 10, column: 6 },
          hex: { value: '0x10', line: 11, column: 8 },
        },
        dead: [
          { line: 13, value: '192.0.2.1', why: 'is old' },
          { line: 14, value: 'old-name', why: 'was given up: retired' },
        ],
      },
    });
  });

  it.each([
    '',
    '\n',
    '# nothing\n',
    '---\n',
    '{}',
    'runbooks:\nliterals:\n# a: b\ndead:\n',
    '\uFEFFname: x\n',
  ])('may say nothing: %j', (text) => {
    expect(said(text)).toEqual([]);
  });

  it.each([
    ['literal:\n  a: 1\n', ['1:1: literal is no known key; nearest is literals']],
    ['Name: x\n', ['1:1: Name is no known key; nearest is name']],
    ['colour: x\n', ['1:1: colour is no known key; there are name, runbooks, literals, dead']],
    [
      '- a\n',
      ['1:1: the file has to be a map with the keys name, runbooks, literals, dead, and is a list'],
    ],
    [
      'just words\n',
      ['1:1: the file has to be a map with the keys name, runbooks, literals, dead, and is a text'],
    ],
    [
      'literals: [a]\n',
      ['1:11: literals has to be a map from the names of literals to their values, and is a list'],
    ],
    [
      'runbooks: a\n',
      [
        '1:11: runbooks has to be a list of built-in ids and paths, in the order of the walk, and is a text',
      ],
    ],
    ['runbooks:\n  - a: b\n', ['2:5: runbooks[1] has to be a built-in id or a path, and is a map']],
    ['literals:\n  a: {b: c}\n', ['2:6: literals.a has to be a value on one line, and is a map']],
    ['literals:\n  a:\n', ['2:5: literals.a is empty; give it a value, or take the line out']],
    ['literals:\n  a: ""\n', ['2:6: literals.a is empty; give it a value, or take the line out']],
    [
      'literals:\n  a: |\n    x\n    y\n',
      ['2:6: literals.a has to be one line without control characters'],
    ],
    [
      'literals:\n  a: "\\e[31m"\n',
      ['2:6: literals.a has to be one line without control characters'],
    ],
    [
      'literals:\n  1a: b\n',
      ['2:3: literals.1a can not name a literal: a letter, then letters, digits, _ and -'],
    ],
    ['literals:\n  ? [a]\n  : b\n', ['2:5: literals has a key that is no text']],
    [
      'dead:\n  abc: is short\n',
      ['2:3: dead.abc is too short for a dead value: 4 characters at least'],
    ],
    ['name: x\nname: y\n', ['2:1: the file has the same key twice; keep one of them']],
    ['literals:\n\ta: b\n', ['2:1: the file is indented with a tab; YAML takes blanks only']],
    ['name: a\n---\nname: b\n', ['2:1: the file begins a second document; one is read']],
    [
      'name: !!binary aGk=\n',
      ['1:16: name has a tag (!...), which is not taken; write plain text'],
    ],
    [
      'name: &a x\nliterals:\n  a: *a\n',
      ['3:6: literals.a refers to another place; write the value out here'],
    ],
    [
      'literals:\n  <<: {a: b}\n',
      ['2:3: literals.<< can not name a literal: a letter, then letters, digits, _ and -'],
    ],
  ])('is refused with line, column and keys: %j', (text, problems) => {
    expect(said(text)).toEqual(problems);
  });

  it('is told of everything at once', () => {
    expect(
      said('nam: x\nliterals:\n  a: []\n  2: c\nruns:\n  - a\n').map((one) => one.slice(0, 3)),
    ).toEqual([...['1:1', '3:6', '4:3', '5:1']]);
  });

  it.each([
    [
      'latin-1',
      Buffer.from('name: x\nliterals:\n  a: caf\xe9\n', 'latin1'),
      '3:9: the file is not UTF-8; save it as UTF-8',
    ],
    ['UTF-16', Buffer.from('name: x\n', 'utf16le'), /^1:\d+: the file /],
    [
      'a binary',
      Buffer.from([0xff, 0xfe, 0, 1, 2, 3]),
      '1:1: the file is not UTF-8; save it as UTF-8',
    ],
  ])('is no text in %s', (_, bytes, problem) => {
    expect(said(bytes)[0]).toMatch(problem);
  });

  it('is no document that only wants to be deep or to grow', () => {
    expect(said('['.repeat(20_000)).length).toBeGreaterThan(0);
    const laughs = `a: &a [x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *${n === 0 ? 'a' : `b${n - 1}`}]`).join('\n')}\n`;
    expect(said(laughs).length).toBeGreaterThan(0);
  });

  it('never throws, whatever the bytes', () => {
    const piece = fc.constantFrom(
      ...[
        'name',
        'literals',
        'dead',
        ':',
        ' ',
        '\n',
        '  ',
        '-',
        '\t',
        '"',
        "'",
        '[',
        ']',
        '{',
        '}',
        '&a',
        '*a',
      ],
      ...['!!', '|', '>', '#', '?', '%', '---', 'x', '\u0000', 'é', '<<'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const reading = read(pieces.join(''));
        if (reading.type === 'refused') expect(reading.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(['read', 'refused']).toContain(read(bytes).type);
      }),
    );
  });
});
