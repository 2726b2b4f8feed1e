// Takes the lock of the folder it is given, says so, and holds it until it is killed.
import { holdLock } from '../../../../src/session/effects/lock.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('a folder is needed');
const lock = holdLock(folder, { now: Date.now });
process.stdout.write(`${lock.type}\n`);
setInterval(() => undefined, 60_000);
