// Appends events to the journal it is given as fast as it can, and prints the number of each once it is
// on the disk. It is there to be killed.
import { writeSync } from 'node:fs';
import { openJournal } from '../../../../src/session/effects/journal.ts';

const file = process.argv[2];
if (file === undefined) throw new Error('a file is needed');
const journal = openJournal(file, { now: Date.now });
for (;;) {
  journal.append({ type: 'note-added', text: 'x'.repeat(journal.length % 700) });
  writeSync(1, `${journal.length}\n`);
}
