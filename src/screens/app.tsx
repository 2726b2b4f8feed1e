import { Box, useApp, usePaste, useStdin, useWindowSize } from 'ink';
import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { View, Walker } from '../session/walker.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import type { ListPort } from './listener.ts';
import { Footer } from './parts/footer.tsx';
import { Header } from './parts/header.tsx';
import { ListPortContext } from './parts/list-port.ts';
import { Messages } from './parts/messages.tsx';
import { PollStrip } from './parts/poll-strip-rows.tsx';
import { Rail } from './parts/rail.tsx';
import { TooSmall } from './parts/too-small.tsx';
import { PartsContext } from './parts-context.ts';
import { contextOf, messagesOf, pollCount, type Shell, type ShellState } from './shell.ts';
import type { Screen } from './stack.ts';
import { ThemeContext, type Theme } from './theme.ts';
import { topScreen } from './ui.ts';

export interface AppProps {
  readonly shell: Shell;
  readonly theme: Theme;
  readonly list: ListPort;
  readonly partOf: (screen: Screen) => ScreenPart;
  /** Ink's suspension, handed out to whoever lends the terminal. */
  readonly onReady: (suspend: (callback: () => Promise<void>) => Promise<void>) => void;
}

/** How often the frame is drawn anew while something runs: clocks and output move without any event. Milliseconds. */
const heartbeat = 200;

/** The frame around every screen: where I am, the screen itself, what was said, what the keys do. */
export function App({ shell, theme, list, partOf, onReady }: AppProps): ReactNode {
  const state = useStore(shell.store);
  const view = useView(state.walker);
  useTerminal(onReady);
  useHeartbeat(view !== undefined && isMoving(view));
  const size = useWindowSize();
  return (
    <ThemeContext value={theme}>
      <PartsContext value={partOf}>
        <ListPortContext value={list}>
          {/* A new key draws every row anew: after a resize what is on the terminal is anyone's guess. */}
          <Frame key={state.drawn} state={state} view={view} size={size} partOf={partOf} />
        </ListPortContext>
      </PartsContext>
    </ThemeContext>
  );
}

function Frame(props: {
  readonly state: ShellState;
  readonly view: View | undefined;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly partOf: (screen: Screen) => ScreenPart;
}): ReactNode {
  const { state, view, size, partOf } = props;
  const { context, layout } = contextOf(state, size);
  const training = view?.session.mode === 'training';
  const screen = topScreen(state.ui);
  if (layout.tooSmall)
    return <TooSmall size={size} training={training} hidden={screen.type === 'secret'} />;
  const part = partOf(screen);
  const between = layout.body.rows + layout.messageRows + layout.stripRows;
  const messages = messagesOf(state, view);
  const isStripInstead =
    messages.length === 0 && layout.stripRows === 0 && pollCount(state, view) > 0;
  const crumbs = state.ui.stack.map((each) => partOf(each).title(each, context));
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Header crumbs={crumbs} view={view} columns={size.columns} />
      <Box height={between} flexShrink={0}>
        {layout.rail > 0 && <Rail rows={between} />}
        <Box flexDirection="column" width={layout.body.columns} flexShrink={0}>
          <Box {...boxSize(layout.body)} flexShrink={0} overflow="hidden">
            <ScreenView key={screen.type} part={part} screen={screen} context={context} />
          </Box>
          {isStripInstead ? (
            <PollStrip state={state} view={view} rows={1} columns={layout.body.columns} />
          ) : (
            <Messages
              messages={messages}
              rows={layout.messageRows}
              columns={layout.body.columns}
              trouble={view?.trouble !== undefined}
            />
          )}
          {layout.stripRows > 0 && (
            <PollStrip
              state={state}
              view={view}
              rows={layout.stripRows}
              columns={layout.body.columns}
            />
          )}
        </Box>
      </Box>
      <Footer
        hints={part.hints(screen, context)}
        fresh={context.fresh === true}
        training={training}
        isText={part.takesText}
        columns={size.columns}
      />
    </Box>
  );
}

/** A component of its own, made anew for each type of screen, so that a screen may use hooks. */
export function ScreenView(props: {
  readonly part: ScreenPart;
  readonly screen: Screen;
  readonly context: ScreenContext;
}): ReactNode {
  const { part, screen, context } = props;
  return part.view({ screen, context });
}

function boxSize({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  return { width: columns, height: rows };
}

/** Whether something runs, here or in the walk that is watched. */
function isMoving({ live, background, watching, session }: View): boolean {
  const runs = session.running !== undefined || session.background.length > 0;
  return live !== undefined || background.length > 0 || (watching?.holder !== undefined && runs);
}

/** The open walk's view; nothing before one is open. */
function useView(walker: Walker | undefined): View | undefined {
  return useStore((walker?.store ?? noView) as StoreApi<View | undefined>);
}

const noView: Pick<StoreApi<undefined>, 'getState' | 'getInitialState' | 'subscribe'> = {
  getState: () => undefined,
  getInitialState: () => undefined,
  subscribe: () => () => undefined,
};

/** Raw mode and bracketed paste for as long as the program runs, whatever screen is drawn. */
function useTerminal(onReady: AppProps['onReady']): void {
  const { setRawMode } = useStdin();
  const { suspendTerminal } = useApp();
  usePaste(() => undefined);
  useEffect(() => {
    setRawMode(true);
    return () => setRawMode(false);
  }, [setRawMode]);
  useEffect(() => {
    onReady(async (callback) => {
      await suspendTerminal(callback);
    });
  }, [onReady, suspendTerminal]);
}

function useHeartbeat(isRunning: boolean): void {
  const [, beat] = useState(0);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => beat((count) => count + 1), heartbeat);
    return () => clearInterval(timer);
  }, [isRunning]);
}
