import { closeSync, fstatSync, openSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startOnPseudoTerminal } from '../../../src/session/effects/pseudo-terminal.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

it('types into no other file when the program let go of its terminal and goes on', async () => {
  const folder = temporaryFolder();
  const pty = await startOnPseudoTerminal({
    words: ['-c', 'trap "" HUP; exec sleep 60 </dev/null >/dev/null 2>&1'],
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '' },
  });
  onTestFinished(async () => {
    process.kill(pty.pid, 'SIGKILL');
    await pty.ended;
  });
  pty.onSaid(() => undefined);
  const files: number[] = [];
  onTestFinished(() => files.forEach((file) => closeSync(file)));
  // It is let go of when the number of its descriptor is there to be had again.
  const own = await numberGone();
  for (let file = -1; file < own; files.push(file))
    file = openSync(join(folder, `file-${files.length}`), 'w');
  expect(pty.type(Buffer.from('canary'))).toBe(false);
  expect(await pty.echoes()).toBeUndefined();
  expect(files.map((file) => fstatSync(file).size)).toEqual(files.map(() => 0));

  async function numberGone(): Promise<number> {
    const open = openNumbers();
    for (;;) {
      const gone = open.find((number) => !isTerminal(number));
      if (gone !== undefined) return gone;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
});

/** Descriptors of this process that lead to the master of a terminal. */
function openNumbers(): readonly number[] {
  return Array.from({ length: 256 }, (_, number) => number).filter(isTerminal);
}

function isTerminal(number: number): boolean {
  try {
    return readlinkSync(`/proc/self/fd/${number}`).endsWith('/ptmx');
  } catch {
    return false;
  }
}
