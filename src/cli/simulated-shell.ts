import { join } from 'node:path';
import type { Answer, ShellOptions, World } from '../cloud/world.ts';
import { cleanEnvironment } from '../session/effects/clean-environment.ts';
import type { Command } from '../steps/command.ts';
import { writePrivate } from '../session/effects/private-file.ts';

type Left = NonNullable<Answer['left']>;

/** What a simulated block starts with. */
export interface Beginning {
  readonly options: ShellOptions;
  readonly left: Left | undefined;
  /** What is said on the block's error output before its own. */
  readonly said: string;
}

/** The environment of a block on the simulated jumphost, by the same rules as on a real one. */
export async function beginningOf(world: World, command: Command): Promise<Beginning> {
  switch (command.environment) {
    case undefined:
      return { options: {}, left: undefined, said: '' };
    case 'clean': {
      const login = await loginShell(world);
      const env = cleanEnvironment(login.env);
      return { options: { clean: true, env, cwd: login.cwd }, left: undefined, said: '' };
    }
    case 'carried':
    case 'read': {
      const left = world.carried ?? (await loginShell(world));
      const options = { clean: true, env: left.env, cwd: left.cwd };
      if (isThere(world, left.cwd)) return { options, left, said: '' };
      const { cwd } = await loginShell(world);
      const said = `handrail: the folder ${left.cwd} that an earlier block left is gone; this block starts in ${cwd}.\n`;
      return { options: { ...options, cwd }, left, said };
    }
  }
}

/** Keeps what a block left for the next one, and says names in the attempt's folder as the wrapper of a real block does. */
export function carryOn(
  world: World,
  command: Command,
  begun: Beginning,
  ended: Left | undefined,
  folder: string,
): void {
  // After `exit` the simulated shell can not say what it held: the next block begins as this one did.
  if (command.environment !== 'carried' || begun.left === undefined || ended === undefined) return;
  const own = new Set(command.uses.map(({ name }) => name));
  const before = begun.left.env;
  const env = Object.fromEntries([
    ...Object.entries(ended.env).filter(([name]) => !own.has(name)),
    ...Object.entries(before).filter(([name]) => own.has(name)),
  ]);
  world.carried = { env, cwd: ended.cwd };
  const told = [
    ...Object.keys(env)
      .filter((name) => env[name] !== before[name])
      .map((name) => `${name in before ? 'changed' : 'set'} ${name}`),
    ...Object.keys(before)
      .filter((name) => !(name in env))
      .map((name) => `unset ${name}`),
    ...(ended.cwd === begun.left.cwd ? [] : [`folder ${ended.cwd}`]),
  ];
  const records = ['left', ...told].map((record) => `${record}\0`).join('');
  writePrivate(join(folder, 'environment'), records);
}

async function loginShell(world: World): Promise<Left> {
  const { left } = await world.exec('jumphost', 'true');
  return left ?? { env: {}, cwd: '/' };
}

function isThere(world: World, folder: string): boolean {
  return world.hosts.get('jumphost')?.files.status(folder) !== undefined;
}
