import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourcesAreHere, sourcesFolder, wordRuns } from './phase-07-document.ts';
import { phase08, phase08Blocks, phase08Text } from './phase-08-document.ts';

describe('the words of phase 08', () => {
  it('are ASCII, in lines that a terminal of 110 columns shows whole, but for a hash', () => {
    const tooMuch = phase08Text()
      .split('\n')
      .filter(
        (line) => (line.length > 110 && !/ [0-9a-f]{128}$/.test(line)) || /[^ -~]/.test(line),
      );
    expect(tooMuch).toEqual([]);
  });

  it('hold no value that they call dead in a command or in a literal', () => {
    const dead = phase08.dead.map(({ value }) => value);
    expect(dead).toEqual(['10.12.7.40', '10.12.4.76']);
    const texts = [
      ...phase08Blocks.map(({ text }) => text),
      ...phase08.literals.map(({ value }) => value),
    ];
    expect(texts.filter((text) => dead.some((value) => text.includes(value)))).toEqual([]);
  });

  it('hold no id and no address that changes with a rebuild in a command', () => {
    const fixed = /\b[0-9a-f]{32}\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b10\.12\.7\.\d+/;
    expect(phase08Blocks.filter(({ text }) => fixed.test(text)).map(({ id }) => id)).toEqual([]);
  });

  it.skipIf(!sourcesAreHere)('are our own: no eight in a row stand in a source document', () => {
    const ours = wordRuns(phase08Text(), 8);
    for (const name of readdirSync(sourcesFolder)) {
      const theirs = wordRuns(readFileSync(join(sourcesFolder, name), 'utf8'), 8);
      expect([...ours].filter((run) => theirs.has(run))).toEqual([]);
    }
  });
});
