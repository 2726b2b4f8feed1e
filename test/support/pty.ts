import { spawn, spawnSync } from 'node:child_process';

/** Whether this machine has `script` of util-linux, which brings a pseudo-terminal; without it such journeys are skipped. */
export const hasPty = /util-linux/.test(
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '',
);

export interface PtyOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** One program on a terminal of 80 by 24, by lines. */
export interface Pty {
  /** Waits until the terminal got it after what was seen last; fails with all that came. */
  sees(text: string, patience?: number): Promise<void>;
  /** Types as a person does: `\r` is Enter, `\x03` Ctrl-C, `\x04` Ctrl-D. */
  types(keys: string): void;
  /** `sees` and `types`, again and again. */
  answers(...pairs: readonly (readonly [string, string])[]): Promise<void>;
  /** All that came so far, as lines. */
  text(): string;
  /** Exit status of the program, once it has ended. */
  readonly ended: Promise<number>;
  /** Process id of `script`, the terminal's keeper: killed, the terminal is gone. */
  readonly keeper: number;
  close(): void;
}

export function startOnPty(command: readonly string[], options: PtyOptions = {}): Pty {
  const line = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const keeper = spawn('script', ['-qefc', `stty rows 24 cols 80; exec ${line}`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: options.cwd,
    env: { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...options.env },
  });
  let all = '';
  let seenTo = 0;
  const watchers = new Set<() => void>();
  keeper.stdout.setEncoding('utf8').on('data', (text: string) => {
    all += text;
    for (const look of watchers) look();
  });
  const ended = new Promise<number>((resolve) =>
    keeper.on('close', (status, signal) => resolve(status ?? (signal === null ? -1 : -2))),
  );
  const pty: Pty = {
    ended,
    keeper: keeper.pid ?? 0,
    text: () => plainText(all),
    types: (keys) => void keeper.stdin.write(keys),
    async answers(...pairs) {
      for (const [question, keys] of pairs) {
        await pty.sees(question);
        pty.types(keys);
      }
    },
    sees: (text, patience = 20_000) =>
      new Promise((resolve, reject) => {
        const done = (act: () => void) => {
          clearTimeout(timer);
          watchers.delete(look);
          act();
        };
        const failed = (why: string) => () =>
          reject(new Error(`${why} ${JSON.stringify(text)}; the terminal got:\n${pty.text()}`));
        const look = () => {
          const at = all.indexOf(text, seenTo);
          if (at === -1) return;
          seenTo = at + text.length;
          done(resolve);
        };
        const timer = setTimeout(() => done(failed('waited in vain for')), patience);
        watchers.add(look);
        look();
        void ended.then(() => done(failed('it ended without')));
      }),
    close: () => void keeper.kill('SIGKILL'),
  };
  return pty;
}

/** What a person reads: of each line what stands after readline drew it anew, without escapes. */
function plainText(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  return lines
    .map((line) =>
      line.slice(line.lastIndexOf('\x1b[1G') + 1).replace(/^\[1G|\x1b?\[\d*[ABCDGJK]/g, ''),
    )
    .join('\n');
}
