import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { carriesAnything } from '../environment.ts';
import type { AttemptFolder } from '../runner.ts';
import type { Session } from '../session.ts';
import { changesNothing, readEnvironmentChange } from './environment-file.ts';
import type { Recorder } from './record.ts';
import { forgetRuntimeFolder, type RuntimeFolder } from './runtime-folder.ts';

/** Keeps the session's account of what is carried in step with what the wrapper carries. Values never come by here. */
export interface CarriedOnDisk {
  /** Whether what the session tells of is not there any more; then why. */
  lost(session: Session): string | undefined;
  /** The walk is over: nothing is carried any further. */
  forget(): void;
}

/**
 * What is carried in a folder in memory; `none` carries nothing, so there is nothing that could get lost.
 *
 * @param whole where that folder is, though nothing may be carried in it
 */
export function carriedIn(
  ask: () => RuntimeFolder,
  whole: () => RuntimeFolder = ask,
): CarriedOnDisk {
  return {
    lost(session) {
      if (session.mode !== 'real' || !carriesAnything(session.environment)) return undefined;
      // It was forgotten on purpose, and nothing runs any more that could miss it.
      if (session.state === 'finished') return undefined;
      const place = ask();
      if (place.type === 'none') return `it can not be carried any more: ${place.why}`;
      const file = join(place.folder, 'carried');
      return existsSync(file) ? undefined : `${file} is not there`;
    },
    forget() {
      const place = whole();
      if (place.type === 'memory') forgetRuntimeFolder(place.folder);
    },
  };
}

/** Takes into the journal what an attempt left to the next block. Called when its end is known, before that is told. */
export function noteEnvironment(recorder: Recorder, attempt: number, folder: AttemptFolder): void {
  const change = readEnvironmentChange(folder);
  if (change === 'not-left') recorder.note({ type: 'environment-not-left', attempt });
  else if (change !== undefined && !changesNothing(change))
    recorder.note({ type: 'environment-changed', attempt, change });
}
