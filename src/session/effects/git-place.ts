import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { GitPlace } from '../events.ts';
import { programStarter } from './start-program.ts';

/** Nobody waits longer for git than this at the start of a walk, milliseconds. */
const atMost = 1500;

/**
 * What git says of a document where it lies: the commit that is checked out, and whether that holds the file as it is.
 * Undefined where there is no git, no work tree, no commit, a work tree that git does not trust, or no answer in time.
 * Nothing is written, nobody is asked, no hook and no file system monitor is run, and nothing goes over the network.
 */
export async function gitPlace(file: string): Promise<GitPlace | undefined> {
  const place = placeOf(file);
  if (place === undefined) return undefined;
  try {
    const execa = await programStarter();
    const { exitCode, stdout } = await execa(
      'git',
      [
        ...['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'],
        ...['status', '--porcelain=v2', '--branch', '--ignored', '--untracked-files=all'],
        ...['--ignore-submodules=all', '--', `:(literal)${place.name}`],
      ],
      {
        cwd: place.folder,
        env: {
          ...plainEnvironment(),
          GIT_OPTIONAL_LOCKS: '0',
          GIT_TERMINAL_PROMPT: '0',
          LC_ALL: 'C',
        },
        extendEnv: false,
        stdin: 'ignore',
        stderr: 'ignore',
        reject: false,
        timeout: atMost,
        maxBuffer: 64 * 1024,
      },
    );
    return exitCode === 0 ? readStatus(stdout) : undefined;
  } catch {
    return undefined;
  }
}

/** What `git status --porcelain=v2 --branch` says of one file; undefined before the first commit. */
export function readStatus(text: string): GitPlace | undefined {
  const lines = text.split('\n').filter((line) => line !== '');
  const said = (name: string) =>
    lines.find((line) => line.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length);
  const commit = said('oid');
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) return undefined;
  const branch = said('head');
  return {
    commit,
    // A line of its own for each state but the one of the commit: changed, not tracked, ignored.
    clean: lines.every((line) => line.startsWith('#')),
    ...(branch === undefined || branch === '(detached)' ? {} : { branch }),
  };
}

/** Where the file itself lies, when a folder above it is a work tree: git is not even asked elsewhere. */
function placeOf(file: string): { readonly folder: string; readonly name: string } | undefined {
  try {
    const real = realpathSync(file);
    const folder = dirname(real);
    for (let at = folder; ; at = dirname(at)) {
      if (existsSync(join(at, '.git'))) return { folder, name: `./${basename(real)}` };
      if (dirname(at) === at) return undefined;
    }
  } catch {
    return undefined;
  }
}

/** Where it lies is found from the file, whatever a shell inside another repository has set. */
function plainEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name.startsWith('GIT_') ? [] : [[name, value] as const],
    ),
  );
}
