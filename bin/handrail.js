#!/usr/bin/env node
// The door: plain JavaScript that an old Node reads too, so that a Node that is too old ends in a re-run or in one
// sentence and never in a syntax error. The program itself is dist/main.js, bundled from src/cli/main.ts.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { paintFirstFrame } from './first-paint.js';

/** Ink 8 and execa 10 need it. */
const oldestNode = 22;

/** Milliseconds after which all that the first screens need has been loaded. */
const cacheAfter = 4000;

/** chalk knows FORCE_COLOR only; https://no-color.org counts NO_COLOR when it is set to anything but nothing. */
if (process.env.NO_COLOR || process.argv.includes('--no-color')) process.env.FORCE_COLOR = '0';

const main = new URL('../dist/main.js', import.meta.url);
if (!existsSync(main))
  stop('its bundle dist/main.js is missing; build it in its folder with: npm ci');
else if (Number.parseInt(process.versions.node, 10) >= oldestNode) await run();
else await runOnOwnNode();

async function run() {
  keepCompiledCode();
  await followLauncher();
  const paint = paintFirstFrame(process.argv.slice(2));
  try {
    await import(main);
  } catch (error) {
    paint.undo();
    stop(`its bundle could not be started (${error.message}); build it anew with: npm ci`);
  }
}

/** Node too old: the same command line once more, on the Node that the `node` package brings. */
async function runOnOwnNode() {
  if (launchedByUs())
    return stop(
      `the node package brought Node ${process.versions.node} and handrail needs ${oldestNode} or newer; install it anew with: npm ci`,
    );
  const { ownNode, rerun } = await import('./rerun.js');
  const node = ownNode();
  if (!node)
    return stop(
      `this is Node ${process.versions.node}, handrail needs ${oldestNode} or newer, and the one it brings along (package "node") is not installed; run in its folder: npm ci`,
    );
  const args = process.argv.slice(2);
  try {
    await rerun(node, [fileURLToPath(import.meta.url), ...args], () =>
      paintFirstFrame(args, 'leave-to-next'),
    );
  } catch (error) {
    stop(
      `the Node it brings along can not be started on this machine (${error.code || error.message}); install Node ${oldestNode} or newer, or run in its folder: npm ci`,
    );
  }
}

/** Saves about a tenth of the start. A cache that can not be written is no cache, and no error. */
function keepCompiledCode() {
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME && join(process.env.HOME, '.cache'));
  try {
    if (!home || !module.enableCompileCache) return;
    module.enableCompileCache(join(home, 'handrail', 'compiled'));
    // It is written when Node ends by itself; a closed pane or a dropped connection would leave none for ever.
    setTimeout(() => module.flushCompileCache?.(), cacheAfter).unref();
  } catch {
    // Starts the slower way.
  }
}

/**
 * Started by an older Node (see rerun.js): descriptor 3 is a pipe that closes when that launcher dies, whatever killed
 * it. Without this a `kill -9` of the pid the operator knows would leave an invisible second one walking on.
 */
async function followLauncher() {
  if (!launchedByUs()) return;
  delete process.env.HANDRAIL_LAUNCHER;
  const { Socket } = await import('node:net');
  const launcher = new Socket({ fd: 3, readable: true, writable: false });
  launcher.on('error', () => undefined);
  launcher.on('close', () => process.kill(process.pid, 'SIGHUP'));
  launcher.resume();
  launcher.unref();
}

/** The pid tells a launcher of ours from a variable left over in someone's environment. */
function launchedByUs() {
  return process.env.HANDRAIL_LAUNCHER === String(process.ppid);
}

function stop(what) {
  process.stderr.write(`handrail: ${what}\n`);
  process.exitCode = 2;
}
