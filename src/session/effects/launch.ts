import type { Command } from '../../steps/command.ts';
import type { FeedPatience } from '../feeder.ts';
import type { AttemptFolder } from '../runner.ts';
import { MARK_NAME, markValue } from './block-processes.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { MEMORY_LIMIT, OUTPUT_LIMIT } from './output-limit.ts';
import { outputFolder } from './output-place.ts';
import type { RuntimeFolder } from './runtime-folder.ts';
import { wrapperWords } from './wrapper.ts';

export interface BashRunnerOptions {
  /** The whole environment of the block. Nothing of handrail's own is added but the mark of the attempt. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder a block starts in. */
  readonly cwd: string;
  /** Between SIGINT, SIGTERM and SIGKILL, in milliseconds. Default 5 s. */
  readonly graceMilliseconds?: number;
  /** Where blocks leave to the next one what they set; asked for each block. Without it nothing is carried. */
  readonly carriedIn?: () => RuntimeFolder;
  /** Where stands what a sensitive block prints; asked for each. Without it none is run. */
  readonly memory?: () => RuntimeFolder;
  /** How large each output file may grow, in bytes. Default 1 GiB. */
  readonly outputLimit?: number;
  /** How long is waited for prompts that secrets are typed at, where it is not as usual. */
  readonly patience?: Partial<FeedPatience>;
}

/** What a block's process is started with, on a terminal or without one. */
export interface Launch {
  /** What bash is given. */
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The wrapper around a block and the environment it starts with, marked with the attempt's folder, which is there. */
export function launchOf(
  command: Command,
  folder: AttemptFolder,
  options: BashRunnerOptions,
): Launch {
  return {
    words: wrapperWords(
      folder,
      limitOf(command, options),
      carryWords(command, options),
      outputFolder(folder),
    ),
    cwd: options.cwd,
    env: { ...environmentOf(command, options), [MARK_NAME]: markValue(folder) },
  };
}

function limitOf(
  { sensitive }: Command,
  { outputLimit = OUTPUT_LIMIT }: BashRunnerOptions,
): number {
  return sensitive === true ? Math.min(outputLimit, MEMORY_LIMIT) : outputLimit;
}

/** How the wrapper is to carry what the block starts with and leaves: see carry.ts. Names and a folder, no value. */
function carryWords(command: Command, { carriedIn }: BashRunnerOptions): readonly string[] {
  const { environment, uses } = command;
  if (environment !== 'carried' && environment !== 'read') return [];
  const place = carriedIn?.();
  if (place?.type !== 'memory') return [];
  return [environment, place.folder, ...uses.map(({ name }) => name)];
}

function environmentOf(command: Command, { env }: BashRunnerOptions): Record<string, string> {
  const own = defined(env);
  return command.environment === 'clean' ? cleanEnvironment(own) : own;
}

function defined(env: BashRunnerOptions['env']): Record<string, string> {
  const entries = Object.entries(env).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(entries as [string, string][]);
}
