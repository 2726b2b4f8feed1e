// Starts the wrapper of the attempt folder it is given with a pipe to its input, prints `started`, and never
// writes to it. It is there to be killed.
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { wrapperWords } from '../../../../src/session/effects/wrapper.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('a folder is needed');
const output = (name: string) => openSync(join(folder, name), 'a');
spawn('bash', wrapperWords(folder, 1024 ** 3), {
  stdio: ['pipe', output('stdout'), output('stderr')],
  detached: true,
});
process.stdout.write('started\n');
setInterval(() => undefined, 60_000);
