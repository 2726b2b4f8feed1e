// Starts the script it is given on a terminal of its own, in the attempt folder it is given, prints the process,
// and waits. It is there to be killed while the block runs.
import { createBashRunner } from '../../../../src/session/effects/run-block.ts';
import { commandFor } from './command-for.ts';

const [folder, script] = process.argv.slice(2);
if (folder === undefined || script === undefined)
  throw new Error('a folder and a script are needed');
const runner = createBashRunner({ env: process.env, cwd: '/' });
const block = await runner.start({ ...commandFor(script), stdin: 'tty' }, folder);
process.stdout.write(`${JSON.stringify(block.process)}\n`);
await block.ended;
