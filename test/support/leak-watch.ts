import { readFileSync, readdirSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Material } from './canaries.ts';
import { sampleProcesses } from './process-sampler.ts';
import type { TmuxPane } from './tmux.ts';

export interface LeakWatchOptions {
  readonly pane: TmuxPane;
  /** What the pane is sent is written down in this file, byte for byte. */
  readonly terminal: string;
  /** Folders that files stand in for a moment; each look at the processes is a look at these too. */
  readonly fleeting: readonly string[];
}

/** Looks at all that a secret might be seen in while it is handled. */
export interface LeakWatch {
  /** Looks at the pane now and keeps what it shows: for what is there only as long as the test wants it. */
  look(): Promise<void>;
  /** Ends it. What was seen of processes and of the pane, each frame once. */
  ends(): Promise<readonly Material[]>;
  /** Gives it up, when the test has failed before its end. */
  kill(): void;
}

export async function watchForLeaks(options: LeakWatchOptions): Promise<LeakWatch> {
  const { pane, terminal, fleeting } = options;
  const sampler = await sampleProcesses(fleeting);
  await pane.tmux('pipe-pane', '-t', 'main', `cat >>'${terminal}'`);
  const frames = new Set<string>();
  let isOver = false;
  const look = async (): Promise<void> => {
    // The history, the screen that is shown, and the one behind it while an application has its own.
    for (const words of [
      ['-S', '-'],
      ['-a', '-q'],
    ])
      frames.add(await pane.tmux('capture-pane', '-p', ...words, '-t', 'main'));
  };
  const looking = (async () => {
    while (!isOver) {
      await look();
      await pause(100);
    }
  })();
  return {
    look,
    async ends() {
      isOver = true;
      await looking;
      await look();
      const { seen, sweeps } = await sampler.ends();
      if (sweeps < 5) throw new Error(`The processes were looked at ${sweeps} times only.`);
      const material = (where: string, text: string): Material => ({
        where,
        bytes: Buffer.from(text),
      });
      return [
        { where: 'words and environments of processes', bytes: seen },
        material('frames of the pane', [...frames].join('\n')),
        material('buffers of tmux', await buffersOf(pane)),
      ];
    },
    kill() {
      isOver = true;
      looking.catch(() => undefined);
      sampler.kill();
    },
  };
}

async function buffersOf(pane: TmuxPane): Promise<string> {
  const names = (await pane.tmux('list-buffers', '-F', '#{buffer_name}'))
    .split('\n')
    .filter(Boolean);
  const shown = await Promise.all(names.map((name) => pane.tmux('show-buffer', '-b', name)));
  return shown.join('\n');
}

/**
 * Every file below a folder, its name among its bytes. `since`: only what was written since then, milliseconds since
 * the epoch. What is kept on purpose is named in `but`, by whole path.
 */
export function filesBelow(
  folder: string,
  { since = 0, but = [] }: { readonly since?: number; readonly but?: readonly string[] } = {},
): readonly Material[] {
  return entriesOf(folder).flatMap((name): readonly Material[] => {
    const path = join(folder, name);
    if (but.includes(path)) return [];
    const facts = lstatSync(path, { throwIfNoEntry: false });
    if (facts?.isDirectory() === true) return filesBelow(path, { since, but });
    if (facts?.isFile() !== true || facts.mtimeMs < since || facts.size > LARGEST) return [];
    return [{ where: path, bytes: Buffer.concat([Buffer.from(`${name}\n`), contentOf(path)]) }];
  });
}

/** No file of handrail's is anywhere near. Bytes. */
const LARGEST = 64 * 1024 * 1024;

/**
 * What was made in a folder that others use as well, since then: new entries with all they hold. The clock of a
 * file system may be behind: a second more is looked at.
 */
export function newIn(
  folder: string,
  since: number,
  { pattern = /^/, but = [] }: { readonly pattern?: RegExp; readonly but?: readonly string[] } = {},
): readonly Material[] {
  const from = since - 1000;
  return entriesOf(folder)
    .filter((name) => pattern.test(name))
    .flatMap((name) => {
      const path = join(folder, name);
      const facts = lstatSync(path, { throwIfNoEntry: false });
      if (facts === undefined) return [];
      if (facts.isDirectory()) return filesBelow(path, { since: from, but });
      return facts.mtimeMs < from || !facts.isFile() || facts.size > LARGEST
        ? []
        : [{ where: path, bytes: contentOf(path) }];
    });
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
