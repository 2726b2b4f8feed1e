import type { Walker } from '../session/walker.ts';
import type { HomeFacts, OpenedWalk, ReadEarlier } from './contract.ts';
import { farewell } from './farewell.ts';
import { mountApp, type Mounted } from './mount.tsx';
import type { ReadHomeLater } from './rebuilds.ts';
import type { ShellClock } from './shell-clock.ts';
import type { HiddenKeys } from './terminal/hidden-keys.ts';
import type { KeySource } from './terminal/key-stream.ts';

/** What the command line gives to the screens. */
export interface RunAppOptions {
  /** A walk that is open already (`handrail walk`, `train`, `resume`); without one the home screen comes first. */
  readonly opened?: OpenedWalk;
  /** What has to stand behind `handrail resume SESSION` so that it finds the session. */
  readonly resumeWith?: string;
  /** Asked for at the start and whenever the operator comes back to the home screen. */
  readonly home: () => HomeFacts;
  /** Opens a walk of built-in ids and paths; the sentence that says why not. */
  readonly open: (
    how: 'walk' | 'train',
    runbooks: readonly string[],
  ) => Promise<OpenedWalk | string>;
  readonly resume: (session: string) => Promise<OpenedWalk | string>;
  /** Opens a walk of somebody else to look at. */
  readonly watch: (session: string) => Promise<OpenedWalk | string>;
  /** Reads what earlier walks tell, when the first frame of a walk stands. */
  readonly earlier?: ReadEarlier;
  /** Reads what the home screen tells later, when its first frame stands. */
  readonly later?: ReadHomeLater;
  /** Where what is typed at the hidden prompt goes. */
  readonly hidden: HiddenKeys;
  readonly stdin: KeySource;
  readonly stdout: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--no-color`; NO_COLOR is read from `env`. */
  readonly noColour?: boolean;
  /** What decides about keys that came too soon; the machine's own where none is given. */
  readonly clock?: ShellClock;
}

/** What is left when the operator has gone: lines for the ordinary screen, and the walk, still open. */
export interface Left {
  readonly lines: readonly string[];
  readonly walker: Walker | undefined;
}

/**
 * Draws handrail on the terminal until the operator leaves. Both streams must be terminals. The walk is
 * left open: closing it is up to the caller. Rejects with the error when a screen breaks; the terminal is
 * restored before that.
 */
export async function runApp(options: RunAppOptions): Promise<Left> {
  const mounted = mountApp(options);
  const release = onCrash(mounted);
  try {
    await mounted.left;
  } finally {
    release();
  }
  const walker = mounted.walker();
  return { lines: farewell(walker?.store.getState(), options.resumeWith), walker };
}

/** An error nobody caught must not leave a terminal in raw mode on the alternate screen. */
function onCrash(mounted: Mounted): () => void {
  const crash = (error: unknown) => {
    mounted.fail(error instanceof Error ? error : new Error(String(error)));
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  return () => {
    process.off('uncaughtException', crash);
    process.off('unhandledRejection', crash);
  };
}
