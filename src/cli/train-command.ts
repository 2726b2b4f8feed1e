import { linesForEvent } from './plain-lines.ts';
import { endLines, headLines } from './plain-summary.ts';
import { playWalk } from './autopilot-walk.ts';
import { beginSession } from './open-session.ts';
import { stateDirOf, type TrainOptions } from './options.ts';
import { plainSession, printLine } from './plain-session.ts';
import { openRunbook } from './runbook-files.ts';
import { showWalk } from './show-walk.ts';
import { canDraw } from './terminal-check.ts';
import { atOnce, watched } from './training.ts';
import { UserError } from './user-error.ts';

/** `handrail train`: the walk on the simulated cloud, by keys, by lines or without hands. */
export async function train(runbooks: readonly string[], options: TrainOptions): Promise<number> {
  const faults = await knownFaults(options.fault);
  if (faults === 'listed') return 0;
  if (options.json === true && options.autopilot !== true)
    throw new UserError('--json prints the result of a walk without hands; add --autopilot.');
  const opened = (runbooks.length === 0 ? ['phase-07'] : runbooks).map((name) => openRunbook(name));
  const wanted = {
    mode: 'training',
    runbooks: opened,
    stateDir: stateDirOf(options),
    faults,
  } as const;
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  // Without a terminal nobody can press a key: the walk plays itself, as text.
  if (options.autopilot === true || !terminal) return playTraining(wanted, options);
  const plain = options.plain === true || !canDraw();
  if (plain)
    return plainSession(async (onEvent) => ({
      walker: await beginSession({ ...wanted, pace: watched, onEvent }),
      notices: [],
    }));
  return showWalk(
    async () => ({ walker: await beginSession({ ...wanted, pace: watched }), notices: [] }),
    options,
  );
}

type Wanted = Omit<Parameters<typeof beginSession>[0], 'pace' | 'onEvent'>;

async function playTraining(wanted: Wanted, options: TrainOptions): Promise<number> {
  const json = options.json === true;
  const print = json ? () => undefined : printLine;
  const walker = await beginSession({
    ...wanted,
    pace: atOnce,
    onEvent: (event, session) => linesForEvent(event, session).forEach(print),
  });
  try {
    headLines(walker.store.getState().session).forEach(print);
    const result = await playWalk(walker, {
      route: options.route,
      attestYes: options.attest === 'yes',
    });
    if (json) printLine(JSON.stringify(result, undefined, 2));
    else endLines(walker.store.getState().session, result.stopped).forEach(print);
    return result.passed ? 0 : 1;
  } finally {
    await walker.close();
  }
}

/** Checks the names; `--fault list` prints them all. */
async function knownFaults(names: readonly string[]): Promise<readonly string[] | 'listed'> {
  if (names.length === 0) return [];
  const { faultNames } = await import('../cloud/index.ts');
  if (names.includes('list')) {
    for (const { name, says } of faultNames) printLine(`${name.padEnd(24)} ${says}`);
    return 'listed';
  }
  const unknown = names.find((name) => !faultNames.some((fault) => fault.name === name));
  if (unknown !== undefined)
    throw new UserError(`No fault named ${unknown}; handrail train --fault list names them all.`);
  return [...new Set(names)];
}
