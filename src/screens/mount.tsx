import { render, type Instance } from 'ink';
import type { Walker } from '../session/walker.ts';
import { App } from './app.tsx';
import { openingOf } from './block-terminal.ts';
import { watchArrivals } from './arrivals.ts';
import type { HomeFacts, ReadEarlier } from './contract.ts';
import { watchEarlier } from './earlier.ts';
import { openingActions, openingScreen } from './entry.ts';
import { watchFreshness } from './freshness.ts';
import { watchHidden } from './hidden-mode.ts';
import { createListener } from './listener.ts';
import { createPerform, type Outside } from './perform.ts';
import { watchPolls } from './poll-watch.ts';
import { watchRebuilds } from './rebuilds.ts';
import { partOf } from './registry.ts';
import type { RunAppOptions } from './run-app.tsx';
import { machineClock } from './shell-clock.ts';
import { createShellStore, type Shell } from './shell.ts';
import { handOver, lendTo } from './terminal/hand-over.ts';
import { observed } from './terminal/hidden-keys.ts';
import { lentTerminal } from './terminal/lent-terminal.ts';
import { createKeyStream } from './terminal/key-stream.ts';
import { passThrough } from './terminal/pass-through.ts';
import { pagerFor } from './terminal/pager.ts';
import { guardResize } from './terminal/resize-guard.ts';
import { suspendProcess } from './terminal/suspend-process.ts';
import { themeOf } from './theme.ts';

/** The program on a terminal, with what a test needs to know besides. */
export interface Mounted {
  readonly shell: Shell;
  readonly left: Promise<void>;
  walker(): Walker | undefined;
  /** Resolves when every key that came in was heard and what it changed is drawn. */
  settled(): Promise<void>;
  fail(error: Error): void;
}

/** What the home screen tells costs reading; a walk that is open already does not wait for it. */
const noHome: HomeFacts = { sessions: [], runbooks: [], version: '' };

const noEarlier: ReadEarlier = async () => [];

type Suspend = (callback: () => Promise<void>) => Promise<void>;

/** Wires the screens, the listener and Ink to a terminal. */
export function mountApp(options: RunAppOptions): Mounted {
  const { stdin, stdout, opened, env, resumeWith = '' } = options;
  const home = (): HomeFacts => ({ ...options.home(), resumeWith });
  giveSize(stdout);
  const { clock = machineClock } = options;
  const now = () => clock.now();
  const hidden = observed(options.hidden, (unseen) => {
    if (store.getState().unseen !== unseen) store.setState({ unseen });
  });
  const keys = createKeyStream(stdin, clock, hidden);
  const first = opened === undefined ? ({ type: 'home' } as const) : openingScreen(opened);
  const store = createShellStore(
    first,
    first.type === 'home' ? home() : { ...noHome, resumeWith },
    opened,
    now(),
  );
  const stopFreshness = watchFreshness(store, clock);
  const stopHidden = watchHidden(store, keys, hidden);
  let suspend: Suspend = async () => undefined;
  let instance: Instance | undefined = undefined;
  let error: Error | undefined = undefined;
  const leave = () => instance?.unmount();

  const lend: Suspend = async (callback) => {
    await keys.deafWhile(() => suspend(callback));
    // What stands there again was out of sight: it has to be read again before it is answered.
    store.setState({ since: now() });
  };
  const outside: Outside = {
    ...options,
    join: async (terminal, walker) => {
      let end: 'ended' | 'came-back' = 'ended';
      await lendTo({ suspend: lend, stdin, stdout }, async () => {
        end = await passThrough(terminal, { stdin, stdout }, openingOf(walker, stdout));
      });
      return end;
    },
    entered: () => hidden.take(),
    home,
    now,
    leave,
    page: async (file) => {
      const pager = pagerFor(env, file);
      if (typeof pager === 'string') return pager;
      const end = await handOver({ suspend: lend, stdin, stdout }, pager);
      return end.type === 'error' ? `The pager did not start: ${end.message}` : undefined;
    },
    lend: async ([command = '', ...rest], standIn) => {
      const terminal = { suspend: lend, stdin, stdout };
      if (standIn !== undefined) {
        await lendTo(terminal, () => standIn(lentTerminal({ stdin, stdout })));
        return undefined;
      }
      const end = await handOver(terminal, { command, arguments: rest });
      return end.type === 'error' ? `${command} did not start: ${end.message}` : undefined;
    },
  };
  const shell: Shell = { store, perform: createPerform(store, outside) };
  const { hear, list } = createListener({
    shell,
    keys,
    partOf,
    size: () => ({ columns: stdout.columns, rows: stdout.rows }),
    suspend: () => suspendProcess({ suspend: lend, stdin, stdout }),
  });
  keys.listen(hear);
  keys.onGone(leave);
  const unwatch = watchArrivals(shell, partOf);
  const unwatchPolls = watchPolls(shell, {
    partOf,
    // It moves no cursor and draws nothing: tmux marks the window, a terminal sounds or flashes.
    ring: () => void (stdout.isTTY && stdout.write('\u0007')),
    sinceKey: () => clock.now() - keys.lastAt(),
  });

  const resizeGuard = guardResize(stdout, () => {
    instance?.clear();
    store.setState(({ drawn }) => ({ drawn: drawn + 1 }));
  });
  // Before the first frame: it must not offer what is not so any more when a key is pressed.
  if (opened !== undefined) void shell.perform(openingActions(opened));
  // Before the first frame: a key pressed at once must not be echoed by the terminal and wait for Enter.
  keys.stdin.setRawMode(true);
  instance = render(
    <App
      shell={shell}
      theme={themeOf(env, options)}
      list={list}
      partOf={partOf}
      onReady={(ready) => {
        suspend = resizeGuard.whileSuspended(ready);
      }}
    />,
    {
      stdin: keys.stdin,
      stdout,
      // A CI variable in the operator's shell must not blank the screen: the caller saw two terminals.
      interactive: true,
      alternateScreen: true,
      incrementalRendering: true,
      exitOnCtrlC: false,
      patchConsole: false,
      maxFps: 30,
    },
  );
  const drawnOn = instance;
  const drawn = () => drawnOn.waitUntilRenderFlush();
  const stopEarlier = watchEarlier(store, options.earlier ?? noEarlier, drawn);
  const stopRebuilds =
    options.later === undefined ? () => undefined : watchRebuilds(store, options.later, drawn);

  return {
    shell,
    left: drawnOn.waitUntilExit().then(() => {
      resizeGuard.stop();
      stopFreshness();
      stopHidden();
      stopEarlier();
      stopRebuilds();
      unwatch();
      unwatchPolls();
      if (error !== undefined) throw error;
    }),
    walker: () => store.getState().walker,
    settled: async () => {
      await keys.idle();
      await drawnOn.waitUntilRenderFlush();
    },
    fail: (cause) => {
      error = cause;
      leave();
    },
  };
}

/** A terminal that says 0x0 makes Ink look the size up again and again, a descriptor each time. */
function giveSize(stdout: NodeJS.WriteStream): void {
  if (stdout.columns > 0 && stdout.rows > 0) return;
  stdout.columns = 80;
  stdout.rows = 24;
}
