import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readJournal } from '../../../src/session/effects/journal-reader.ts';
import { canRunTypeScript, killHard, startProgram } from './support/node-program.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const kills = 15;

it.runIf(canRunTypeScript)(
  `no event that was acknowledged is lost when handrail is killed ${kills} times`,
  { timeout: 120_000 },
  async () => {
    const file = join(temporaryFolder(), 'journal.jsonl');
    let acknowledged = 0;
    for (let round = 1; round <= kills; round += 1) {
      const writer = startProgram('append-events.ts', [file]);
      const aim = acknowledged + 5 + ((round * 37) % 90);
      let printed = '';
      let isKilled = false;
      for await (const chunk of writer.stdout ?? []) {
        printed += String(chunk);
        if (isKilled || lastNumber(printed) < aim) continue;
        isKilled = true;
        void killHard(writer);
      }
      acknowledged = lastNumber(printed);
      expect(acknowledged).toBeGreaterThanOrEqual(aim);
      const reading = readJournal(file);
      if (reading.type === 'refused') throw new Error(reading.problem);
      expect(reading.events.length).toBeGreaterThanOrEqual(acknowledged);
      // One may have been on the disk already and its number not printed any more.
      expect(reading.events.length).toBeLessThanOrEqual(acknowledged + 1);
    }
  },
);

/** The last number whose line is complete. */
function lastNumber(printed: string): number {
  return Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1));
}
