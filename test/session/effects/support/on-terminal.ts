import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createBashRunner } from '../../../../src/session/effects/run-block.ts';
import { Secret } from '../../../../src/secrets/secret.ts';
import type { FeedPatience } from '../../../../src/session/feeder.ts';
import type { Command } from '../../../../src/steps/command.ts';
import type { SecretInput, SecretPrompt } from '../../../../src/steps/model.ts';
import { commandFor } from './command-for.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const canary = 'canary-5f1d-sesame';

type Prompts = readonly (string | SecretPrompt)[];

/** A command that runs on a terminal of its own, and its one secret is typed at these prompts. */
export function askingCommand(script: string, prompts: Prompts): Command {
  return { ...commandFor(script), stdin: 'tty', feeds: prompts.length > 0 ? [feed(prompts)] : [] };
}

function feed(prompts: Prompts): SecretInput {
  return {
    ...{ line: 1, name: 'pass', count: 1, of: 1, shape: 'line' },
    way: {
      type: 'prompt',
      prompts: prompts.map((prompt) =>
        typeof prompt === 'string' ? { type: 'text', text: prompt } : prompt,
      ),
    },
  };
}

/** Starts a script on a terminal of its own and gives it the canary; short waits, as every stop is waited for. */
export async function startOnTerminal(
  script: string,
  prompts: Prompts,
  options: {
    readonly patience?: Partial<FeedPatience>;
    readonly secret?: string;
    readonly over?: Partial<Command>;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
) {
  const folder = join(temporaryFolder(), 'attempts', '0001');
  const runner = createBashRunner({
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...options.env },
    cwd: '/',
    graceMilliseconds: 400,
    patience: { prompt: 60_000, echo: 60_000, unnamed: 60_000, ...options.patience },
  });
  const secret = new Secret(Buffer.from(options.secret ?? canary));
  const command = { ...askingCommand(script, prompts), ...options.over };
  const block = await runner.start(command, folder, prompts.length > 0 ? [secret] : []);
  onTestFinished(() => block.cancel());
  const out = () => readFileSync(join(folder, 'stdout'), 'utf8');
  return { folder, block, out };
}
