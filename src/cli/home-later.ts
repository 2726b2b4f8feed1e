import { readEvents } from '../session/effects/session-events.ts';
import { journalFile, listSessions, openSession } from '../session/effects/session-folder.ts';
import type { RunbookSource } from '../session/events.ts';
import { rebuildOutline } from '../session/rebuild.ts';
import { emptySession } from '../session/session.ts';
import { fold } from '../session/update.ts';
import type { HomeLater, Rebuild } from '../screens/contract.ts';
import type { Runbook } from '../steps/model.ts';
import { builtInRebuild } from './home-facts.ts';
import { keptRunbook, readRevisions } from './kept-runbooks.ts';
import type { GlobalOptions } from './options.ts';
import { clean } from './plain/lines.ts';
import { refusalWords } from './refused-journal.ts';
import { openSite, openSiteRunbooks, siteRunbook } from './site.ts';

type Outline = HomeLater['outlines'][string];

/**
 * Makes the function that reads how far a session has come: its journal over its own copies of the documents. A
 * document that several sessions hold is read once, and keys are heard between two. Never rejects.
 */
export function outlineReader(stateDir: string): (session: string) => Promise<Outline> {
  const known = new Map<string, Runbook>();
  const runbookOf = async (
    folder: string,
    index: number,
    source: RunbookSource,
  ): Promise<Runbook> => {
    const key = JSON.stringify([source.id, source.file, source.sha256]);
    const before = known.get(key);
    if (before !== undefined) return before;
    await breath();
    const runbook = keptRunbook(folder, index, source);
    known.set(key, runbook);
    return runbook;
  };
  return async (session) => {
    try {
      await breath();
      const folder = listSessions(stateDir).find(({ id }) => id === session)?.folder;
      if (folder === undefined) return refused(`${session} is not there any more.`);
      openSession(folder);
      const reading = readEvents(journalFile(folder));
      if (reading.type === 'refused') return refused(refusalWords(reading, folder));
      const { events } = reading;
      const opening = events[0]?.event;
      if (opening?.type !== 'session-started')
        return refused('The session was cut off before its first event was written.');
      const runbooks: Runbook[] = [];
      for (const [index, source] of opening.runbooks.entries())
        runbooks.push(await runbookOf(folder, index, source));
      await breath();
      const revisions = readRevisions(folder, opening.runbooks, events);
      const told = rebuildOutline(fold(emptySession(runbooks, undefined, revisions), events));
      return { type: 'read', runbooks: told };
    } catch (error) {
      return refused(wordsOf(error));
    }
  };
}

/** The order that the site file gives, else that of the built-in runbooks; what is wrong with the file, when it is. */
export async function readRebuild(options: GlobalOptions): Promise<Rebuild> {
  await breath();
  try {
    const site = openSite(options);
    if (site === undefined || site.runbooks.length === 0)
      return builtInRebuild() ?? refused('No order of runbooks is given, and none is built in.');
    // Opened here so that a name that leads nowhere is said before anybody chooses it.
    openSiteRunbooks(site);
    return {
      type: 'order',
      runbooks: site.runbooks.map(({ name }) => ({
        shown: clean(name),
        opens: siteRunbook(site, name),
      })),
    };
  } catch (error) {
    return refused(wordsOf(error));
  }
}

function refused(why: string): Extract<Outline & Rebuild, { type: 'refused' }> {
  return { type: 'refused', why };
}

function wordsOf(error: unknown): string {
  return clean(error instanceof Error ? error.message : String(error));
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
