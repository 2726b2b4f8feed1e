import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createSimulatedRunner } from '../../src/cli/simulated-runner.ts';
import { createWorld, saveWorld } from '../../src/cloud/index.ts';
import type { World } from '../../src/cloud/world.ts';
import { readEnvironmentChange } from '../../src/session/effects/environment-file.ts';
import type { Command } from '../../src/steps/command.ts';
import { commandFor } from '../session/effects/support/command-for.ts';

function walkIn(first: World) {
  let world = first;
  const attempts = mkdtempSync(join(tmpdir(), 'handrail-simulated-'));
  onTestFinished(() => rmSync(attempts, { recursive: true, force: true }));
  let number = 0;
  return {
    run: async (script: string, over: Partial<Command> = {}) => {
      number += 1;
      const folder = join(attempts, String(number));
      const runner = createSimulatedRunner(world, () => undefined);
      const command: Command = { ...commandFor(script), environment: 'carried', ...over };
      await (
        await runner.start(command, folder)
      ).ended;
      const text = (name: string) => readFileSync(join(folder, name), 'utf8');
      return { out: text('stdout'), err: text('stderr'), change: readEnvironmentChange(folder) };
    },
    resume: async () => {
      world = await createWorld({ saved: saveWorld(world) });
    },
  };
}

it('carries what a simulated block sets into the next one, over a resume too', async () => {
  const { run, resume } = walkIn(await createWorld({ seed: 7 }));
  const uses = [{ name: 'project', value: 'p', from: 'literal' }] as const;
  const first = await run("project='p'\nA=1; export B='x y'; unset LANG; mkdir -p work; cd work", {
    uses,
  });
  expect(first.change).toMatchObject({ set: ['A', 'B'], changed: [], unset: ['LANG'] });
  expect(first.change).toMatchObject({ folder: expect.stringMatching(/\/work$/) as string });
  await resume();
  const { out, change } = await run('echo "$A $B ${LANG-none} ${project-none}"; pwd; A=2');
  expect(out).toMatch(/^1 x y none none\n\/.*\/work\n$/);
  expect(change).toMatchObject({ set: [], changed: ['A'], unset: [], folder: undefined });
  // A look of a poll leaves nothing.
  await run('A=3', { environment: 'read' });
  expect((await run('echo "$A"')).out).toBe('2\n');
});

it('starts a scope clean', async () => {
  const { run } = walkIn(await createWorld({ seed: 7 }));
  await run('A=1; export OS_PROJECT_ID=2; cd /');
  const { out, change } = await run(
    'echo "${A-none} ${OS_PROJECT_ID-none} ${OS_AUTH_URL-none} $PWD $HOME"; B=1',
    {
      environment: 'clean',
    },
  );
  expect(out).toMatch(/^none none none (\/\S+) \1\n$/);
  expect(change).toBeUndefined();
  expect((await run('echo "$OS_PROJECT_ID ${B-none}"')).out).toBe('2 none\n');
});

it('says when the folder that was left is gone', async () => {
  const { run } = walkIn(await createWorld({ seed: 7 }));
  await run('mkdir gone; cd gone; rmdir ../gone');
  const { out, err } = await run('pwd');
  expect(out).not.toContain('gone');
  expect(err).toMatch(/^handrail: the folder \S+\/gone that an earlier block left is gone; /);
});
