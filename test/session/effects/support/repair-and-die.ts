// Repairs a journal and dies just before its n-th call that changes or syncs something on disk.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [file = '', at = ''] = process.argv.slice(2);
let calls = 0;
const names = ['openSync', 'writeSync', 'fsyncSync', 'linkSync', 'renameSync', 'rmSync'] as const;
for (const name of names) {
  const real = fs[name] as (...words: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...words: unknown[]) => {
      calls += 1;
      if (armed && calls === Number(at)) process.kill(process.pid, 'SIGKILL');
      return real(...words);
    },
  });
}
let armed = false;
syncBuiltinESMExports();

const { examineJournal } = await import('../../../../src/session/effects/damaged-journal.ts');
const { nameForRest, repairJournal } =
  await import('../../../../src/session/effects/repair-journal.ts');
const damaged = examineJournal(file);
if (damaged.type !== 'damaged') throw new Error(damaged.type);
const name = nameForRest(file.slice(0, file.lastIndexOf('/')), damaged.rest);
armed = true;
calls = 0;
repairJournal(file, damaged, name, [
  {
    at: '2026-03-01T12:00:00.000Z',
    event: { type: 'journal-repaired', kept: 2, setAside: 3, file: name, unnamed: [] },
  },
]);
