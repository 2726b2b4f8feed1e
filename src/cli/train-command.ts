import { createTimeGate } from '../cloud/time-gate.ts';
import { jsonText } from './json-text.ts';
import { routeAnswer, unknownRoute } from '../session/autopilot.ts';
import { questionsOf } from '../session/questions.ts';
import { defaultRunbook } from './built-in-runbooks.ts';
import { knownFaults } from './known-faults.ts';
import { isTraining, playWalk, type TrainingWalker } from './autopilot-walk.ts';
import { beginSession, type NewSession } from './open-session.ts';
import { stateDirOf, wayBack, type TrainOptions } from './options.ts';
import { clean, linesForEvent, outputLines } from './plain/lines.ts';
import { endLines, headLines } from './plain/summary.ts';
import { plainSession, printLine } from './plain/session.ts';
import { readEarlier } from './plain/earlier.ts';
import type { UsualWaits } from '../session/waits.ts';
import { openRunbook, type OpenedRunbook } from './runbook-files.ts';
import { openSite, openSiteRunbooks, siteNotices } from './site.ts';
import { showWalk } from './show-walk.ts';
import { supersededAmong } from './superseded.ts';
import { canDraw } from './terminal-check.ts';
import { atOnce, watched } from './training.ts';
import { UserError } from './user-error.ts';

/** `handrail train`: the walk on the simulated cloud, by keys, by lines or without hands. */
export async function train(runbooks: readonly string[], options: TrainOptions): Promise<number> {
  const faults = await knownFaults(options.fault ?? []);
  if (faults === 'listed') return 0;
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  // Without a terminal nobody can press a key: the walk plays itself, as text.
  const playsItself = options.autopilot === true || !terminal;
  refuseUseless(options, playsItself);
  const site = openSite(options);
  const ofSite = runbooks.length > 0 || site === undefined ? [] : openSiteRunbooks(site);
  const named = runbooks.length === 0 ? [defaultRunbook] : runbooks;
  const opened = ofSite.length > 0 ? ofSite : named.map((name) => openRunbook(name));
  const routes = options.route ?? [];
  knownRoute(opened, routes);
  const wanted = {
    mode: 'training',
    runbooks: opened,
    site,
    stateDir: stateDirOf(options),
    faults,
  } as const;
  if (playsItself) return playTraining(wanted, options);
  const begin = async (onEvent?: NewSession['onEvent']) => {
    const walker = await beginTraining({ ...wanted, pace: watched, onEvent });
    await answerRoute(walker, routes);
    const notices = [...siteNotices(walker.store.getState().session), ...supersededAmong(opened)];
    return { walker, notices };
  };
  if (options.plain === true || !canDraw()) return plainSession(begin, options);
  return showWalk(begin, options);
}

type Wanted = Omit<NewSession, 'pace' | 'gate' | 'onEvent' | 'mode'>;

/** Begins a walk on the simulated cloud: the only kind that autopilot takes. */
async function beginTraining(
  wanted: Wanted & Pick<NewSession, 'pace' | 'gate' | 'onEvent'>,
): Promise<TrainingWalker> {
  const walker = await beginSession({ ...wanted, mode: 'training' });
  if (isTraining(walker)) return walker;
  await walker.close();
  throw new Error('a training walk did not begin as one');
}

async function playTraining(wanted: Wanted, options: TrainOptions): Promise<number> {
  const json = options.json === true;
  const print = json ? () => undefined : printLine;
  let waits: UsualWaits | undefined;
  const gate = createTimeGate();
  const walker = await beginTraining({
    ...wanted,
    pace: atOnce,
    gate,
    onEvent: (event, session) => linesForEvent(event, session, waits).forEach(print),
  });
  try {
    headLines(walker.store.getState().session).forEach(print);
    [...siteNotices(walker.store.getState().session), ...supersededAmong(wanted.runbooks)].forEach(
      (sentence) => print(clean(sentence)),
    );
    // The result for a program says nothing of earlier walks.
    if (!json) waits = (await readEarlier(walker, wanted.stateDir)).waits;
    const result = await playWalk(
      walker,
      {
        routes: options.route ?? [],
        attestYes: options.attest === 'yes',
      },
      gate,
    );
    const { session } = walker.store.getState();
    const failed = session.attempts.findLast(
      ({ block }) => block.slice(block.indexOf(':') + 1) === result.stopped?.block,
    );
    if (failed !== undefined) outputLines(walker, failed.number).forEach(print);
    // A key with nothing in it says null: easier to rely on than one that is not there.
    if (json) printLine(jsonText(result));
    else endLines(session, result.stopped, wayBack(session.id, options)).forEach(print);
    return result.passed ? 0 : 1;
  } finally {
    await walker.close();
  }
}

/** What only a walk without hands can use is refused elsewhere, rather than forgotten. */
function refuseUseless(options: TrainOptions, playsItself: boolean): void {
  if (options.json === true && options.autopilot !== true)
    throw new UserError('--json prints the result of a walk without hands; add --autopilot.');
  if (options.attest !== undefined && !playsItself)
    throw new UserError(
      '--attest answers in a walk without hands; add --autopilot, or leave it out and answer yourself.',
    );
}

/** Said before anything has begun, with the answers that there are. */
function knownRoute(opened: readonly OpenedRunbook[], routes: readonly string[]): void {
  const refused = unknownRoute(
    opened.map(({ runbook }) => runbook),
    routes,
  );
  if (refused !== undefined) throw new UserError(`${refused}.`);
}

async function answerRoute(walker: TrainingWalker, routes: readonly string[]): Promise<void> {
  for (const question of questionsOf(walker.store.getState().session.runbooks)) {
    const option = routeAnswer(question, routes);
    if (option !== undefined)
      await walker.send({ type: 'answer-question', question: question.id, option: option.id });
  }
}
