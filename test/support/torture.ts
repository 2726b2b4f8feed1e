import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { findSession } from '../../src/cli/find-session.ts';
import { readStored, resumeSession, type StoredSession } from '../../src/cli/resume-session.ts';
import { attemptFolder } from '../../src/session/effects/session-folder.ts';
import { locatedBlocks } from '../../src/session/refs.ts';
import type { Session } from '../../src/session/session.ts';
import { standingOf } from '../../src/session/standing.ts';
import { everything, polls, type TortureBook } from './torture-books.ts';
import { pollsGoOn, pollsHold } from './torture-polls-hold.ts';
import { effectsIn, slowOutput } from './torture-walk.ts';

/** When a handrail is to die: at one write of its journal (`torn:7`), or so many milliseconds after its start. */
export type Death = { readonly at: string } | { readonly after: number };

/** A walk that is tortured: it outlives the handrails that walk it. */
export interface Tortured {
  readonly folder: string;
  readonly book: TortureBook;
  /** The highest number of an event that was on disk when it was shown. */
  shown: number;
  /** How often a handrail was killed on it. */
  kills: number;
  /** Attempts at polls that were shown as left running. */
  readonly left: Set<number>;
}

/** As many at a time as a small machine bears: a walk waits for its blocks more than it computes. */
export async function fourAtATime<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const work = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all([work(), work(), work(), work()]);
}

/** A folder with a book to be tortured in it. */
export function newTorture(book: TortureBook = everything): Tortured {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-torture-'));
  writeFileSync(join(folder, `${book.name}.md`), book.text(folder));
  return { folder, book, shown: 0, kills: 0, left: new Set() };
}

/** Walks on in a process of its own, until that dies or the walk is over. True when it was killed. */
export async function walkAndDie(
  torture: Tortured,
  program: string,
  death: Death,
): Promise<boolean> {
  const how = storedIn(torture.folder) === undefined ? 'begin' : 'resume';
  if (how === 'begin') rmSync(join(torture.folder, 'state'), { recursive: true, force: true });
  const child = spawn(
    process.execPath,
    ['--import', './test/fixtures/kill-at.ts', program, torture.folder, how],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, KILL_AT: 'at' in death ? death.at : 'never:0' },
    },
  );
  const gone = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_, signal) => resolve(signal)),
  );
  const timer = 'after' in death ? setTimeout(() => child.kill('SIGKILL'), death.after) : undefined;
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    // Its disk is full and it waits: it is killed with what it keeps back.
    if (printed.includes('refused')) child.kill('SIGKILL');
  }
  clearTimeout(timer);
  const wasKilled = (await gone) === 'SIGKILL';
  const lines = printed.split('\n').slice(0, -1);
  const numbers = lines.map(Number).filter(Number.isInteger);
  for (const line of lines) {
    const [, attempt] = /^left (\d+)$/.exec(line) ?? [];
    if (attempt !== undefined) torture.left.add(Number(attempt));
  }
  torture.shown = Math.max(torture.shown, ...numbers);
  torture.kills += wasKilled ? 1 : 0;
  return wasKilled;
}

/**
 * What has to be so after every death, whenever it came: each line of the journal fits, nothing that was shown
 * is lost, no attempt had its effect twice, and none had one that the journal does not tell of.
 */
export function holdsAfterDeath({ folder, book, shown, left }: Tortured): Session | undefined {
  const stored = storedIn(folder);
  if (stored === undefined) {
    expect(shown).toBe(0);
    expect(effectsIn(folder)).toEqual([]);
    return undefined;
  }
  const { session } = stored;
  expect(session.seq).toBeGreaterThanOrEqual(shown);
  effectsAreTold(session, folder);
  if (book === polls) pollsHold(stored, folder, left);
  return session;
}

/** Resumes here, walks to the end, and proves that each block had its effect once, and all of its output. */
export async function walksToItsEnd(torture: Tortured): Promise<void> {
  const { folder, book } = torture;
  const before = holdsAfterDeath(torture);
  if (before === undefined) return;
  const state = join(folder, 'state');
  const found = findSession(state, readdirSync(state)[0]);
  const { walker } = await resumeSession(found, () => 0);
  if (book === polls) await pollsGoOn(walker);
  else await walker.idle();
  // Nothing ran by itself.
  expect(walker.store.getState().session.attempts).toHaveLength(before.attempts.length);
  effectsAreTold(walker.store.getState().session, folder);
  await book.walk(walker, folder);
  const { session } = walker.store.getState();
  expect(session).toMatchObject({ state: 'finished', passed: true });
  await walker.close();
  const counted = Object.keys(book.effects).map((id) => [
    id,
    effectsIn(folder).filter(({ step }) => step === id).length,
  ]);
  expect(Object.fromEntries(counted)).toEqual(book.effects);
  for (const { step, attempt } of effectsIn(folder))
    if (step === book.slow)
      expect(readFileSync(join(attemptFolder(found.folder, attempt), 'stdout'), 'utf8')).toBe(
        slowOutput,
      );
  expect(holdsAfterDeath(torture)?.state).toBe('finished');
  rmSync(folder, { recursive: true, force: true });
}

function effectsAreTold(session: Session, folder: string): void {
  const effects = effectsIn(folder);
  const attempts = effects.map(({ attempt }) => attempt);
  expect(new Set(attempts).size).toBe(attempts.length);
  const blocks = locatedBlocks(session);
  for (const { step, attempt } of effects) {
    const located = blocks.find((candidate) => candidate.step.id === step);
    if (located === undefined) throw new Error(`no step ${step}`);
    expect(session.attempts.find(({ number }) => number === attempt)?.block).toBe(located.ref);
    expect(standingOf(session, located)).not.toBe('waiting');
  }
}

/** The session as its journal tells it; undefined before its first event was written. */
function storedIn(folder: string): StoredSession | undefined {
  const state = join(folder, 'state');
  try {
    const [id] = readdirSync(state);
    return id === undefined ? undefined : readStored(findSession(state, id).folder);
  } catch (error) {
    expect(String(error)).toMatch(/before its first event was written|No session|ENOENT/);
    return undefined;
  }
}
