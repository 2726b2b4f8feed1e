import type { Walker } from '../session/walker.ts';
import { asksYes } from './ask-key.ts';
import { carryNotices } from './carry-notice.ts';
import { beginSession } from './open-session.ts';
import { resumeWith, stateDirOf, type WalkOptions } from './options.ts';
import { clean } from './plain/lines.ts';
import { plainSession } from './plain/session.ts';
import { openRunbook, type OpenedRunbook } from './runbook-files.ts';
import { openSite, openSiteRunbooks, siteNotices, type OpenedSite } from './site.ts';
import { showWalk } from './show-walk.ts';
import { supersededAmong } from './superseded.ts';
import { needTerminal } from './terminal-check.ts';
import { atOnce } from './training.ts';
import { UserError } from './user-error.ts';

/** `handrail walk RUNBOOK...`: the walk on the real machine. Always with an operator at a terminal. */
export async function walk(runbooks: readonly string[], options: WalkOptions): Promise<number> {
  const site = openSite(options);
  const opened = runbooksOf(runbooks, site);
  const stateDir = stateDirOf(options);
  const wanted = {
    mode: 'real',
    runbooks: opened,
    site,
    stateDir,
    faults: [],
    pace: atOnce,
  } as const;
  if (options.plain !== true)
    needTerminal(
      'handrail walk',
      `handrail walk --plain ${[...runbooks, ...siteWords(options)].join(' ')}${resumeWith(options)}`,
    );
  else if (process.stdin.isTTY !== true)
    throw new UserError(
      'A walk on the real machine needs an operator at a terminal, by lines as well.',
    );
  const superseded = supersededAmong(opened);
  if (!(await wantedAllTheSame(superseded))) return 1;
  const begun = (walker: Walker) => ({
    walker,
    notices: [
      ...siteNotices(walker.store.getState().session),
      ...superseded,
      ...carryNotices(walker),
    ],
  });
  if (options.plain !== true)
    return showWalk(async () => begun(await beginSession(wanted)), options);
  return plainSession(
    async (onEvent) => begun(await beginSession({ ...wanted, onEvent })),
    options,
  );
}

/** Asked before anything is begun: on the real machine an old procedure is walked on purpose or not at all. */
async function wantedAllTheSame(superseded: readonly string[]): Promise<boolean> {
  if (superseded.length === 0) return true;
  for (const sentence of superseded) process.stdout.write(`${clean(sentence)}\n`);
  if (await asksYes('y walks it all the same, any other key leaves: ')) return true;
  process.stdout.write('Nothing was begun.\n');
  return false;
}

function siteWords({ site }: WalkOptions): readonly string[] {
  if (site === undefined) return [];
  return site === false ? ['--no-site'] : ['--site', site];
}

function runbooksOf(
  names: readonly string[],
  site: OpenedSite | undefined,
): readonly OpenedRunbook[] {
  if (names.length > 0) return names.map((name) => openRunbook(name));
  const ofSite = site === undefined ? [] : openSiteRunbooks(site);
  if (ofSite.length > 0) return ofSite;
  throw new UserError(
    site === undefined
      ? 'Name a runbook to walk, as handrail walk phase-07; a site file can give the order of several: handrail init writes one.'
      : `Name a runbook to walk; the site file ${site.site.path} gives none under runbooks.`,
  );
}
