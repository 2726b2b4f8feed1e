import { dirname } from 'node:path';
import type { JournalReading } from '../session/effects/journal-reader.ts';
import { stateDirOf } from './options.ts';

type Refused = Extract<JournalReading, { type: 'refused' }>;

/** Why a journal is not gone on from. The command that saves it names the folder, where it would not look by itself. */
export function refusalWords({ problem, damage }: Omit<Refused, 'type'>, folder: string): string {
  if (damage === undefined || damage.events.length === 0) return problem;
  const stateDir = dirname(folder);
  return stateDir === stateDirOf({}) ? problem : `${problem} --state-dir ${stateDir}`;
}
