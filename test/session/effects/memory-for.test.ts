import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSimulatedRunner } from '../../../src/cli/simulated-runner.ts';
import { createWorld } from '../../../src/cloud/index.ts';
import { memoryFor } from '../../../src/session/effects/memory-for.ts';
import { createBashRunner } from '../../../src/session/effects/run-block.ts';
import { commandFor } from './support/command-for.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const none = () => ({ type: 'none', why: '/dev/shm is on a disk' }) as const;
const sentence =
  'Its output may be kept in memory alone, and there is none for it: /dev/shm is on a disk; mount a tmpfs on /dev/shm, or let XDG_RUNTIME_DIR name a folder on one, and run it again.';

describe('a block whose output may be in memory alone', () => {
  it.each([
    ['bash', async () => createBashRunner({ env: process.env, cwd: '/', memory: none })],
    [
      'the simulated cloud',
      async () =>
        createSimulatedRunner(
          await createWorld({ seed: 7, faults: [], pace: async () => undefined }),
          () => undefined,
          none,
        ),
    ],
  ])('is not started by %s where there is no memory', async (_, make) => {
    const root = temporaryFolder();
    const folder = join(root, '0001');
    const runner = await make();
    const command = { ...commandFor(`touch '${root}/ran'`), sensitive: true } as const;
    const block = await runner.start(command, folder);
    expect(await block.ended).toEqual({ type: 'not-started', reason: sentence });
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(join(root, 'ran'))).toBe(false);
  });

  it('needs no memory when it is kept', () => {
    expect(memoryFor(commandFor('true'), none)).toEqual({ type: 'place', folder: undefined });
  });

  it('is refused by a runner that has none', () => {
    expect(memoryFor({ ...commandFor('true'), sensitive: true }, undefined)).toMatchObject({
      type: 'refused',
    });
  });
});
