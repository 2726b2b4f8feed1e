/** How long the size has to stand still before everything is drawn anew. Milliseconds. */
const calm = 150;

type Suspend = (callback: () => Promise<void>) => Promise<void>;

export interface ResizeGuard {
  /** Ink's suspension with the guard held off: the terminal is somebody else's meanwhile. */
  whileSuspended(suspend: Suspend): Suspend;
  stop(): void;
}

/**
 * Draws everything anew after a storm of resizes. Ink writes only rows that changed, reckoned from a
 * frame that the terminal may have cut or moved; about one storm in twenty leaves a corrupt screen.
 */
export function guardResize(
  stdout: Pick<NodeJS.WriteStream, 'on' | 'off' | 'write'>,
  redraw: () => void,
): ResizeGuard {
  let timer: NodeJS.Timeout | undefined;
  let lent = 0;

  function onResize() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (lent > 0) return;
      stdout.write(homeAndErase);
      redraw();
    }, calm);
  }

  stdout.on('resize', onResize);
  // The event comes only when the size has changed. A pane that shrank and grew back before anyone looked
  // has lost rows all the same, and only the signal tells.
  process.on('SIGWINCH', onResize);
  return {
    whileSuspended: (suspend) => async (callback) => {
      lent += 1;
      try {
        await suspend(callback);
      } finally {
        lent -= 1;
        // The size may have changed under the other program.
        onResize();
      }
    },
    stop() {
      clearTimeout(timer);
      stdout.off('resize', onResize);
      process.off('SIGWINCH', onResize);
    },
  };
}

const homeAndErase = '\u{1B}[H\u{1B}[2J';
