import { homedir } from 'node:os';
import { join } from 'node:path';
import type { OpenedWalk, ReadEarlier } from '../screens/contract.ts';
import type { ReadHomeLater } from '../screens/rebuilds.ts';
import { HiddenEntry } from '../secrets/hidden-entry.ts';
import { readHome } from './home-facts.ts';
import { resumeWith, stateDirOf, type GlobalOptions } from './options.ts';
import { clean } from './plain/lines.ts';

/** Draws a walk (or the home screen, when none is given) until the operator leaves. Answers with the exit status. */
export async function showWalk(
  open: (() => Promise<OpenedWalk>) | undefined,
  options: GlobalOptions,
): Promise<number> {
  const stateDir = stateDirOf(options);
  // The screens are read from disk while the session is being opened.
  const [{ runApp }, opened] = await Promise.all([import('../screens/run-app.tsx'), open?.()]);
  const told = new Set<string>();
  const left = await runApp({
    ...(opened === undefined ? {} : { opened }),
    resumeWith: resumeWith(options),
    home: () => readHome(options, Date.now()),
    open: (how, runbooks) => orSentence(() => begin(how, runbooks.map(expandHome), options, told)),
    resume: (session) => orSentence(() => takeUp(session, stateDir)),
    watch: (session) => orSentence(() => look(session, stateDir)),
    earlier: (walk) => readEarlier(stateDir, walk),
    later: readLater(options, stateDir),
    hidden: new HiddenEntry(),
    stdin: process.stdin,
    stdout: process.stdout,
    env: process.env,
    noColour: options.color === false,
  });
  await left.walker?.close();
  const view = left.walker?.store.getState();
  if (view?.watching !== undefined) return said(left.lines, 0);
  const session = view?.session;
  // A walk that was left has stopped short; a home screen that was looked at has not.
  return said(left.lines, session === undefined || session.passed === true ? 0 : 1);
}

function said(lines: readonly string[], status: number): number {
  for (const line of lines) process.stdout.write(`${line}\n`);
  return status;
}

/*
 * The home screen stands before any of this is read from disk: sessions and documents are opened when one
 * is chosen.
 */

/** @param told runbooks whose operator was told what replaced them: asked for once more, they are walked all the same */
async function begin(
  how: 'walk' | 'train',
  runbooks: readonly string[],
  options: GlobalOptions,
  told: Set<string>,
): Promise<OpenedWalk> {
  const [
    { beginSession },
    { carryNotices },
    { openRunbook },
    { openSite, siteNotices },
    { atOnce, watched },
    { supersededAmong },
  ] = await Promise.all([
    import('./open-session.ts'),
    import('./carry-notice.ts'),
    import('./runbook-files.ts'),
    import('./site.ts'),
    import('./training.ts'),
    import('./superseded.ts'),
  ]);
  const opened = runbooks.map((file) => openRunbook(file));
  const superseded = supersededAmong(opened);
  const asked = JSON.stringify(runbooks);
  if (how === 'walk' && superseded.length > 0 && !told.has(asked)) {
    told.add(asked);
    const them = opened.length === 1 ? 'this one' : 'them';
    throw new Error(`${superseded.join(' ')}. Enter once more walks ${them} all the same.`);
  }
  const walker = await beginSession({
    mode: how === 'train' ? 'training' : 'real',
    runbooks: opened,
    site: openSite(options),
    stateDir: stateDirOf(options),
    faults: [],
    pace: how === 'train' ? watched : atOnce,
  });
  const { session } = walker.store.getState();
  return { walker, notices: [...siteNotices(session), ...superseded, ...carryNotices(walker)] };
}

/** How far the sessions have come is asked one after the other: what reads them is made once. */
function readLater(options: GlobalOptions, stateDir: string): ReadHomeLater {
  let reader: Promise<ReadHomeLater['outline']> | undefined;
  return {
    outline: async (session) => {
      reader ??= import('./home-later.ts').then(({ outlineReader }) => outlineReader(stateDir));
      return (await reader)(session);
    },
    rebuild: async () => (await import('./home-later.ts')).readRebuild(options),
  };
}

async function readEarlier(
  stateDir: string,
  walk: Parameters<ReadEarlier>[0],
): ReturnType<ReadEarlier> {
  const { readEarlierWalks } = await import('../session/effects/earlier-walks.ts');
  return readEarlierWalks(stateDir, walk);
}

async function takeUp(session: string, stateDir: string): Promise<OpenedWalk> {
  const [{ findSession }, { resumeSession }, { watched }] = await Promise.all([
    import('./find-session.ts'),
    import('./resume-session.ts'),
    import('./training.ts'),
  ]);
  return resumeSession(findSession(stateDir, session), watched);
}

async function look(session: string, stateDir: string): Promise<OpenedWalk> {
  const { findWatched, watchSession } = await import('./watch-session.ts');
  return watchSession(findWatched(stateDir, session));
}

/** A file that can not be opened is said on the home screen; it ends nothing. */
async function orSentence(open: () => Promise<OpenedWalk>): Promise<OpenedWalk | string> {
  try {
    return await open();
  } catch (error) {
    return clean(error instanceof Error ? error.message : String(error));
  }
}

/** A path typed on the home screen never met a shell. */
function expandHome(file: string): string {
  return file === '~' || file.startsWith('~/') ? join(homedir(), file.slice(1)) : file;
}
