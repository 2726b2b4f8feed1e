import { listSessions } from '../session/effects/session-folder.ts';
import { progress } from '../session/outline.ts';
import { nextBlock } from '../session/standing.ts';
import type { Session } from '../session/session.ts';
import type { HomeFacts } from '../screens/contract.ts';
import { clean } from './plain-lines.ts';
import { readStored } from './resume-session.ts';
import { builtInIds, openRunbook } from './runbook-files.ts';
import { version } from './version.ts';

/** More sessions than this are not read at start; the newest are what an operator looks for. */
const shown = 9;

/** What the home screen tells: what was left, newest first, and what can be walked. Reads the disk; never throws. */
export function readHome(stateDir: string, now: number): HomeFacts {
  return { sessions: sessionFacts(stateDir, now), runbooks: builtInFacts(), version };
}

function sessionFacts(stateDir: string, now: number): HomeFacts['sessions'] {
  try {
    return listSessions(stateDir)
      .slice(0, shown)
      .map(({ id, folder, changedAt }) => ({
        id,
        age: ageOf(now - changedAt),
        ...storedFacts(folder),
      }));
  } catch {
    // A state directory that can not be read has nothing to resume; beginning a walk will say why.
    return [];
  }
}

function storedFacts(
  folder: string,
): Pick<HomeFacts['sessions'][number], 'runbooks' | 'mode' | 'where' | 'state'> {
  try {
    const { session } = readStored(folder);
    return {
      runbooks: session.runbooks.map(({ title }) => clean(title)).join(', '),
      mode: session.mode,
      where: whereIn(session),
      state: session.state,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { runbooks: '', mode: 'real', where: clean(why), state: 'unreadable' };
  }
}

/** `7 of 31, at 7.4`, or what it came to. */
function whereIn(session: Session): string {
  const { settled, of } = progress(session);
  if (session.state === 'finished')
    return `${of} blocks, exit gate ${session.passed === true ? 'passed' : 'not passed'}`;
  const next = nextBlock(session);
  return `${settled} of ${of}, at ${next === undefined ? 'the exit gate' : `${next.step.id} ${clean(next.step.title)}`}`;
}

function builtInFacts(): HomeFacts['runbooks'] {
  return builtInIds().flatMap((id) => {
    try {
      return [{ id, title: clean(openRunbook(id).runbook.title) }];
    } catch {
      return [];
    }
  });
}

/** A duration in milliseconds as an operator would say it. */
export function ageOf(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} days ago`;
}
