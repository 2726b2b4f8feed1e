import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readItFirst } from '../../src/screens/guard.ts';
import { builtHandrail } from './built.ts';

const run = promisify(execFile);

/** Whether this machine has tmux; without it journeys in a real terminal are skipped. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

export interface TmuxOptions {
  /** Program and arguments, or one line for the shell of the pane. */
  readonly command: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the pane stays when the program has ended, so that what it left can be read. Default: yes. */
  readonly remain?: boolean;
}

/** A real terminal with one program in it, on a tmux server of its own. */
export interface TmuxPane {
  /**
   * Sends keys by tmux's names: `Enter`, `Down`, `C-c`, `q`. All in one write, none while a screen asks to be read
   * first, and no second Enter faster than a hand.
   */
  keys(...names: readonly string[]): Promise<void>;
  /** Sends text as it stands, in one write; as `keys` does, not ahead of what is to be read first. */
  text(text: string): Promise<void>;
  /** Sends text through tmux's paste buffer, bracketed when the program asked for that. */
  paste(text: string): Promise<void>;
  /**
   * The same with what must stand in no argument: it goes to tmux on standard input, and the buffer is deleted. `typed`:
   * as keys in one burst, not as a paste.
   */
  pasteUnseen(text: string, how?: 'pasted' | 'typed'): Promise<void>;
  /** Waits until the pane shows it; fails with what it shows. */
  sees(text: string | RegExp, timeout?: number): Promise<string>;
  /** Waits until a condition on the pane's text holds. */
  until(
    holds: (frame: string) => boolean,
    what: string | (() => string),
    timeout?: number,
  ): Promise<string>;
  frame(): Promise<string>;
  /** With colours and attributes as escape sequences. */
  colouredFrame(): Promise<string>;
  /** Everything in the pane's history too. */
  history(): Promise<string>;
  resize(columns: number, rows: number): Promise<void>;
  /** A tmux format, such as `#{alternate_on}`. */
  value(format: string): Promise<string>;
  /** Process id of the pane's main process. */
  pid(): Promise<number>;
  /** Any other tmux command on this server. */
  tmux(...words: readonly string[]): Promise<string>;
  /** Ends the server and all in it. */
  close(): Promise<void>;
}

/** No hand presses Enter twice in less than this; what does is a key held down, and is not taken. Milliseconds. */
const handSpeed = 200;

/** Starts a program in a tmux of its own. Close it at the end of the test. */
export async function startInTmux(options: TmuxOptions): Promise<TmuxPane> {
  const socket = `handrail-test-${randomUUID()}`;
  // One client and nothing of the operator's own settings.
  const tmux = async (...words: readonly string[]): Promise<string> => {
    const { stdout } = await run('tmux', ['-L', socket, '-f', '/dev/null', ...words], {
      env: { ...process.env, LANG: 'C.UTF-8', ...options.env, TMUX: '' },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  };
  const size = ['-x', String(options.columns ?? 80), '-y', String(options.rows ?? 24)];
  const env = Object.entries(options.env ?? {}).flatMap(([name, value]) => [
    '-e',
    `${name}=${value}`,
  ]);
  const cwd = options.cwd === undefined ? [] : ['-c', options.cwd];
  const start = ['-u', 'new-session', '-d', '-s', 'main', ...size, ...cwd, ...env];
  // The pane waits for the option to be set, so that a program that ends at once is still there to be read.
  await tmux(...start, 'sleep 600');
  if (options.remain !== false) await tmux('set-option', '-g', 'remain-on-exit', 'on');
  await tmux('set-option', '-g', 'escape-time', '0');
  await tmux('set-option', '-g', 'window-size', 'manual');
  await tmux('respawn-pane', '-k', ...cwd, ...env, '-t', 'main', ...options.command);

  const isRead = () =>
    pane.until((frame) => !frame.includes(readItFirst), 'have read a confirmation');
  let entered = Number.NEGATIVE_INFINITY;
  const asAHand = async (): Promise<void> => {
    const early = entered + handSpeed - performance.now();
    if (early > 0) await pause(early);
    entered = performance.now();
  };
  const pane: TmuxPane = {
    keys: async (...names) => {
      await isRead();
      if (names.includes('Enter')) await asAHand();
      await tmux('send-keys', '-t', 'main', ...names);
    },
    text: async (text) => {
      await isRead();
      await tmux('send-keys', '-t', 'main', '-l', text);
    },
    paste: async (text) => {
      await tmux('set-buffer', '-b', 'test', text);
      await tmux('paste-buffer', '-p', '-b', 'test', '-t', 'main');
    },
    async pasteUnseen(text, how = 'pasted') {
      await isRead();
      const loading = run('tmux', ['-L', socket, 'load-buffer', '-b', 'unseen', '-'], {
        env: { ...process.env, TMUX: '' },
      });
      loading.child.stdin?.end(text);
      await loading;
      const bracketed = how === 'pasted' ? ['-p'] : [];
      await tmux('paste-buffer', ...bracketed, '-d', '-b', 'unseen', '-t', 'main');
    },
    sees: (text, timeout) =>
      pane.until(
        (frame) => (typeof text === 'string' ? frame.includes(text) : text.test(frame)),
        `see ${String(text)}`,
        timeout,
      ),
    async until(holds, what, timeout = 15_000) {
      const end = Date.now() + timeout;
      for (;;) {
        const frame = await pane.frame();
        if (holds(frame)) return frame;
        if (Date.now() > end)
          throw new Error(
            `waited ${timeout} ms to ${typeof what === 'string' ? what : what()}; the pane shows:\n${frame}`,
          );
        // Each look is a process of its own: without a breath they slow down what they wait for.
        await pause(25);
      }
    },
    frame: () => tmux('capture-pane', '-p', '-t', 'main'),
    colouredFrame: () => tmux('capture-pane', '-e', '-p', '-t', 'main'),
    history: () => tmux('capture-pane', '-p', '-S', '-', '-t', 'main'),
    resize: async (columns, rows) =>
      void (await tmux('resize-window', '-t', 'main', '-x', String(columns), '-y', String(rows))),
    value: async (format) => (await tmux('display-message', '-p', '-t', 'main', format)).trim(),
    pid: async () => Number(await pane.value('#{pane_pid}')),
    tmux,
    close: async () => {
      // tmux leaves its socket behind.
      const path = await pane.value('#{socket_path}').catch(() => undefined);
      await tmux('kill-server').catch(() => undefined);
      if (path !== undefined) await rm(path, { force: true });
    },
  };
  return pane;
}

/** Starts the program as the sources are now. */
export function startHandrail(
  words: readonly string[],
  options: Omit<TmuxOptions, 'command'> = {},
): Promise<TmuxPane> {
  return startInTmux({ ...options, command: [process.execPath, builtHandrail(), ...words] });
}
