import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { phase07Text, sourcesAreHere, sourcesFolder, wordRuns } from './phase-07-document.ts';

describe('the words of phase 07', () => {
  it('are ASCII, in lines that a terminal of 110 columns shows whole', () => {
    const tooMuch = phase07Text()
      .split('\n')
      .filter((line) => line.length > 110 || /[^ -~]/.test(line));
    expect(tooMuch).toEqual([]);
  });

  it('never name the address that the conductor had before D-052 in a command', () => {
    const fences = phase07Text().match(/^```bash\n[\s\S]*?\n```$/gm) ?? [];
    expect(fences.filter((fence) => fence.includes('10.12.4.76'))).toEqual([]);
  });

  it.skipIf(!sourcesAreHere)('are our own: no eight in a row stand in a source document', () => {
    const ours = wordRuns(phase07Text(), 8);
    for (const name of readdirSync(sourcesFolder)) {
      const theirs = wordRuns(readFileSync(join(sourcesFolder, name), 'utf8'), 8);
      expect([...ours].filter((run) => theirs.has(run))).toEqual([]);
    }
  });
});
