// A program on a pseudo-terminal of 80x24, with the time of every byte it writes. util-linux `script` holds the
// terminal; the clock starts inside it, at a mark that the shell prints right before it becomes the program, so that
// neither `script` nor the shell is measured.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const mark = '@start@';
const endMark = '@end@';

/** The sentence that says what is missing, or undefined. */
export function terminalMissing() {
  return spawnSync('script', ['--version']).status === 0
    ? undefined
    : 'bench needs a pseudo-terminal and gets it from the program `script` (util-linux, package bsdutils), which is not installed.';
}

/**
 * Starts it. `seen()` is all it wrote since the mark, `at(test, from)` resolves with the milliseconds from the mark to
 * the byte with which `test(text since from)` became true, `type` sends keys, `end` closes the terminal.
 */
export function onTerminal(command, env = {}) {
  const shell = spawn(
    'script',
    ['-qefc', `stty rows 24 cols 80; printf ${mark}; ${command}; printf ${endMark}`, '/dev/null'],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
    },
  );
  let text = '';
  let start;
  const waiting = new Set();
  const closed = new Promise((resolve) => shell.on('close', resolve));
  shell.stdout.setEncoding('utf8').on('data', (chunk) => {
    const now = performance.now();
    text += chunk;
    if (start === undefined && text.includes(mark)) {
      start = now;
      text = text.slice(text.indexOf(mark) + mark.length);
    }
    if (start !== undefined) for (const look of waiting) look(now);
  });
  return {
    seen: () => text,
    at: (test, from = 0) =>
      new Promise((resolve, reject) => {
        const look = (now) => {
          if (start === undefined || !test(text.slice(from))) return;
          waiting.delete(look);
          resolve(now - start);
        };
        waiting.add(look);
        look(performance.now());
        const fail = (why) => {
          if (waiting.delete(look))
            reject(new Error(`${why}: ${JSON.stringify(text.slice(-2000))}`));
        };
        setTimeout(fail, 120_000, 'nothing of the kind within 120 s').unref();
        void closed.then(() => fail('it ended before'));
      }),
    now: () => performance.now() - start,
    type: (keys) => shell.stdin.write(keys),
    pid: () => childOf(childOf(shell.pid)) ?? childOf(shell.pid),
    end: async () => {
      shell.kill('SIGTERM');
      await closed;
    },
    closed,
  };
}

/** Milliseconds that a command takes from its start to its end, on the same terminal. */
export async function timeToEnd(command) {
  const terminal = onTerminal(command);
  const taken = await terminal.at((text) => text.includes(endMark));
  await terminal.closed;
  return taken;
}

/** The program's own pid: the shell of `script` waits for it. */
function childOf(pid) {
  if (pid === undefined) return undefined;
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return child ? Number(child) : undefined;
}

/** The most memory that a process has held, in megabytes. */
export function peakMegabytes(pid) {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line[1]) / 1024;
}

const enterScreen = '\x1b[?1049h';

/** Whether a whole first frame of the program's own screen stands, below the picture that was painted at once. */
export function hasFrame(text) {
  const parts = text.split(enterScreen);
  return (
    parts.length > 2 &&
    parts
      .at(-1)
      .replace(/\x1b\[[\d;?]*[A-Za-z]/g, '')
      .trim().length > 100
  );
}
