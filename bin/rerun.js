// What execve would do, had an old Node got it: the same program on another Node, with our terminal, our signals and our
// end. Used only where the system's Node is too old.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isatty } from 'node:tty';

/** The binary of the `node` package, wherever npm put that package; undefined when it is not there or not executable. */
export function ownNode() {
  try {
    // Resolved, not joined: beside us in a checkout, further up where handrail is itself a dependency.
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const binary = join(folder, 'bin', 'node');
    accessSync(binary, constants.X_OK);
    return binary;
  } catch {
    return undefined;
  }
}

/**
 * Runs it and ends as it ends: with its exit status, or by its signal. Rejects when it can not be started.
 * `paint` puts the picture on the screen that the new one takes over.
 */
export function rerun(node, args, paint) {
  let child;
  const forward = (signal) => child?.kill(signal);
  const ignore = () => undefined;
  // A terminal sends Ctrl-C and Ctrl-\ to the child as well; sent on, they would count twice there.
  const fromTerminal = [0, 1, 2].some((descriptor) => isatty(descriptor)) ? ignore : forward;
  for (const signal of ['SIGINT', 'SIGQUIT']) process.on(signal, fromTerminal);
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGUSR2']) process.on(signal, forward);

  const { painted, undo } = paint();
  const env = { ...process.env, HANDRAIL_LAUNCHER: String(process.pid) };
  if (painted) env.HANDRAIL_FIRST_PAINT = 'done';
  return new Promise((resolve, reject) => {
    // The fourth descriptor tells the child when we are gone, even by kill -9 (followLauncher in handrail.js).
    child = spawn(node, args, { stdio: ['inherit', 'inherit', 'inherit', 'pipe'], env });
    child.stdio[3]?.on('error', ignore);
    child.on('error', (error) => {
      undo();
      reject(error);
    });
    child.on('exit', (status, signal) => {
      if (signal === null) process.exit(status);
      if (painted && !restoredByItself.includes(signal)) restoreTerminal();
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
      resolve();
    });
  });
}

const restoredByItself = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Killed, the child had no chance to leave the full screen and raw mode; from outside it can be done for it. */
function restoreTerminal() {
  spawnSync('stty', ['sane'], { stdio: ['inherit', 'ignore', 'ignore'] });
  try {
    writeSync(1, '\x1b[?2004l\x1b[?25h\x1b[?1049l');
  } catch {
    // The terminal is gone too.
  }
}
