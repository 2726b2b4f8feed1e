import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Whether this Node runs TypeScript files as they stand, as the programs beside this file need. */
export const canRunTypeScript = Boolean(process.features.typescript);

/** Starts a program of this folder in a Node of its own; it is killed when the test is over. */
export function startProgram(name: string, args: readonly string[]): ChildProcess {
  const program = spawn(process.execPath, [join(import.meta.dirname, name), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void program.kill('SIGKILL'));
  return program;
}

/** The first line a program prints. */
export async function firstLine(program: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of program.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.split('\n')[0] ?? '';
}

/** As `kill -9` does; resolves when the process is gone. */
export async function killHard(program: ChildProcess): Promise<void> {
  const gone = once(program, 'exit');
  program.kill('SIGKILL');
  await gone;
}
