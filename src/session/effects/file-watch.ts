import { statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

export interface FileWatchParts {
  readonly file: string;
  /** Told when the file may be another than before, once it has stood still for a moment. */
  readonly onChange: () => void;
}

/** An editor writes a file in several goes: it has to stand still this long, milliseconds. */
const settles = 250;
/** Some file systems tell of no change, one over the network above all: then this often is looked. Milliseconds. */
const slowly = 2000;

/**
 * Watches one file until it is told to stop, and keeps no program from ending. Its folder is watched and not the file
 * itself: editors write another file and give it the name.
 */
export function watchFile({ file, onChange }: FileWatchParts): () => void {
  let seen = stampOf(file);
  let pending: ReturnType<typeof setTimeout> | undefined;

  const look = (): void => {
    const now = stampOf(file);
    if (now === seen) return;
    seen = now;
    clearTimeout(pending);
    pending = setTimeout(settled, settles);
    pending.unref();
  };

  const settled = (): void => {
    const now = stampOf(file);
    if (now === seen) return onChange();
    // It is still being written.
    seen = now;
    pending = setTimeout(settled, settles);
    pending.unref();
  };

  const timer = setInterval(look, slowly);
  timer.unref();
  const stopWatching = watchFolder(dirname(file), basename(file), look);
  return () => {
    clearTimeout(pending);
    clearInterval(timer);
    stopWatching();
  };
}

/** Without it the slow look is all there is: no watch is no trouble. */
function watchFolder(folder: string, name: string, look: () => void): () => void {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, changed) => {
      if (changed === null || changed === name) look();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}

/** What tells one state of a file from the next without reading it. */
function stampOf(file: string): string {
  try {
    const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
    return stat === undefined
      ? 'gone'
      : [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ');
  } catch {
    return 'gone';
  }
}
